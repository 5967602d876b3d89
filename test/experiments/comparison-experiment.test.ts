/** How a comparison goes from arm to arm, and what is known of all of them when it ends. */
import { expect, test } from "vitest";
import { experiment } from "../../lib/experiments/comparison-experiment";
import type { ArmJournal, Comparison } from "../../lib/model/comparison";
import type { RunEvent } from "../../lib/model/run-event";
import { mapAll } from "../../lib/model/non-empty";
import { vuPool } from "../../lib/experiments/vu-pool";
import { armOf, WEDGED } from "./arms";

const [gentle, harsh, last] = [armOf("half-open"), armOf("rst", WEDGED), armOf("hold")];
const arms = mapAll([gentle, harsh, last], ({ arm }) => arm);
const planned = { arms, reset: null, gate: ["half-open", "rst", "hold"], ...vuPool(mapAll(arms, ({ plan }) => plan)) };
const start = harsh.evidence.start!;
const GONE = { kind: "left-wedged", by: { kind: "arm", name: "rst" } };
const LOST = { kind: "not-reset", error: "it is gone" } as const;

test("the arms of a comparison come in their order, and none after the last one", () => {
  const steps = [[], [gentle.journal], [gentle.journal, harsh.journal]].map((done) => experiment.next(planned, done));
  expect(steps.map((step) => step!.plan)).toEqual(arms.map(({ plan }) => plan));
  expect(experiment.next(planned, [gentle.journal, harsh.journal, last.journal])).toBeNull();
});

test("an arm that wedged the target says why nothing can follow, and one that held does not", () => {
  const stops = [gentle, harsh].map(
    ({ evidence }, index) => experiment.next(planned, index === 0 ? [] : [gentle.journal])!.conclude(evidence).stop,
  );
  expect(stops).toEqual([null, GONE]);
});

test("the arms that are left out are told together, with the reason", () => {
  const done = [gentle.journal];
  const left = experiment.leftOut(planned, done, LOST, harsh.evidence.recording);
  expect(left.map(({ name, notRun }) => [name, notRun])).toEqual([
    ["rst", "it is gone"],
    ["hold", "it is gone"],
  ]);
  const timing = { sinceMs: 0, resetMs: 0 };
  const arm = { number: 2, of: 3, name: "rst" };
  expect(experiment.after(planned, [...done, ...left], 2, timing)).toEqual([
    { kind: "arms-not-run", arm, names: ["rst", "hold"], why: "it is gone" },
  ]);
  expect(experiment.after(planned, done, 1, timing)).toMatchObject([{ kind: "arm-ended", verdict: "held" }]);
  expect(experiment.before(planned, done, timing)).toEqual([
    { kind: "arm-begun", arm, leftMs: { least: 110_000, most: 122_000 } },
  ]);
});

test("an interrupted comparison keeps what is over, judges what was under way, and names what was never begun", () => {
  const { arms: all, ...whole } = concluded(
    { kind: "finished-arms", arms: [gentle.journal] },
    { kind: "running", index: 1, start },
  );
  expect(whole).toMatchObject({ cutShort: "interrupted", end: "interrupted" });
  expect(all.map(({ name, end, notRun }) => [name, end, notRun])).toEqual([
    ["half-open", "complete", ""],
    ["rst", "interrupted", ""],
    ["hold", "complete", "the run had been cut short by then"],
  ]);
});

test("a comparison whose target did not come back in setup says so of all its arms", () => {
  const { arms: all, ...whole } = concluded({ kind: "stopped", why: LOST });
  expect(whole).toMatchObject({ verdict: "inconclusive", end: "stopped" });
  expect(all.map(({ notRun }) => notRun)).toEqual(Array(3).fill("it is gone"));
});

test("a comparison that is over is complete, and its lost gates are those of the arms that decide", () => {
  const journals: ArmJournal[] = [gentle.journal, harsh.journal, last.journal];
  const recorded = recording({ kind: "finished-arms", arms: journals });
  const conclude = (gate: string[]) =>
    experiment.conclude({ ...planned, gate }, recorded, { start, colour: false }).lostGates;
  expect(concluded({ kind: "finished-arms", arms: journals })).toMatchObject({ cutShort: "", end: "complete" });
  expect(conclude(["half-open"])).toEqual([]);
  expect(conclude(["rst"])).toContainEqual(expect.objectContaining({ name: "storm-accepted", measure: "accepted" }));
});

function recording(...events: RunEvent[]) {
  const recorded = events.map(({ kind, ...fields }) => ({ t: 0, kind, data: JSON.stringify(fields) }));
  return { ...harsh.evidence.recording, events: recorded };
}

function concluded(...events: RunEvent[]): Comparison {
  const { files } = experiment.conclude(planned, recording(...events), { start, colour: false });
  return JSON.parse(files["journal.json"]!) as Comparison;
}
