/** A target that never stops talking outlasts neither the timeout of a client nor the run: both are over in their time. */
import { expect, test, vi } from "vitest";
import { runStorm } from "../support/k6";
import { alwaysTalking, connectionsOf } from "../support/services/always-talking";

const INTERRUPTED = 105;
const CLIENT = {
  CLIENT: "send-expect",
  CLIENT_SEND: "HELLO",
  /** The slower kind of pattern: no part of what comes rules it out. */
  CLIENT_EXPECT: "regex:(?i)(x|xx|xy)+z",
  CLIENT_RATE: "4",
};
/** More than a client looks at, and less: then the rest comes a byte at a time. */
const BURSTS: [number, string][] = [
  [600_000, "rejected"],
  [40_000, "slow"],
];

test.each(BURSTS)("a run against a target that never stops after %i bytes ends in its time", async (burst, cause) => {
  const service = await alwaysTalking(burst);
  const began = performance.now();
  const { journal } = await runStorm({
    settings: {
      TARGET: `127.0.0.1:${service.port}`,
      CHECKER: "greeting-wait",
      ...CLIENT,
      CLIENT_TIMEOUT: "1s",
      ...{ BASELINE: "2s", STORM: "2s", NIGHT: "0s", RECOVERY: "2s" },
    },
  });
  const seconds = (performance.now() - began) / 1000;
  await service.stop();

  expect(journal?.cause).toBe(cause);
  // The phases take 6 s, or 2 s without one client of the baseline; one client that is stuck would take minutes.
  expect(seconds).toBeLessThan(30);
});

test("SIGINT ends a run against a target that never stops within 2 s", async () => {
  const service = await alwaysTalking(40_000);
  let signalled = NaN;
  const run = await runStorm({
    settings: {
      TARGET: `127.0.0.1:${service.port}`,
      CHECKER: "greeting-wait",
      ...CLIENT,
      CLIENT_TIMEOUT: "60s",
      ...{ BASELINE: "100s", STORM: "2s", NIGHT: "0s", RECOVERY: "2s" },
    },
    during: (child) =>
      void vi
        .waitUntil(() => connectionsOf(service) >= 4, { timeout: 60_000 })
        .then(() => {
          signalled = performance.now();
          child.kill("SIGINT");
        }),
  });
  const seconds = (performance.now() - signalled) / 1000;
  await service.stop();

  expect(run.code).toBe(INTERRUPTED);
  expect(seconds).toBeLessThan(2);
});
