/**
 * What most services should meet: one client in a hundred may fail, nobody is locked out for more than 2 s, and clients may be
 * slowed down only by what is too little to feel.
 *
 * The number of verified checks carries the verdict. Their share is low on purpose: on the same host a greeting overtakes every
 * second FIN and turns it into an RST, which is no fault of the run.
 */
import type { GateProfile } from "../lib/model/gates";

export const standard: GateProfile = {
  name: "default",
  gates: [
    { name: "storm-accepted", phase: "storm", measure: "accepted", atLeast: 0.99 },
    { name: "storm-outage", phase: "storm", measure: "outage", atMost: 2_000 },
    { name: "storm-slowdown", phase: "storm", measure: "slowdown", stat: "p95", atMost: 5, ignoreBelowMs: 50 },
    { name: "storm-queue", phase: "storm", measure: "queue-growth", atMost: 4 },
    { name: "night-queue", phase: "night", measure: "queue-growth", atMost: 4 },
    { name: "recovery-accepted", phase: "recovery", measure: "accepted", atLeast: 0.99 },
    { name: "recovery-outage", phase: "recovery", measure: "outage", atMost: 2_000 },
    { name: "recovery-growth", phase: "recovery", measure: "growth", atMost: 0.1 },
    { name: "recovery-threads", phase: "recovery", measure: "threads-ended", atMost: 0.25 },
    { name: "recovery-memory", phase: "recovery", measure: "memory-jump", atMost: 4 },
    { name: "recovery-busy", phase: "recovery", measure: "busy-after", atMost: 0.5 },
    { name: "recovery-restarts", phase: "recovery", measure: "restarts", atMost: 0 },
    { name: "recovery-log", phase: "recovery", measure: "log-noise", atMost: 2 ** 30 },
  ],
  floors: { clientAttempts: 5, verifiedChecks: 20, verifiedShare: 0.2, baselineAccepted: 0.99, lagMs: 500 },
};
