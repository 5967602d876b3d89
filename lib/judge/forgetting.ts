/** How long the service takes to forget the checks: from the last of them until clients get in again. */
import type { Evidence } from "../model/evidence";
import { span } from "./phases";
import { stillQueued } from "./queue";

/** Phases without any check, in which clients show whether they get in again. */
const WITHOUT_CHECKS = ["recovery", "watch"];

/**
 * From the last check to the end of the last second in which a client failed, ms; 0 when none did; null when they still failed at the end.
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
  const failing = seconds.filter(({ attempts, accepted }) => accepted < attempts);
  const lastFailing = failing[failing.length - 1];
  if (lastFailing === undefined) return 0;
  // Three seconds in a row without a failure are an end; where clients are rarer, the last two of them.
  const after = seconds.filter(({ t }) => t > lastFailing.t);
  const begun = after.reduce((sum, { attempts }) => sum + attempts, 0);
  if (begun < 2 || (last.t - lastFailing.t < 3 && !watched)) return null;
  return Math.max(0, (lastFailing.t + 1) * 1_000 - stoppedMs);
}
