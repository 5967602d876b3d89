import { expect, test } from "vitest";
import { timeLeft as timeLeftMs } from "../../lib/experiments/time-left";
import type { Checker } from "../../lib/model/checker";
import type { ClientConfig } from "../../lib/model/config";
import { makePlan } from "../../lib/plan/make-plan";
import { checker, config } from "../plan/config";

const timeLeft = (...of: Parameters<typeof timeLeftMs>) => {
  const { least, most } = timeLeftMs(...of);
  return [least / 1_000, most / 1_000];
};
const NONE = { eachMs: 0, toCome: 0 };

const arm = (changed: Parameters<typeof config>[0] = {}) => ({ plan: makePlan(config(changed)) });
const patient = (timeoutMs: number) => ({ client: { ...config().client, timeoutMs } satisfies ClientConfig });

test("the time left is that of the phases to come, and what they last where the last client is not answered", () => {
  expect(timeLeft([arm()], NONE)).toEqual([55, 61]);
  expect(timeLeft([arm(), arm(), arm()], NONE)).toEqual([165, 183]);
  expect(
    timeLeft(
      Array.from({ length: 20 }, () => arm()),
      NONE,
    ),
  ).toEqual([1_100, 1_220]);
  expect(timeLeft([arm(patient(1_000))], NONE)).toEqual([55, 57]);
});

test("a check that begins at the end of the night may outlive the recovery", () => {
  const checks = { checkers: [checker("rst", { timeoutMs: 25_000 })] };
  expect(timeLeft([arm({ ...patient(1_000), ...checks })], NONE)).toEqual([55, 65]);
});

test("a check that outlives the recovery has the times of all its connections", () => {
  const [one] = checker("rst").connections;
  const checks = (connections: Checker["connections"]) => ({
    checkers: [{ ...checker("rst", { timeoutMs: 10_000 }), connections }],
  });
  expect(timeLeft([arm({ ...patient(1_000), ...checks([one!, one!]) })], NONE)).toEqual([55, 60]);
  const own = { ...one!, connectTimeoutMs: 4_000, timeoutMs: 17_000 };
  expect(timeLeft([arm({ ...patient(1_000), ...checks([own]) })], NONE)).toEqual([55, 61]);
});

test("resets of the target are taken to last as long as those so far", () => {
  expect(timeLeft([arm()], { eachMs: 10_000, toCome: 1 })).toEqual([65, 71]);
  expect(timeLeft([arm(), arm()], { eachMs: 5_000, toCome: 2 })).toEqual([120, 132]);
});
