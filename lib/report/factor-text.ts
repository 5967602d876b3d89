/** Why a checker's cadence is raised by what it is, in words: half a sentence. */
import type { FactorReason } from "../model/plan";
import { CHECKS_IN_STORM } from "../plan/speedup";

const TEXTS: Readonly<Record<FactorReason, string>> = {
  "held-to-phase-end": "its connections are held to the end of the phase, and are not repeated",
  "held-to-next-check": "each connection is held until the next check is due: sooner would be shorter",
  "as-set": "SPEEDUP says so",
  "own-rate-is-enough": "its own rate makes enough checks",
  enough: `enough for ${CHECKS_IN_STORM} checks in the storm`,
  "max-rate": "as many as MAX_RATE allows",
  "one-at-a-time": "a check waits or holds, and a node makes one at a time",
};

export function factorText(reason: FactorReason): string {
  return TEXTS[reason];
}
