/** junit.xml as Jenkins and GitLab read it. Every run of the end-to-end tests is held to the same schema, in test/support/k6.ts. */
import { expect, test } from "vitest";
import { junitXml } from "../../lib/report/junit";
import { testsuites } from "../../lib/report/junit-cases";
import { canValidateJunit, junitErrors } from "../support/junit-schema";
import { readJunit } from "../support/junit";
import { hasTool } from "../support/tools";
import { held, journalOf, noControl, wedged } from "./journals";

const HOSTILE = "\u0000\u001b[31m</failure>]]>\ud800 &\n\t<testcase name='x'/>\ufffe";
const [checker] = wedged.checkers;
/** Times of arms that do not add up in binary. */
const third = (name: string, seconds: number) => ({
  ...held,
  name,
  phases: { baseline: { ...held.phases.baseline!, seconds } },
});

const reports: [string, string][] = [
  ["held", junitXml(held)],
  ["wedged", junitXml(wedged)],
  ["no control", junitXml(noControl)],
  ["inconclusive", junitXml(journalOf({ baseline: "100-" }))],
  ["several checkers", junitXml({ ...wedged, checkers: [checker!, { ...checker!, name: "hold" }] })],
  ["no checker at all", junitXml({ ...wedged, checkers: [] })],
  ["arms whose times do not add up in binary", junitXml(third("rst", 0.1), third("fin", 0.2), third("hold", 40.1))],
  ["an arm that does not decide", junitXml(held, { ...wedged, name: "file:old.cfg#app", decides: false })],
  ["words of a hostile service", junitXml({ ...wedged, target: HOSTILE, reason: HOSTILE })],
  ["gates of a hostile service", junitXml({ ...wedged, gates: [{ ...wedged.gates[0]!, ok: false, text: HOSTILE }] })],
  ["a sweep", testsuites("delay-sweep rst", "2026-03-01T12:00:00.000Z", [{ name: "rst", error: "" }])],
  ["a sweep in error", testsuites(HOSTILE, "2026-03-01T12:00:00.000Z", [{ name: HOSTILE, error: HOSTILE }])],
];

test.skipIf(!canValidateJunit).each(reports)("the schema of Jenkins accepts the report of %s", async (_, xml) => {
  expect(await junitErrors(xml)).toEqual([]);
});

test.skipIf(!canValidateJunit).each([
  ["an attribute that is not of it", '<testsuites skipped="1"/>', "attribute 'skipped'"],
  ["a suite without counts", '<testsuites><testsuite name="a"/></testsuites>', "'tests'"],
  ["no XML", "<testsuites>", "parser error"],
])("the schema of Jenkins refuses %s", async (_, xml, complaint) => {
  expect((await junitErrors(xml)).join("\n")).toContain(complaint);
});

/**
 * What GitLab shows of a report (docs.gitlab.com/ci/testing/unit_test_reports): `classname` as the suite and `name` as the test, which
 * together must be one of a kind, or only the first is taken; `time`; and what is inside `failure`, `error` or `skipped`.
 */
test.skipIf(!hasTool("python3")).each(reports)("GitLab tells the tests apart: %s", async (_, xml) => {
  const cases = (await readJunit(xml)).flatMap((suite) => suite.cases);
  const keys = cases.map(({ classname, name }) => `${classname} ${name}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect(cases.filter(({ classname, name }) => classname === "" || name === "")).toEqual([]);
  // GitLab shows the text of a failure, and Jenkins its message as well.
  const silent = cases.filter(({ outcome, text, message }) =>
    outcome === "failure" || outcome === "error"
      ? text === "" || message === ""
      : outcome === "skipped" && message === "",
  );
  expect(silent).toEqual([]);
});
