/** Which failures take a target DOWN whatever `fall` says: Envoy counts only those of the network. */
import { expect, test } from "vitest";
import { decidesAtOnce } from "../../lib/checkers/at-once";
import { buildChecker } from "../../lib/checkers/build-checker";
import { initialOpinion, nextOpinion } from "../../lib/checkers/health-status";
import { presets } from "../../lib/checkers/products/index";
import type { Cause } from "../../lib/model/extension";

const checkerOf = (preset: string) => buildChecker({ kind: "preset", preset: presets.get(preset)! }, {});

test.each<[preset: string, cause: Cause | "", bytesReceived: number, atOnce: boolean, why: string]>([
  ["envoy-redis", "rejected", 27, true, "-LOADING instead of +PONG"],
  ["envoy-redis", "rejected", 0, false, "it hung up without an answer"],
  ["envoy-redis", "slow", 3, false, "the answer did not come in time"],
  ["envoy-redis", "refused", 0, false, "nobody listens"],
  ["envoy-redis", "reset", 5, false, "a reset within the answer"],
  ["envoy-redis", "", 7, false, "a success"],
  ["envoy", "rejected", 27, false, "a check that only connects"],
  ["haproxy-redis", "rejected", 27, false, "a product that counts every failure"],
])("%s goes DOWN at once by the failure '%s' after %i bytes: %s (%s)", (preset, cause, bytesReceived, atOnce) => {
  expect(decidesAtOnce(checkerOf(preset), { cause, bytesReceived, failedStep: 2 })).toBe(atOnce);
});

test("an answer that is not of the protocol fails like the network", () => {
  const failure = { cause: "rejected", bytesReceived: 9 } as const;
  expect([1, 2].map((failedStep) => decidesAtOnce(checkerOf("envoy-redis"), { ...failure, failedStep }))).toEqual([
    false,
    true,
  ]);
});

test("a failure that decides at once takes a target DOWN in the first check that fails; other failures wait for `fall`", () => {
  const checker = checkerOf("envoy-redis");
  const up = nextOpinion(initialOpinion(checker.initially), true, checker);
  expect(up.up).toBe(true);
  expect(nextOpinion(up, false, checker, true)).toEqual({ up: false, against: 0, unproven: false });
  expect(nextOpinion(up, false, checker, false)).toEqual({ up: true, against: 1, unproven: false });
});
