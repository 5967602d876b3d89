/** What a run tells of UP and DOWN is what the product would have said in the time that the run stands for, whatever SPEEDUP is. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { opinionOf } from "../../lib/judge/opinions";
import { recordedOpinions } from "../../lib/judge/recorded-opinions";
import { phaseSpans } from "../../lib/plan/planned-phases";
import { planChecker } from "../../lib/plan/plan-checker";
import type { PlannedChecker } from "../../lib/model/plan";
import { checker as spoken } from "../judge/run";
import { checker, config } from "../plan/config";
import { simulatedNodes, type Service } from "../support/simulated-nodes";

const ORIGIN = 250;
const LONG = [
  "aws-nlb",
  "octavia",
  "a10-half-open",
  "pgpool",
  "huawei-elb",
  "f5-tcp",
  "apache-hcheck",
  "check-tcp",
  "gdnsd",
];

function told(planned: PlannedChecker, spanMs: number, service: Service, random?: number) {
  const phases = [{ name: "storm" as const, startMs: 0, endMs: spanMs }];
  const { events } = simulatedNodes(planned, phases, ORIGIN, service, () => random ?? 0);
  const time = { storm: "storm", fromMs: ORIGIN, toMs: ORIGIN + spanMs, harmMs: ORIGIN };
  return opinionOf(recordedOpinions(events), planned, time);
}

describe("a target that answers nothing from the storm's begin on", () => {
  test.each(LONG)("goes DOWN for %s after as long as at the product's own cadence", (name) => {
    const plain = checker(name);
    const planned = planChecker(plain, config({ checkers: [plain] }));
    const deaf: Service = () => ({ ok: false, lastsMs: plain.timeoutMs });
    const { up, down, unknown } = told(planned, 30_000, deaf);
    // Worked out here by hand: the time to DOWN of one node at its own cadence, from its first check on.
    const { fall, intervalMs, fastIntervalMs = intervalMs, timeoutMs, cadence, initially } = plain;
    const period =
      cadence === "after-completion" ? timeoutMs + fastIntervalMs : intervalMs * Math.ceil(timeoutMs / intervalMs);
    const toDownMs = (initially === "up-unproven" ? 0 : (fall - 1) * period) + timeoutMs;
    const standsForMs = ((up + down) * 1_000) / plain.nodes;
    expect(up / (up + down)).toBeCloseTo(Math.min(1, toDownMs / standsForMs), 6);
    expect(unknown.length > 0).toBe(toDownMs > standsForMs);
    // A check that lasts long may miss a slot of this run's finer grid that its product does not have.
    expect(standsForMs).toBeGreaterThanOrEqual(0.8 * 30_000);
    expect(standsForMs).toBeLessThanOrEqual(30_000 * planned.speedup);
  });
});

test("the share of UP follows from the checks alone, at every speedup, interval, timeout and cadence", () => {
  const number = (min: number, max: number) => fc.integer({ min, max });
  const checkers = fc.record(
    {
      intervalMs: number(100, 60_000),
      fastIntervalMs: number(100, 60_000),
      downIntervalMs: number(100, 60_000),
      rise: number(1, 5),
      fall: number(1, 10),
      cadence: fc.constantFrom("fixed-rate" as const, "after-completion" as const),
      initially: fc.constantFrom("up" as const, "up-unproven" as const, "down" as const, "down-unproven" as const),
    },
    { requiredKeys: ["intervalMs", "rise", "fall", "cadence", "initially"] },
  );
  fc.assert(
    fc.property(
      checkers,
      fc.double({ min: 1, max: 200, noNaN: true }),
      number(1, 70_000),
      number(0, 20),
      number(0, 20),
      (given, speedup, timeoutMs, healthy, harmed) => {
        // Healthy, deaf for some checks, and healthy again.
        const service: Service = (_, before) =>
          before < healthy || before >= healthy + harmed ? { ok: true, lastsMs: 3 } : { ok: false, lastsMs: timeoutMs };
        const at = (factor: number) =>
          spoken({ ...given, speedup: factor, plannedIntervalMs: given.intervalMs / factor });
        const quick = told(at(speedup), 30_000, service);
        const standsForMs = (quick.up + quick.down) * 1_000;
        const own = told(at(1), standsForMs, service);
        expect(quick.up).toBeCloseTo(own.up, 1);
        expect(quick.down).toBeCloseTo(own.down, 1);
      },
    ),
  );
});

test("the nodes of a default plan stand for the storm's and the night's time, as often as they check faster", () => {
  const plain = checker("aws-nlb");
  const settings = config({ checkers: [plain] });
  const planned = planChecker(plain, settings);
  const phases = phaseSpans(settings.phases).filter(({ name }) => name === "storm" || name === "night");
  const { events } = simulatedNodes(planned, phases, ORIGIN, () => ({ ok: true, lastsMs: 1 }));
  const time = { storm: "storm", fromMs: ORIGIN + 10_000, toMs: ORIGIN + 40_000, harmMs: null };
  const { up, down } = opinionOf(recordedOpinions(events), planned, time);
  expect(down).toBe(0);
  expect(up / plain.nodes / 30).toBeCloseTo(planned.speedup, 0);
});
