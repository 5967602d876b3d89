import { expect, test } from "vitest";
import { recovery } from "../../lib/judge/recovery";
import type { Second } from "../../lib/model/extension";
import { run } from "./run";

const second = (t: number, phase: string, attempts: number, accepted: number): Second => ({
  t,
  phase,
  attempts,
  accepted,
  checks: 0,
  queue: -1,
});

/** Only what the last clients got decides here. */
function after(seconds: Second[], end: "complete" | "fail-fast" = "complete", whole = { attempts: 0, accepted: 0 }) {
  const evidence = run({ end });
  const { clients } = evidence.recording;
  return recovery({
    ...evidence,
    recording: {
      ...evidence.recording,
      timeline: seconds,
      clients: { ...clients, recovery: { ...clients.recovery!, ...whole } },
    },
  });
}

test("the last third of the recovery counts", () => {
  const seconds = Array.from({ length: 15 }, (_, i) => second(40 + i, "recovery", 10, i < 10 ? 0 : 10));
  expect(after(seconds)).toMatchObject({
    verdict: "degraded",
    end: { kind: "back", observed: true, attempts: 50, accepted: 50 },
  });
});

test("the last 3 s of a short recovery count", () => {
  const seconds = [0, 10, 10, 0, 0].map((accepted, i) => second(40 + i, "recovery", 10, accepted));
  expect(after(seconds)).toMatchObject({
    verdict: "wedged",
    end: { kind: "shut-out", observed: true, attempts: 30, accepted: 10 },
  });
});

test("half of the clients of the recovery are not fewer than half", () => {
  const seconds = [10, 0].map((accepted, i) => second(40 + i, "recovery", 10, accepted));
  expect(after(seconds)).toMatchObject({
    verdict: "degraded",
    end: { kind: "back", observed: true, attempts: 20, accepted: 10 },
  });
});

test("the part of the recovery that counts reaches back to the last client where clients are rare", () => {
  const seconds = [second(40, "recovery", 1, 0), second(45, "recovery", 1, 1), second(54, "recovery", 0, 0)];
  expect(after(seconds)).toMatchObject({
    verdict: "degraded",
    end: { kind: "back", observed: true, attempts: 1, accepted: 1 },
  });
});

test("a last look that has no second of its own counts as a whole", () => {
  const seconds = [second(17, "storm", 10, 10), second(18, "storm", 10, 9)];
  expect(after(seconds, "fail-fast", { attempts: 1, accepted: 0 })).toEqual({
    verdict: "wedged",
    end: { kind: "shut-out", observed: true, attempts: 1, accepted: 0 },
    caveat: null,
  });
});

/** Connections opened all the time: the queue alone decides. Its length at the end of the storm, and of the recovery. */
test.each<[number, number, string]>([
  [1, 1, "wedged"],
  [2, 1, "wedged"],
  [4, 1, "degraded"],
  [1, 0, "degraded"],
])("a silent service that kept %i connections of which %i stayed is %s", (kept, left, verdict) => {
  const length = (t: number) => (t < 10 ? 0 : t < 30 ? Math.ceil((kept * (t - 9)) / 20) : t < 50 ? kept : left);
  const queue = Array.from({ length: 55 }, (_, t): [number, number] => [t, length(t)]);
  const literal = { queue, seconds: { night: 5, recovery: 20 } };
  expect(recovery(run({ ...literal, client: { evidence: "kernel" } })).verdict).toBe(verdict);
  expect(recovery(run(literal)).verdict).toBe("degraded");
});
