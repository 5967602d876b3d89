/**
 * CPU time: what one check costs, and whether the service stays busy when the checks have stopped.
 *
 * A service that never sleeps again after one check is busy however many come: per check that is no figure, so its share of a core in
 * recovery is set against the baseline's, which has the same clients. On a busy machine a loop that never sleeps gets few turns: it is told
 * by having been ready to run all the time. A service that sleeps and wakes waits for a core as well, but never all the time.
 */
import type { ProcessSample } from "../model/extension";
import { connectionsPerCheck } from "./checks";
import type { Evidence } from "../model/evidence";
import { found, nothing, unmeasured, type Assessment } from "./assessment";
import { span } from "./phases";
import { alone, inPhase, last, notComparable } from "./process-samples";
import { slope } from "./slope";

/** By the rule of three, of so many checks one in seven may still do otherwise: fewer are no rate. */
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
  const during = inPhase(samples, span(plan, "night") ? "night" : "storm");
  const known = [...alone(samples), ...during];
  const [first, end] = [during[0], last(during)];
  if (!first || !end || known.some(({ cpuMs }) => cpuMs === null) || !sameProcesses(known)) return null;
  const checks = end.checks - first.checks;
  if (checks < FEWEST_CHECKS) return null;
  const perClient = slope(
    alone(samples),
    ({ attempts }) => attempts,
    ({ cpuMs }) => cpuMs!,
  );
  const attempts = end.attempts - first.attempts;
  return (connectionsPerCheck(recording) * Math.max(0, end.cpuMs! - first.cpuMs! - perClient * attempts)) / checks;
}

/** As the gate counts it: the share of a core in recovery beyond the baseline's. */
export function busyAfter(evidence: Evidence): Assessment {
  const missing = notComparable(evidence);
  if (missing) return unmeasured(missing);
  const { process } = evidence.recording;
  const before = alone(process);
  const after = inPhase(process, "recovery");
  const known = [...before, ...after];
  if (known.some(({ cpuMs }) => cpuMs === null)) {
    return unmeasured({ kind: "cpu-time-not-seen", reason: last(process)!.reason });
  }
  if (!sameProcesses(known)) return unmeasured({ kind: "processes-changed" });
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

/** Of one core; a service of several threads may have more than one. */
interface Share {
  had: number;
  /** The same, but where it was ready to run for all of the time: then what it would have had of a core of its own. */
  wanted: number;
}

function shareOf(samples: readonly ProcessSample[]): Share {
  const [first, end] = [samples[0]!, last(samples)!];
  if (end.t <= first.t) return { had: 0, wanted: 0 };
  const had = (end.cpuMs! - first.cpuMs!) / (end.t - first.t);
  const waited = ((end.waitedMs ?? 0) - (first.waitedMs ?? 0)) / (end.t - first.t);
  return { had, wanted: had + waited >= NEVER_SLEPT ? had + waited : had };
}

/** Of those that ended the CPU time is gone. */
function sameProcesses(samples: readonly ProcessSample[]): boolean {
  const [first] = samples;
  return samples.every(({ restarts, processes }) => restarts === first!.restarts && processes === first!.processes);
}
