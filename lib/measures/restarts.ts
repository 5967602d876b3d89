/**
 * A service that ends and is started again at once loses few clients, but its end is still a finding. Its process is
 * looked at once a second, so that it may have been replaced more often than was seen. How late the generator came does not matter here.
 */
import type { Evidence } from "../model/evidence";
import { found, nothing, unmeasured, type Assessment } from "./assessment";
import { alone, last } from "./process-samples";
import type { MeasureRow } from "../model/measure-row";

declare module "../model/finding" {
  interface Findings {
    /** How often its process was replaced after the first check, at the least. */
    restarts: { atLeast: number };
  }
}

export const restartsMeasure = {
  seenIn: "service",
  limit: "at-most",
  unit: "count",
  means: "how often its process was replaced by another one after the first check",
  finding: "restarts",
  // The second: as often before the first check.
  nothing: ["same-process", "replaced-without-checks"],
  measure: restarts,
} as const satisfies MeasureRow;

/** Restarts this many times as often as before the first check are more than chance. */
const MORE = 3;

/** The gate's measure: the least number of times that the service became another process after the first check. */
export function restarts({ recording, rateAlone }: Pick<Evidence, "recording" | "rateAlone">): Assessment {
  const { process } = recording;
  const [first] = process;
  const from = last(alone(process)) ?? first;
  const end = last(process);
  if (rateAlone) return unmeasured({ kind: "left-to-first-storm" });
  if (!first || !from || !end) return unmeasured({ kind: "process-not-watched", reason: recording.processUnavailable });
  const times = end.restarts - from.restarts;
  if (times <= 0) return nothing("same-process");
  // What replaces its process by the clock does so without a check as well.
  const before = from.restarts - first.restarts;
  const share = (from.t - first.t) / Math.max(1, end.t - from.t);
  if (before > 0 && times * share < MORE * before) return nothing("replaced-without-checks");
  return found(times, { kind: "restarts", atLeast: times });
}
