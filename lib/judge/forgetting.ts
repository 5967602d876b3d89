/** How long the service takes to forget the checks: from the last of them until clients get in again. */
import type { Evidence } from "../model/evidence";
import type { Second } from "../model/extension";
import { span } from "../measures/observed-phases";
import { stillQueued } from "../measures/queue";

/** Phases without any check, in which clients show whether they get in again. */
const WITHOUT_CHECKS = ["recovery", "watch"];

/**
 * From the last check to the end of the last second of the harm, ms; 0 when no client failed; null when they still failed at the end.
 */
export function forgetting(evidence: Evidence): number | null {
  const { plan, recording, watched } = evidence;
  if (watched && !watched.back) return null;
  const checks = span(plan, "night") ?? span(plan, "storm");
  if (!checks) return null;
  const stoppedMs = (evidence.start?.originMs ?? 0) + checks.endMs;
  const seconds = recording.timeline.filter(({ phase, attempts }) => WITHOUT_CHECKS.includes(phase) && attempts > 0);
  const last = seconds[seconds.length - 1];
  if (last === undefined || stillQueued(evidence)) return null;
  const back = backAfter(seconds, failedShare(evidence));
  if (back === undefined) return 0;
  // Three seconds in a row without a failure are an end; where clients are rarer, the last two of them.
  const after = seconds.filter(({ t }) => t > back.t);
  const begun = after.reduce((sum, { attempts }) => sum + attempts, 0);
  if (begun < 2 || (last.t - back.t < 3 && !watched)) return null;
  return Math.max(0, (back.t + 1) * 1_000 - stoppedMs);
}

/** Clients fail now and then without any check: after the harm as often as so, at the most, is no harm that goes on. */
const MARGIN = 2;

/** The last second of the harm: from then on no more clients failed than without a check. undefined: there was none. */
function backAfter(seconds: readonly Second[], usual: number): Second | undefined {
  const failing = seconds.filter(({ attempts, accepted }) => accepted < attempts);
  return (
    failing.find((second) => {
      const later = seconds.filter(({ t }) => t > second.t);
      const quiet = later.slice(0, 3).every(({ attempts, accepted }) => accepted === attempts);
      return quiet && failedOf(later) <= MARGIN * usual;
    }) ?? failing[failing.length - 1]
  );
}

function failedShare(evidence: Evidence): number {
  return failedOf(evidence.recording.timeline.filter(({ phase }) => phase === "baseline"));
}

function failedOf(seconds: readonly Second[]): number {
  const attempts = seconds.reduce((sum, second) => sum + second.attempts, 0);
  const accepted = seconds.reduce((sum, second) => sum + second.accepted, 0);
  return attempts === 0 ? 0 : (attempts - accepted) / attempts;
}
