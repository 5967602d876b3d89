/** journal.json of a comparison: the contract that outside scripts read. */
import { expect, test } from "vitest";
import { armNotRun, concludeArm } from "../../lib/experiments/conclude-arm";
import type { Comparison } from "../../lib/model/comparison";
import { held } from "../report/journals";
import { armOf, compared, concluded, leftWedgedBy, WEDGED } from "./arms";

const [gentle, harsh] = [armOf("half-open"), armOf("rst", WEDGED)];
const why = "rst left the target wedged, and nothing restarts it without RESET_URL";
const later = armOf("hold");
const notRun = { ...later, journal: armNotRun(later.arm, leftWedgedBy("rst"), harsh.evidence.recording) };

test("a comparison has all its arms, each with the fields of a single run, and what they come to", () => {
  const { arms, ...rest } = compared([gentle, harsh]);
  expect(rest).toMatchObject({
    schema: "probe-storm/1",
    kind: "comparison",
    end: "complete",
    target: "192.0.2.1:4000",
    verdict: "wedged",
    reason: "rst wedged; half-open held.",
    cutShort: "",
    gate: ["half-open", "rst"],
    safe: ["half-open"],
    unsafe: ["rst"],
    unknown: [],
    changes: [{ arm: "rst", into: "half-open" }],
  });
  expect(arms.map(({ name, verdict, cause, wire, notRun }) => ({ name, verdict, cause, wire, notRun }))).toEqual([
    { name: "half-open", verdict: "held", cause: null, wire: "half a handshake, RST", notRun: "" },
    { name: "rst", verdict: "wedged", cause: "queued-not-served", wire: "handshake, RST", notRun: "" },
  ]);
  for (const arm of arms) expect(Object.keys(arm)).toEqual(expect.arrayContaining(Object.keys(held)));
  expect(arms[1]!.phases.storm!.clients).toMatchObject({ attempts: 200, accepted: 2 });
  expect(arms[1]!.checkers).toMatchObject([{ name: "rst", probes: { sent: 300 } }]);
});

test("an arm begins when its own first phase does", () => {
  const { arm, evidence } = gentle;
  const minuteLater = { ...evidence, start: { ...evidence.start!, originMs: 60_500 } };
  const journal = concludeArm(arm, minuteLater);
  expect([gentle.journal.startedAt, journal.startedAt]).toEqual([
    "2026-03-01T12:00:00.500Z",
    "2026-03-01T12:01:00.500Z",
  ]);
});

test("an arm that could not be run says why, and nothing of the arm before it", () => {
  const { arms, unknown, verdict } = compared([harsh, notRun]);
  expect({ unknown, verdict }).toEqual({ unknown: ["hold"], verdict: "wedged" });
  expect(arms[1]).toMatchObject({
    name: "hold",
    verdict: "inconclusive",
    cause: null,
    notRun: why,
    reason: `Not run: ${why}.`,
    phases: {},
    timeline: [],
  });
  expect(arms[1]!.checkers).toMatchObject([{ name: "hold", probes: { sent: 0 } }]);
  for (const key of Object.keys(held)) expect(arms[1]).toHaveProperty(key);
});

test("the arms of GATE alone decide, and the others are told all the same", () => {
  expect(compared([gentle, harsh], ["half-open"])).toMatchObject({
    verdict: "held",
    gate: ["half-open"],
    unsafe: ["rst"],
  });
});

test("the journal's file holds the comparison", () => {
  const { comparison, files } = concluded([gentle, harsh, notRun], ["rst"], true);
  expect(comparison).toMatchObject({ cutShort: "interrupted", end: "interrupted" });
  expect(compared([harsh, notRun])).toMatchObject({ cutShort: "", end: "stopped" });
  expect(comparison.arms.map(({ kind, end }) => [kind, end])).toEqual(Array(3).fill(["storm", "complete"]));
  expect(JSON.parse(files["journal.json"]!) as Comparison).toEqual(JSON.parse(JSON.stringify(comparison)));
});
