/**
 * Threads that end and do not come back: a check that throws in a worker ends that worker, until none is left.
 *
 *     baseline 11 11 11 │ storm 8 6 3 1 │ recovery 1 1 1
 *
 * The same clients come before the checks and after them, so that a pool which only shrinks while nobody needs it is as large again in
 * recovery. A pool that shrinks already in the baseline follows a clock of its own. A thread for each connection comes and goes with it: so
 * there must never have been as few before the checks as there are most of after them.
 */
import type { Evidence } from "../model/evidence";
import { found, nothing, unmeasured, type Assessment } from "./assessment";
import { clientsOf } from "./observed-phases";
import { lastOf } from "../model/non-empty";
import { allReadings, controlsOf, ending, last, readings, valueOf, type Figure, type Reading } from "./process-samples";
import { median } from "./slope";
import type { MeasureRow } from "../model/measure-row";

declare module "../model/finding" {
  interface Findings {
    /** Threads before the checks and after them, and within how many checks they ended. */
    threads: { before: number; after: number; checks: number };
  }
}

export const threadsEndedMeasure = {
  seenIn: "service",
  limit: "at-most",
  unit: "share",
  means: "the share of its threads that ended with the checks and stayed away",
  finding: "threads",
  nothing: ["no-thread-ended"],
  measure: threadsEnded,
} as const satisfies MeasureRow;

/** Compilers and collectors of a runtime end a thread now and then: what is less than two, or than a quarter, is not told from them. */
const FEWEST = 2;
const LEAST_SHARE = 0.25;
/** Looks at the process, one a second: with fewer it is chance which connections they met. The first one may come before the pool is full. */
const FEWEST_BEFORE = 4;

/** The gate's measure: the share of the threads that ended and stayed away. */
export function threadsEnded(evidence: Evidence): Assessment {
  const controls = controlsOf(evidence);
  if (controls.kind === "unmeasured") return controls;
  const { process } = evidence.recording;
  const [before, after] = [allReadings(controls.before, threadsOf), allReadings(controls.after, threadsOf)];
  if (before === null || after === null) {
    return unmeasured({ kind: "threads-not-seen", reason: lastOf(process).reason });
  }
  if (before.length < FEWEST_BEFORE) return unmeasured({ kind: "baseline-too-short", toTell: "threads" });
  const had = Math.min(middle(ending(before)), ...before.slice(1).map(valueOf));
  const has = Math.max(...ending(after).map(valueOf));
  const lost = had - has;
  const shrinking = middle(before.slice(0, Math.ceil(before.length / 2))) - had >= 1;
  if (shrinking || lost < Math.max(FEWEST, LEAST_SHARE * had) || lost <= inFlight(evidence)) {
    return nothing("no-thread-ended");
  }
  const checks = checksUntilGone(readings(process, threadsOf), had, has);
  if (checks === null) return nothing("no-thread-ended");
  return found(lost / had, { kind: "threads", before: had, after: has, checks });
}

const threadsOf: Figure = ({ threads }) => threads;
const middle = (samples: readonly Reading[]) => Math.round(median(samples.map(valueOf)));

/** A service with a thread per connection has as many fewer where nobody is let in any more. */
function inFlight(evidence: Evidence): number {
  const baseline = clientsOf(evidence, "baseline");
  const servedMs = (baseline?.connectMs.p95 ?? 0) + (baseline?.firstByteMs.p95 ?? 0);
  return (evidence.plan.config.client.ratePerSecond * servedMs) / 1000;
}

/** Checks between the last sample with all of them and the first with no more than are left; null: they ended without checks. */
function checksUntilGone(samples: readonly Reading[], had: number, has: number): number | null {
  const gone = samples.find(({ value, checks }) => checks > 0 && value <= has);
  if (gone === undefined) return null;
  const from = last(samples.slice(0, samples.indexOf(gone)).filter(({ value }) => value >= had));
  if (from === undefined) return null;
  const until = gone.checks;
  if (until <= from.checks) return null;
  // A check that had begun at the first of the two looks may have ended its worker only then.
  return Math.max(until - from.checks, Math.min(had - has, until));
}
