/** What a service loses, or spends: half a sentence each, with its numbers. */
import type { Finding, Leak, RaisedRateHarm } from "../model/finding";
import type { JournalFinding } from "../model/journal";
import { counted, digits, duration } from "../text/format";
import { timesOwnRate } from "./rate-text";

export function findingText(finding: Finding): string {
  return finding.kind === "raised-rate" ? raisedRateText(finding) : finding.text;
}

/** The numbers by themselves, for scripts. */
export function figuresOf(finding: Finding): JournalFinding["figures"] {
  if (finding.kind !== "raised-rate") return finding.figures;
  const { factor, checksBefore, forgetsAfterMs } = finding;
  return { factor, checksBefore, forgetsAfterMs };
}

/** Every leak: `leaks: descriptors +0.98 per check, limit 1,024 reached in 9 min at the real rate`. */
export function leaksText(leaks: readonly Leak[]): string {
  return `leaks: ${leaks.map(({ text }) => text).join("; ")}`;
}

/** `Harmed at 25 times the balancer's own rate, not at its own rate: after 12 checks, and forgotten 3 s after the last (reset)` */
export function raisedRateText(harm: RaisedRateHarm): string {
  const { factor, checksBefore, cause, ownFactor, spared } = harm;
  const contrast = spared ? `, not at ${timesOwnRate(ownFactor)}` : "";
  const dose = checksBefore === null ? "" : `after ${counted(checksBefore, "check")}`;
  const why = cause === null ? "" : ` (${cause})`;
  return `Harmed at ${digits(factor)} times the balancer's own rate${contrast}: ${dose}${forgottenText(harm)}${why}`;
}

function forgottenText({ forgetsAfterMs }: RaisedRateHarm): string {
  if (forgetsAfterMs === null) return "";
  if (forgetsAfterMs === 0) return ", and over within a second of the last";
  return `, and forgotten ${duration(forgetsAfterMs)} after the last`;
}
