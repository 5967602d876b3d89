/**
 * When there is no use in going on without RESET_URL, for arms and trials alike: the next one would find nothing but what this one left, or
 * nobody at all. Harm that went by itself is no reason: the next one has a baseline of its own, which shows that clients get in again.
 */
import { unhealthyBaseline } from "../judge/baseline";
import type { Evidence } from "../judge/evidence";
import type { ArmJournal } from "./comparison";

/**
 * @param who the arm or trial that is over
 * @returns why those to come cannot be run; empty when they can
 */
export function stopReason(
  who: string,
  { verdict, cause }: Pick<ArmJournal, "verdict" | "cause">,
  evidence: Evidence,
): string {
  if (verdict === "wedged") return `${who} left the target wedged, and nothing restarts it without RESET_URL`;
  if (verdict !== "inconclusive" || cause === "harness" || evidence.end !== "complete") return "";
  const accepted = evidence.recording.clients.baseline?.accepted ?? 0;
  const dead = accepted === 0 || evidence.start?.client.evidence === "kernel";
  return dead && unhealthyBaseline(evidence) !== null
    ? `the target did not serve clients even before the first check of ${who}`
    : "";
}

/** What a reader does about it. */
export const RESTARTS =
  "Or name RESET_URL, a web address that restarts the service when it is called: then the run goes on after harm. One out of any command: " +
  "node tools/restart-by-http.mjs 9090 systemctl restart my-service, and -e RESET_URL=http://127.0.0.1:9090/";
