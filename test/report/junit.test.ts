import { expect, test } from "vitest";
import { junitXml } from "../../lib/report/junit";
import { journalOf, noControl, wedged } from "./journals";

test("a lost gate is a failure in junit.xml", () => {
  expect(junitXml(wedged)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="probe-storm" tests="17" failures="4" errors="0" time="55">
      <testsuite name="probe-storm 192.0.2.1:4000 rst" timestamp="2026-03-01T12:00:00.000Z" tests="17" failures="4" errors="0" skipped="0" time="55">
        <testcase name="conclusive" classname="probe-storm.rst"/>
        <testcase name="storm-accepted" classname="probe-storm.rst">
          <failure message="1 % of the storm&apos;s clients accepted, at least 99 % wanted" type="wedged">1 % of the storm&apos;s clients accepted, at least 99 % wanted</failure>
        </testcase>
        <testcase name="storm-outage" classname="probe-storm.rst">
          <failure message="no client accepted for 19.9 s in the storm, at most 2 s allowed" type="wedged">no client accepted for 19.9 s in the storm, at most 2 s allowed</failure>
        </testcase>
        <testcase name="storm-slowdown" classname="probe-storm.rst"/>
        <testcase name="storm-queue" classname="probe-storm.rst">
          <failure message="the accept queue kept 129 more connections over the storm, at most 4 allowed" type="wedged">the accept queue kept 129 more connections over the storm, at most 4 allowed</failure>
        </testcase>
        <testcase name="recovery-accepted" classname="probe-storm.rst">
          <failure message="0 % of the recovery&apos;s clients accepted, at least 99 % wanted" type="wedged">0 % of the recovery&apos;s clients accepted, at least 99 % wanted</failure>
        </testcase>
        <testcase name="harness-errors" classname="probe-storm.rst"/>
        <testcase name="lag" classname="probe-storm.rst"/>
        <testcase name="standstill" classname="probe-storm.rst"/>
        <testcase name="dropped-iterations" classname="probe-storm.rst"/>
        <testcase name="baseline-clients" classname="probe-storm.rst"/>
        <testcase name="storm-clients" classname="probe-storm.rst"/>
        <testcase name="recovery-clients" classname="probe-storm.rst"/>
        <testcase name="baseline-accepted" classname="probe-storm.rst"/>
        <testcase name="baseline-noise" classname="probe-storm.rst"/>
        <testcase name="rst-checks" classname="probe-storm.rst"/>
        <testcase name="rst-fidelity" classname="probe-storm.rst"/>
      </testsuite>
    </testsuites>
    "
  `);
});

test("an inconclusive run is an error in junit.xml and never a failure; what a target sent cannot break the file", () => {
  expect(junitXml(noControl)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="probe-storm" tests="17" failures="0" errors="2" time="55">
      <testsuite name="probe-storm 192.0.2.1:4000 rst" timestamp="2026-03-01T12:00:00.000Z" tests="17" failures="0" errors="2" skipped="4" time="55">
        <testcase name="conclusive" classname="probe-storm.rst">
          <error message="Not one of 100 clients was accepted before the first check was sent: nothing listened: the process has ended or closed its listening socket (connect 192.0.2.1:4000: &lt;ECONNREFUSED&gt; &amp; �)." type="inconclusive">Not one of 100 clients was accepted before the first check was sent: nothing listened: the process has ended or closed its listening socket (connect 192.0.2.1:4000: &lt;ECONNREFUSED&gt; &amp; �).</error>
        </testcase>
        <testcase name="storm-accepted" classname="probe-storm.rst">
          <skipped message="inconclusive: 0 % of the storm&apos;s clients accepted, at least 99 % wanted"/>
        </testcase>
        <testcase name="storm-outage" classname="probe-storm.rst">
          <skipped message="inconclusive: no client accepted for 20.1 s in the storm of 20 s and the time that its last clients waited, at most 2 s allowed"/>
        </testcase>
        <testcase name="storm-slowdown" classname="probe-storm.rst"/>
        <testcase name="storm-queue" classname="probe-storm.rst">
          <skipped message="not measured: no listener of 192.0.2.1:4000 on this host"/>
        </testcase>
        <testcase name="recovery-accepted" classname="probe-storm.rst">
          <skipped message="inconclusive: 0 % of the recovery&apos;s clients accepted, at least 99 % wanted"/>
        </testcase>
        <testcase name="harness-errors" classname="probe-storm.rst"/>
        <testcase name="lag" classname="probe-storm.rst"/>
        <testcase name="standstill" classname="probe-storm.rst"/>
        <testcase name="dropped-iterations" classname="probe-storm.rst"/>
        <testcase name="baseline-clients" classname="probe-storm.rst"/>
        <testcase name="storm-clients" classname="probe-storm.rst"/>
        <testcase name="recovery-clients" classname="probe-storm.rst"/>
        <testcase name="baseline-accepted" classname="probe-storm.rst">
          <error message="0 % of the baseline&apos;s clients accepted, at least 99 % wanted" type="inconclusive">0 % of the baseline&apos;s clients accepted, at least 99 % wanted</error>
        </testcase>
        <testcase name="baseline-noise" classname="probe-storm.rst"/>
        <testcase name="rst-checks" classname="probe-storm.rst"/>
        <testcase name="rst-fidelity" classname="probe-storm.rst"/>
      </testsuite>
    </testsuites>
    "
  `);
});

test("junit.xml has a suite per checker, each with its own floors, and counts that add up", () => {
  const xml = junitXml(
    journalOf({
      storm: "150+ 50-",
      checkers: [{}, { name: 'our <own> "fin"', style: "fin" }],
      checks: { rst: { storm: 200 }, 'our <own> "fin"': { storm: 9 } },
    }),
  );
  const all = (pattern: RegExp) => xml.match(pattern)?.length ?? 0;
  const suites = [
    ...xml.matchAll(/<testsuite name="([^"]*)".*? tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)"/g),
  ];
  expect(suites.map(([, name]) => name)).toEqual([
    "probe-storm 192.0.2.1:4000 rst",
    "probe-storm 192.0.2.1:4000 our &lt;own&gt; &quot;fin&quot;",
  ]);
  const [cases, failures, errors, skipped] = [2, 3, 4, 5].map((i) =>
    suites.reduce((sum, suite) => sum + Number(suite[i]), 0),
  );
  expect([cases, failures, errors, skipped]).toEqual([
    all(/<testcase /g),
    all(/<failure /g),
    all(/<error /g),
    all(/<skipped /g),
  ]);
  expect(xml).toContain(
    `<testsuites name="probe-storm" tests="${cases}" failures="${failures}" errors="${errors}" time=`,
  );
  expect(failures).toBeGreaterThan(0);
  expect([all(/name="rst-checks"/g), all(/name="our &lt;own&gt; &quot;fin&quot;-checks"/g)]).toEqual([1, 1]);
});
