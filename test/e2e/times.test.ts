/** Clients that get in and are kept waiting: by what, for how long, and what a queue has to do with it. */
import { test } from "vitest";
import { outcomeOf, stormAt } from "../support/services/real-run";
import { singleThreadServer } from "../support/services/single-thread-server";
import { tlsSlowAnswer } from "../support/services/tls-slow-answer";
import { hasTool } from "../support/tools";

const DEGRADED = { verdict: "degraded", code: 99, junit: "failure", clientsLost: 0 };
/** Waiting is what is judged here, and the profile of other tests looks over less than half a second. */
const TIMED = { THRESHOLDS: "default", NIGHT: "0s" };

test
  .skipIf(!hasTool("python3") || !hasTool("openssl"))
  .concurrent("a handshake at once and a late answer: told with its number", async ({ expect, onTestFinished }) => {
    const server = await tlsSlowAnswer();
    onTestFinished(() => server.stop());
    const client = { CLIENT: "https", CLIENT_TLS: "insecure" };
    // A balancer's own 1.6 checks a second, 300 ms each: half of the time is left for answers.
    const phases = { INTERVAL: "625ms", SPEEDUP: "1", BASELINE: "5s", STORM: "15s", RECOVERY: "5s" };
    const run = await stormAt(`127.0.0.1:${server.port}`, { ...TIMED, ...client, ...phases, CHECKER: "kubelet" });

    expect(outcomeOf(run), run.stdout).toEqual(DEGRADED);
    const { cause, gates, reason, phases: seen, harness } = run.journal;
    expect(cause).toBeNull();
    expect(gates.filter(({ ok }) => !ok)).toMatchObject([{ name: "storm-slowdown", measure: "slowdown" }]);
    expect(reason).toMatch(
      /^Clients got in, but answer p95 \d+ ms in the storm, [\d.]+ times the baseline's [\d.]+ ms, at most 5 times/,
    );
    expect(seen.storm!.clients.answerMs.p95).toBeGreaterThan(150);
    expect(seen.storm!.clients.connectMs.p95).toBeLessThan(100);
    // The machine had no part in it.
    expect(harness.referenceMs.storm!.p95).toBeLessThan(100);
    expect(run.stdout).toContain("answer");
    expect(run.summary).toContain("answer p95");
  });

test
  .skipIf(!hasTool("python3"))
  .concurrent(
    "ten checks that take their turn are a level in the queue, and no growth",
    async ({ expect, onTestFinished }) => {
      const server = await singleThreadServer(128);
      onTestFinished(() => server.stop());
      const cadence = { CHECKER: "greeting-wait", NODES: "10", INTERVAL: "400ms", TIMEOUT: "300ms", SPEEDUP: "1" };
      const phases = { BASELINE: "3s", STORM: "6s", RECOVERY: "3s" };
      const run = await stormAt(`127.0.0.1:${server.port}`, { ...TIMED, ...cadence, ...phases, CLIENT: "http" });

      const { acceptQueue, gates } = run.journal;
      const inStorm = acceptQueue.samples.filter(([t]) => t > 4 && t < 9).map(([, length]) => length);
      expect(Math.min(...inStorm), run.stdout).toBeGreaterThan(4);
      expect(acceptQueue).toMatchObject({ growthPerSecond: 0, kept: 0, full: false, secondsToOverflow: null });
      expect(gates.find(({ name }) => name === "storm-queue")).toMatchObject({ ok: true, observed: 0 });
      expect(run.stdout).toContain("\nQueue     did not grow; limit ");
      expect(run.stdout).not.toContain("full after");
      // That they wait is no fault of the queue, and is told.
      expect(outcomeOf(run)).toEqual(DEGRADED);
    },
  );
