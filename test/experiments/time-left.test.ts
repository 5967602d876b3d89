import { expect, test } from "vitest";
import { timeLeft } from "../../lib/experiments/time-left";
import type { Checker } from "../../lib/model/checker";
import type { ClientConfig } from "../../lib/model/config";
import { makePlan } from "../../lib/plan/make-plan";
import { checker, config } from "../plan/config";

const NONE = { eachMs: 0, toCome: 0 };

const arm = (changed: Parameters<typeof config>[0] = {}) => ({ plan: makePlan(config(changed)) });
const patient = (timeoutMs: number) => ({ client: { ...config().client, timeoutMs } satisfies ClientConfig });

test("the phases of what is to come, and what they last where the last client is not answered", () => {
  expect(timeLeft([arm()], NONE)).toBe("55 to 61 s");
  expect(timeLeft([arm(), arm(), arm()], NONE)).toBe("3 min");
  expect(
    timeLeft(
      Array.from({ length: 20 }, () => arm()),
      NONE,
    ),
  ).toBe("18 to 20 min");
  expect(timeLeft([arm(patient(1_000))], NONE)).toBe("55 to 57 s");
});

test("a check that begins at the end of the night may outlive the recovery", () => {
  const checks = { checkers: [checker("rst", { timeoutMs: 25_000 })] };
  expect(timeLeft([arm({ ...patient(1_000), ...checks })], NONE)).toBe("55 to 65 s");
});

test("such a check has the times of all its connections", () => {
  const [one] = checker("rst").connections;
  const checks = (connections: Checker["connections"]) => ({
    checkers: [{ ...checker("rst", { timeoutMs: 10_000 }), connections }],
  });
  expect(timeLeft([arm({ ...patient(1_000), ...checks([one!, one!]) })], NONE)).toBe("55 to 60 s");
  const own = { ...one!, connectTimeoutMs: 4_000, timeoutMs: 17_000 };
  expect(timeLeft([arm({ ...patient(1_000), ...checks([own]) })], NONE)).toBe("55 to 61 s");
});

test("resets are taken to last as long as those so far", () => {
  expect(timeLeft([arm()], { eachMs: 10_000, toCome: 1 })).toBe("65 to 71 s");
  expect(timeLeft([arm(), arm()], { eachMs: 5_000, toCome: 2 })).toBe("2 min");
});
