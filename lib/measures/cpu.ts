/**
 * CPU time: what one check costs, and whether the service stays busy when the checks have stopped.
 *
 * A service that never sleeps again after one check is busy however many come: per check that is no figure, so its share of a core in
 * recovery is set against the baseline's, which has the same clients. On a busy machine a loop that never sleeps gets few turns: it is told
 * by having been ready to run all the time. A service that sleeps and wakes waits for a core as well, but never all the time.
 */
import { connectionsPerCheck } from "./checks";
import type { Evidence } from "../model/evidence";
import { found, nothing, unmeasured, type Assessment } from "./assessment";
import { span } from "./observed-phases";
import { firstOf, isNonEmpty, lastOf } from "../model/non-empty";
import { allReadings, alone, controlsOf, inPhase, valueOf, type Figure, type Reading } from "./process-samples";
import { slope } from "./slope";
import type { MeasureRow } from "../model/measure-row";

declare module "../model/finding" {
  interface Findings {
    /** Shares of a core before the checks and after them. `hadShare`: what it was given of the share that it wanted. */
    busy: { beforeShare: number; afterShare: number; hadShare: number };
  }
}

export const busyAfterMeasure = {
  seenIn: "service",
  limit: "at-most",
  unit: "of-core",
  means: "the share of a core that it uses in recovery beyond what it used in the baseline",
  finding: "busy",
  nothing: ["not-busier"],
  measure: busyAfter,
} as const satisfies MeasureRow;

/** The fewest checks that give a rate: by the rule of three, one in seven of them may still do otherwise. */
const FEWEST_CHECKS = 20;
/** What is less of a core than this is not told from other work. */
const LEAST_SHARE = 0.2;
/** The first half of the recovery must be half as busy as the second, or something else has begun later. */
const STEADY = 0.5;
/** A thread that ran, or was ready to, for so much of the time never slept. */
const NEVER_SLEPT = 0.9;

/**
 * CPU time of a check: at night there is nothing else to do; without a night, what the storm took beyond its clients'. A figure to
 * compare checkers by: clocks of 10 ms are too coarse, and other work too near, for a gate.
 */
export function cpuMsPerCheck({ recording, plan }: Evidence): number | null {
  const samples = recording.process;
  const before = allReadings(alone(samples), cpuTime);
  const during = allReadings(inPhase(samples, span(plan, "night") ? "night" : "storm"), cpuTime);
  if (before === null || during === null || !isNonEmpty(during)) return null;
  if (!sameProcesses([...before, ...during])) return null;
  const [first, end] = [during[0], lastOf(during)];
  const checks = end.checks - first.checks;
  if (checks < FEWEST_CHECKS) return null;
  const perClient = slope(before, ({ attempts }) => attempts, valueOf);
  const attempts = end.attempts - first.attempts;
  return (connectionsPerCheck(recording) * Math.max(0, end.value - first.value - perClient * attempts)) / checks;
}

/** The gate's measure: the share of a core in recovery beyond the baseline's. */
export function busyAfter(evidence: Evidence): Assessment {
  const controls = controlsOf(evidence);
  if (controls.kind === "unmeasured") return controls;
  const [before, after] = [allReadings(controls.before, cpuTime), allReadings(controls.after, cpuTime)];
  if (before === null || after === null) {
    return unmeasured({ kind: "cpu-time-not-seen", reason: lastOf(evidence.recording.process).reason });
  }
  if (!sameProcesses([...before, ...after])) return unmeasured({ kind: "processes-changed" });
  if (after.length < 4) return unmeasured({ kind: "recovery-too-short" });
  const half = Math.floor(after.length / 2);
  const [early, late] = [shareOf(after.slice(0, half + 1)), shareOf(after.slice(half))];
  const was = shareOf(before);
  const more = late.wanted - was.wanted;
  if (more < LEAST_SHARE || early.wanted - was.wanted < STEADY * more) {
    return nothing("not-busier");
  }
  return found(more, { kind: "busy", beforeShare: was.wanted, afterShare: late.wanted, hadShare: late.had });
}

/** Shares of one core; a service of several threads may have more than one. */
interface Share {
  had: number;
  /** The same, but where it was ready to run for all of the time: then what it would have had of a core of its own. */
  wanted: number;
}

const cpuTime: Figure = ({ cpuMs }) => cpuMs;

function shareOf(samples: readonly Reading[]): Share {
  const [first, end] = [firstOf(samples), lastOf(samples)];
  if (end.t <= first.t) return { had: 0, wanted: 0 };
  const had = (end.value - first.value) / (end.t - first.t);
  const waited = ((end.waitedMs ?? 0) - (first.waitedMs ?? 0)) / (end.t - first.t);
  return { had, wanted: had + waited >= NEVER_SLEPT ? had + waited : had };
}

/** The CPU time of a process is lost with the process: figures compare only where none ended or began. */
function sameProcesses(samples: readonly Reading[]): boolean {
  const first = firstOf(samples);
  return samples.every(({ restarts, processes }) => restarts === first.restarts && processes === first.processes);
}
