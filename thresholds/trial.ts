/**
 * For one trial of many (delay-sweep, minimal-storm): seconds of storm tell only whether clients get in. Slowness wants more clients than
 * that, and so does a queue that grows slowly.
 */
import type { GateProfile } from "../lib/model/gates";

export const trial: GateProfile = {
  name: "trial",
  gates: [
    { name: "storm-accepted", phase: "storm", measure: "accepted", atLeast: 0.99 },
    { name: "recovery-accepted", phase: "recovery", measure: "accepted", atLeast: 0.99 },
  ],
  floors: { clientAttempts: 5, verifiedChecks: 4, verifiedShare: 0.2, baselineAccepted: 0.99, lagMs: 500 },
};
