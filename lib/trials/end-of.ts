/** How an arm or a trial ended whose VUs have all said that they are done. */
import type { Recording } from "../../xk6/healthcheck";
import type { Evidence } from "../judge/evidence";

/** When k6 ends the run, each of them may have said so all the same: what they had begun, and k6 ended, tells. */
export function endOf({ clients, checks }: Pick<Recording, "clients" | "checks">): Evidence["end"] {
  const records = [...Object.values(clients), ...Object.values(checks).flatMap((phases) => Object.values(phases))];
  return records.some(({ cancelled }) => cancelled > 0) ? "interrupted" : "complete";
}
