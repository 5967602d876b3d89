/** When there is no use in going on without RESET_URL: the next arm would find nothing but what this one left, or nobody at all. */
import { unhealthyBaseline } from "../judge/baseline";
import type { Evidence } from "../judge/evidence";
import type { ArmJournal } from "./comparison";

/** @returns why the arms to come cannot be run; empty when they can */
export function corpse({ name, verdict, cause }: ArmJournal, evidence: Evidence): string {
  if (verdict === "wedged") return `${name} left the target wedged, and nothing restarts it without RESET_URL`;
  if (verdict !== "inconclusive" || cause === "harness" || evidence.end !== "complete") return "";
  const accepted = evidence.recording.clients.baseline?.accepted ?? 0;
  const dead = accepted === 0 || evidence.start?.client.evidence === "kernel";
  return dead && unhealthyBaseline(evidence) !== null
    ? `the target did not serve clients even before the first check of ${name}`
    : "";
}
