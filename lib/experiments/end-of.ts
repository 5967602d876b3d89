/** How an arm or a trial ended whose VUs have all said that they are done. */
import type { Recording } from "../model/extension";
import type { Evidence } from "../model/evidence";

/**
 * When k6 ends the run, each of them may have said so all the same: what they had begun, and k6 ended, tells. A check that outlives the
 * phases of checks is given up by its own node, and only then: that is the plan.
 *
 * @param checksEndMs the end of the last phase with checks, on the recorder's clock
 */
export function endOf(
  { clients, checks, nowMs }: Pick<Recording, "clients" | "checks" | "nowMs">,
  checksEndMs: number,
): Evidence["end"] {
  const givenUp = (records: readonly { cancelled: number }[]) => records.some(({ cancelled }) => cancelled > 0);
  if (givenUp(Object.values(clients))) return "interrupted";
  const early = nowMs < checksEndMs;
  return early && givenUp(Object.values(checks).flatMap((phases) => Object.values(phases)))
    ? "interrupted"
    : "complete";
}
