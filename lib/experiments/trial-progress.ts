/** How far a sweep or a search has come, for people. */
import type { Storm, Trial, TrialResult } from "../model/trial";
import { counted, digits, duration } from "../text/format";
import { replay } from "./trial-strategy";
import type { PlannedTrials } from "./trials-types";

/**
 * In one line: `trial 7 of about 24, 1 min 14 s left: closed after 2 ms, 1 check: harmless`. As many trials
 * are to come as would be if all of them came out as expected: an edge that nobody knows of yet takes a few more.
 *
 * @param trialMs what one of the trials so far took, with what goes before and after it
 */
export function progress(planned: PlannedTrials, trials: readonly Trial[], trialMs: number): string {
  const { running, step: next } = replay(planned, trials);
  let all = trials.length;
  for (let step = next; !step.done; all++) step = running.next(expected(planned, step.value, trials));
  const toCome = all - trials.length;
  const left = toCome === 0 ? "" : `, ${duration(Math.round((toCome * trialMs) / 1_000) * 1_000)} left`;
  if (trials.length === 0) return `about ${counted(all, "trial")}${left}`;
  const { storm, result } = trials[trials.length - 1]!;
  const cause = result.cause === null ? "" : ` (${result.cause})`;
  const why = result.outcome === "unclear" ? `: ${result.reason}` : cause;
  return `trial ${trials.length} of ${toCome === 0 ? "" : "about "}${all}${left}: ${stormText(storm)}: ${result.outcome}${why}`;
}

/** As with the nearest delay so far; where there are several trials of that, as the last one came out. minimal-storm is begun with what harms. */
function expected({ kind }: PlannedTrials, { delayMs }: Storm, trials: readonly Trial[]): TrialResult {
  const far = ({ storm }: Trial) => Math.abs((storm.delayMs ?? 0) - (delayMs ?? 0));
  const clear = trials.filter(({ result }) => result.outcome !== "unclear");
  const nearest = clear.reduce<Trial | null>(
    (best, one) => (best === null || far(one) <= far(best) ? one : best),
    null,
  );
  return nearest?.result ?? { ...UNKNOWN, outcome: kind === "delay-sweep" ? "harmless" : "harmed" };
}

const UNKNOWN: TrialResult = { outcome: "unclear", verdict: "inconclusive", cause: null, reason: "" };

function stormText({ delayMs, holdMs, nodes, intervalMs, checks }: Storm): string {
  return [
    ...(delayMs === null ? [] : [`closed after ${delayText(delayMs)}`]),
    ...(holdMs === null ? [] : [`held for ${duration(holdMs)}`]),
    checks === 1
      ? "1 check"
      : `${checks === null ? "checks" : `${checks} checks`} every ${duration(intervalMs / nodes)}`,
  ].join(", ");
}

/** As the tables have it: in ms. */
const delayText = (ms: number) => `${digits(ms)} ms`;
