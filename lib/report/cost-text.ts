/** Writes what the checks cost the service itself, as a part of the verdict's reason. */
import type { Cost } from "../model/reason";
import { findingText } from "./finding-text";
import { leaksText } from "./leak-text";

/** Half a sentence behind "clients got in, but". */
export function costText({ kept, findings }: Cost): string {
  const parts = [
    ...(kept
      ? [
          `the service keeps something of ${wholeText(kept.leftBy)}, and still did at the end of recovery: ${leaksText(kept.leaks)}`,
        ]
      : []),
    ...(findings.length > 0
      ? [`the checks cost the service more than that: ${findings.map(findingText).join("; ")}`]
      : []),
  ];
  return parts.join("; and ");
}

/** Sentences beside a client's harm. */
export function costSentences({ kept, findings }: Cost): string[] {
  return [
    ...(kept ? [`The service kept something of ${wholeText(kept.leftBy)}: ${leaksText(kept.leaks)}.`] : []),
    ...(findings.length > 0 ? [`Seen in the service's process: ${findings.map(findingText).join("; ")}.`] : []),
  ];
}

function wholeText(leftBy: "check" | "connection"): string {
  return leftBy === "check" ? "each check" : "every connection";
}
