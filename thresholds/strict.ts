/** For services whose clients must not notice the checks at all. A run of a few hundred clients has no failure to spare. */
import type { GateProfile } from "../lib/model/gates";

export const strict: GateProfile = {
  name: "strict",
  gates: [
    { name: "storm-accepted", phase: "storm", measure: "accepted", atLeast: 0.999 },
    { name: "storm-outage", phase: "storm", measure: "outage", atMost: 1_000 },
    { name: "storm-slowdown", phase: "storm", measure: "slowdown", stat: "p95", atMost: 2, ignoreBelowMs: 10 },
    { name: "storm-queue", phase: "storm", measure: "queue-growth", atMost: 2 },
    { name: "night-queue", phase: "night", measure: "queue-growth", atMost: 2 },
    { name: "recovery-accepted", phase: "recovery", measure: "accepted", atLeast: 0.999 },
    { name: "recovery-outage", phase: "recovery", measure: "outage", atMost: 1_000 },
    { name: "recovery-slowdown", phase: "recovery", measure: "slowdown", stat: "p95", atMost: 2, ignoreBelowMs: 10 },
    { name: "recovery-growth", phase: "recovery", measure: "growth", atMost: 0.05 },
    { name: "recovery-threads", phase: "recovery", measure: "threads-ended", atMost: 0.1 },
    { name: "recovery-memory", phase: "recovery", measure: "memory-jump", atMost: 2 },
    { name: "recovery-busy", phase: "recovery", measure: "busy-after", atMost: 0.25 },
    { name: "recovery-restarts", phase: "recovery", measure: "restarts", atMost: 0 },
    { name: "recovery-log", phase: "recovery", measure: "log-noise", atMost: 10 * 2 ** 20 },
  ],
  floors: { clientAttempts: 20, verifiedChecks: 40, verifiedShare: 0.5, baselineAccepted: 0.999, lagMs: 200 },
};
