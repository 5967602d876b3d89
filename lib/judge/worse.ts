/** Decides whether one journal is worse than another, by the table of docs/diff.md; the exit code follows it. */
import type { Verdict } from "../model/journal";
import type { Change, ChangeAbout, DifferenceOutcome, JournalDifference } from "../model/journal-difference";

/**
 * `decides`: before all others; a service that no longer wedges is better, whatever it logs. `counts`: where the verdict is the same.
 * `told`: it stands in the report, and counts for nothing.
 */
export const WEIGHT: Readonly<Record<ChangeAbout, "decides" | "counts" | "told">> = {
  verdict: "decides",
  gate: "counts",
  accepted: "counts",
  time: "counts",
  queue: "counts",
  leak: "counts",
  finding: "counts",
  log: "counts",
  "checks-failed": "counts",
  trials: "counts",
  harms: "counts",
  least: "counts",
  cause: "told",
  outage: "told",
  opinion: "told",
  dose: "told",
  "own-rate": "told",
};

/** From the best to the worst; `inconclusive` is neither. */
const ORDER: readonly Verdict[] = ["held", "degraded", "wedged"];

export function comparedVerdicts(old: Verdict, other: Verdict): "worse" | "better" | "same" | "unknown" {
  const [was, is] = [ORDER.indexOf(old), ORDER.indexOf(other)];
  if (was < 0 || is < 0) return "unknown";
  if (was === is) return "same";
  return is > was ? "worse" : "better";
}

/** The outcome of one storm, one arm, or the trials of one script. */
export function outcomeOf(changes: readonly Change[]): DifferenceOutcome {
  const [first] = changes.filter(({ about }) => WEIGHT[about] === "decides");
  if (first && (first.result === "worse" || first.result === "better" || first.result === "unknown")) {
    return first.result;
  }
  const counting = changes.filter(({ about }) => WEIGHT[about] === "counts");
  return together(counting.map(({ result }) => result));
}

/** What several come to: something worse is not made up for by something better. */
export function together(results: readonly string[]): DifferenceOutcome {
  const worse = results.some((result) => result === "worse" || result === "mixed");
  const better = results.some((result) => result === "better" || result === "mixed");
  if (worse && better) return "mixed";
  if (worse) return "worse";
  return better ? "better" : "same";
}

/** 99: something is worse; 110: nothing can be said, or not of each arm that decides; else 0. As the exit codes of a run. */
export function exitOf({ outcome, untold }: Pick<JournalDifference, "outcome" | "untold">): number {
  if (outcome === "worse" || outcome === "mixed") return 99;
  return outcome === "unknown" || untold.length > 0 ? 110 : 0;
}
