/**
 * Memory that jumps with the checks and stays: once, unlike a leak, which follows them.
 *
 * A heap that warms up under any load grows with the clients of the baseline as well. What each of them costs is taken off for every later
 * connection, client or check; what is left must be as large as the whole process was before.
 */
import type { Evidence } from "../model/evidence";
import { found, nothing, unmeasured, type Assessment } from "./assessment";
import { allChecks } from "./checks";
import { lastOf } from "../model/non-empty";
import { allReadings, checking, controlsOf, ending, last, readings, valueOf, type Figure } from "./process-samples";
import { median, slope } from "./slope";
import type { MeasureRow } from "../model/measure-row";

declare module "../model/finding" {
  interface Findings {
    /** Memory that jumped with the checks, and stayed. */
    memory: { beforeBytes: number; afterBytes: number; checks: number };
  }
}

export const memoryJumpMeasure = {
  seenIn: "service",
  limit: "at-most",
  unit: "times",
  means: "how many times as large its memory became by the checks alone, and stayed",
  finding: "memory",
  // The second: it came after the last check.
  nothing: ["no-memory-jump", "no-memory-jump-with-checks"],
  measure: memoryJump,
} as const satisfies MeasureRow;

/** Collectors and allocators take so much at a time. */
const LEAST_BYTES = 16 * 2 ** 20;
/** The share of the jump that must have been there when the checks ended, or a second later. */
const STEPPED = 0.5;

/** The gate's measure: how many times as large the process has become by the checks alone. */
export function memoryJump(evidence: Evidence): Assessment {
  const controls = controlsOf(evidence);
  if (controls.kind === "unmeasured") return controls;
  const [before, after] = [allReadings(controls.before, rss), allReadings(controls.after, rss)];
  if (before === null || after === null) {
    return unmeasured({ kind: "memory-not-seen", reason: lastOf(evidence.recording.process).reason });
  }
  const perClient = Math.max(...[before, after].map((samples) => slope(samples, attempts, valueOf)), 0);
  const had = median(ending(before).map(valueOf));
  const has = median(ending(after).map(valueOf));
  const connections = median(ending(after).map(begun)) - median(ending(before).map(begun));
  const own = has - had - perClient * connections;
  if (own < Math.max(LEAST_BYTES, had)) return nothing("no-memory-jump");
  // What came after the last check came of something else.
  const ended = last(readings(checking(evidence), rss)) ?? after[0];
  const byThen = Math.max(ended.value, after[0].value);
  if (byThen - had < STEPPED * own) return nothing("no-memory-jump-with-checks");
  const checks = allChecks(evidence.recording).sent;
  return found((had + own) / had, { kind: "memory", beforeBytes: had, afterBytes: has, checks });
}

const attempts = (sample: { attempts: number }) => sample.attempts;
const begun = (sample: { attempts: number; checks: number }) => sample.attempts + sample.checks;
const rss: Figure = ({ rssBytes }) => rssBytes;
