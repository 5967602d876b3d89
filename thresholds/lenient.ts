/** For services that may stumble, and need only stay on their feet: a stall as long as a client's patience (5 s) is allowed. */
import type { GateProfile } from "../lib/model/gates";

export const lenient: GateProfile = {
  name: "lenient",
  gates: [
    { name: "storm-accepted", phase: "storm", measure: "accepted", atLeast: 0.9 },
    { name: "storm-outage", phase: "storm", measure: "outage", atMost: 5_000 },
    { name: "storm-slowdown", phase: "storm", measure: "slowdown", stat: "p95", atMost: 20, ignoreBelowMs: 500 },
    { name: "storm-queue", phase: "storm", measure: "queue-growth", atMost: 16 },
    { name: "night-queue", phase: "night", measure: "queue-growth", atMost: 16 },
    { name: "recovery-accepted", phase: "recovery", measure: "accepted", atLeast: 0.9 },
    { name: "recovery-outage", phase: "recovery", measure: "outage", atMost: 5_000 },
    { name: "recovery-growth", phase: "recovery", measure: "growth", atMost: 0.5 },
    { name: "recovery-threads", phase: "recovery", measure: "threads-ended", atMost: 0.6 },
    { name: "recovery-memory", phase: "recovery", measure: "memory-jump", atMost: 16 },
    { name: "recovery-busy", phase: "recovery", measure: "busy-after", atMost: 0.8 },
    { name: "recovery-restarts", phase: "recovery", measure: "restarts", atMost: 0 },
    { name: "recovery-log", phase: "recovery", measure: "log-noise", atMost: 10 * 2 ** 30 },
  ],
  floors: { clientAttempts: 2, verifiedChecks: 10, verifiedShare: 0.1, baselineAccepted: 0.9, lagMs: 1_000 },
};
