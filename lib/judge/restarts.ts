/**
 * A service that ends and is started again in no time loses hardly a client: that it ended is worth a word all the same. Its process is
 * looked at once a second, so that it may have been replaced more often than was seen. How late the generator came does not matter here.
 */
import type { Evidence } from "../model/evidence";
import { found, nothing, type Assessment } from "./assessment";
import { alone, last } from "./process-samples";

/** So many times as often as before the first check is more than chance. */
const MORE = 3;

/** As the gate counts it: how often, at the least, the service became another process after the first check. */
export function restarts({ recording }: Pick<Evidence, "recording">): Assessment {
  const { process } = recording;
  const from = last(alone(process)) ?? process[0];
  const end = last(process);
  if (!from || !end) return { missing: recording.processUnavailable || "the service's process was not watched" };
  const times = end.restarts - from.restarts;
  if (times <= 0) return nothing("the service's process stayed the same one");
  // What replaces its process by the clock does so without a check as well.
  const before = from.restarts - process[0]!.restarts;
  const share = (from.t - process[0]!.t) / Math.max(1, end.t - from.t);
  if (before > 0 && times * share < MORE * before) {
    return nothing(`the service's process was replaced before the first check as well, and as often`);
  }
  return found(times, {
    kind: "restarts",
    text: `the service's process was replaced by another one at least ${times === 1 ? "once" : `${times} times`} after the first check`,
    figures: { atLeast: times },
  });
}
