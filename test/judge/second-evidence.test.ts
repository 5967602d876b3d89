import { expect, test } from "vitest";
import type { Evidence } from "../../lib/model/evidence";
import { recovery } from "../../lib/judge/recovery";
import { evaluateFloors } from "../../lib/judge/floors";
import { lengthBefore } from "../../lib/measures/queue";
import { firstEvidence, secondEvidence } from "../../lib/judge/second-evidence";
import type { PhaseSpan } from "../../lib/model/plan";
import { processes } from "./processes";
import { run } from "./run";
import { nonEmpty } from "../../lib/model/non-empty";

const phases: PhaseSpan[] = [
  { name: "storm", startMs: 60_000, endMs: 80_000 },
  { name: "recovery", startMs: 80_000, endMs: 95_000 },
];

test("that clients got in again after the first storm does not make the second one's end good", () => {
  const second = secondEvidence(twoStorms({ watched: { back: true } }))!;
  expect(recovery(second).verdict).toBe("wedged");
});

test("checks before the second storm's first harm are counted without those of the first storm", () => {
  const { storm } = secondEvidence(twoStorms())!.recording.clients;
  expect(storm!.checksBeforeFirstFailure).toBe(7);
});

test("what waits since the first storm is no growth of the second one", () => {
  const sample = { limit: 128, listenOverflows: 0, listenDrops: 0 };
  const queue = [
    { ...sample, t: 1_000, phase: "baseline", length: 0 },
    { ...sample, t: 50_000, phase: "recovery", length: 30 },
    ...[0, 1, 2, 3, 4, 5].map((i) => ({ ...sample, t: 60_000 + 250 * i, phase: "own-storm", length: 30 })),
  ];
  const storms = twoStorms();
  const second = secondEvidence({ ...storms, recording: { ...storms.recording, queue } })!;
  expect(lengthBefore(second.recording, "storm")).toBe(30);
});

test("samples of the second storm are none of the first one's", () => {
  const storms = twoStorms();
  const restarted = processes(() => ({})).map((sample) => ({ ...sample, phase: "own-storm", restarts: 1 }));
  const process = [...processes(() => ({})), ...restarted];
  const first = firstEvidence({ ...storms, recording: { ...storms.recording, process } });
  expect(first.recording.process.map(({ phase }) => phase)).not.toContain("own-storm");
});

/** The first storm made 300 checks and harmed nobody for good; in the second nobody gets in after 7 of them. */
function twoStorms(more: Partial<Evidence> = {}): Evidence {
  const lost = run({ storm: { order: "20+ 180-" }, recovery: { order: "150-" } });
  const { recording, plan } = run({ checks: { rst: { storm: { sent: 200 }, night: { sent: 100 } } } });
  const { storm, recovery: after } = lost.recording.clients;
  const seconds = lost.recording.timeline
    .filter(({ phase }) => phase === "storm" || phase === "recovery")
    .map((second) => ({ ...second, t: second.t + 60, phase: `own-${second.phase}` }));
  const clients = {
    ...recording.clients,
    "own-storm": { ...storm!, checksBeforeFirstFailure: 307 },
    "own-recovery": after!,
  };
  return {
    ...lost,
    plan,
    recording: { ...recording, clients, timeline: [...recording.timeline, ...seconds] },
    second: { storm: { phases: nonEmpty(phases, "the phases"), checkers: plan.checkers, factor: 1 }, complete: true },
    ...more,
  };
}

test("the second storm asks about the rate alone: checks count that were made, also where a greeting made a FIN a reset", () => {
  const storms = twoStorms();
  const { recording, plan } = storms;
  const made = { ...recording.checks.rst!.storm!, sent: 200, completed: 200, verified: 3 };
  const checks = { rst: { ...recording.checks.rst, "own-storm": made } };
  const second = secondEvidence({ ...storms, plan, recording: { ...recording, checks } })!;
  const floors = evaluateFloors(second).filter(({ name }) => name.startsWith("rst-"));
  expect(floors).toEqual([expect.objectContaining({ name: "rst-checks", ok: true, observed: 200 })]);
});
