import { expect, test } from "vitest";
import { makePlan } from "../../lib/plan/make-plan";
import { doseMs, planSecondStorm, secondStormMs } from "../../lib/plan/second-storm";
import { checker, config } from "./config";

const raised = config({ checkers: [checker("haproxy")], speedup: 10 });
const dose = { checks: 100, forgetsAfterMs: 50_000, atNight: false };

test("the second recovery is long enough for the service to forget", () => {
  const phases = planSecondStorm(makePlan(raised), dose, 0)!.phases;
  const recovery = phases.find(({ name }) => name === "recovery")!;
  expect(raised.phases.recoveryMs).toBeLessThan(dose.forgetsAfterMs);
  expect(recovery.endMs - recovery.startMs).toBe(60_000);
});

test("there is no second storm where the longest that is allowed ends before the service forgets", () => {
  const longest = { watchMs: 300_000, stormMs: 40_000 };
  expect(planSecondStorm(makePlan({ ...raised, ownRate: longest }), dose, 0)).toBeNull();
  expect(secondStormMs(raised, dose)).toBe(60_000);
});

test("the second storm makes as many checks as the first storm before the harm, where that is allowed", () => {
  const most = { ...dose, checks: 40, forgetsAfterMs: 1_000 };
  const lengthMs = (stormMs: number) => {
    const [storm] = planSecondStorm(makePlan({ ...raised, ownRate: { watchMs: 60_000, stormMs } }), most, 0)!.phases;
    return storm!.endMs - storm!.startMs;
  };
  // One node every 2 s: 40 checks take 80 s.
  expect(doseMs(makePlan(raised).checkers, most.checks)).toBe(96_000);
  expect(lengthMs(120_000)).toBe(96_000);
  expect(lengthMs(60_000)).toBeLessThan(60_000);
});

test("the second storm of a slow balancer has time for one check more than it needs, as one may come late", () => {
  const slow = config({ checkers: [checker("kubelet")], speedup: 25 });
  const forgotten = { checks: 20, forgetsAfterMs: 4_000, atNight: false };
  const second = planSecondStorm(makePlan(slow), forgotten, 0)!;
  const { intervalMs, nodes } = second.checkers[0]!;
  expect({ intervalMs, nodes, factor: second.factor }).toEqual({ intervalMs: 10_000, nodes: 1, factor: 1 });
  const [storm] = second.phases;
  expect(Math.floor((storm!.endMs - storm!.startMs) / intervalMs)).toBe(5);
});

test("checks of HAProxy take turns in it as in the first storm", () => {
  const [http, plain] = [checker("haproxy-http"), checker("haproxy")];
  const { checkers } = makePlan(config({ checkers: [http, plain], speedup: 10 }));
  const second = planSecondStorm({ ...makePlan(raised), checkers }, dose, 0)!;
  expect(second.checkers.map(({ turn }) => turn)).toEqual([
    { index: 0, of: 2 },
    { index: 1, of: 2 },
  ]);
});
