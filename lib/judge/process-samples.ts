/** Samples of the service's process, by what the service had been through when they were taken. */
import type { ProcessSample } from "../model/extension";
import type { PhaseName } from "../model/phases";
import type { Evidence } from "../model/evidence";
import type { Unmeasured } from "../model/gate-result";
import { clientsOf, finished, span } from "./phases";

/** What every sample has: log lines and counters are sampled the same way. */
export interface Moment {
  t: number;
  phase: string;
  checks: number;
  attempts: number;
}

/** Samples without any check before them. */
export function alone<S extends Moment>(samples: readonly S[]): S[] {
  return samples.filter(({ phase, checks }) => phase === "baseline" || (phase === "storm" && checks === 0));
}

export function inPhase<S extends Moment>(samples: readonly S[], phase: PhaseName): S[] {
  return samples.filter((sample) => sample.phase === phase);
}

/** The last third. */
export function ending<S>(samples: readonly S[]): S[] {
  return samples.slice(-Math.ceil(samples.length / 3));
}

export function last<T>(items: readonly T[]): T | undefined {
  return items[items.length - 1];
}

/** From the last sample without a check on, up to the first client that was lost: what comes later is the harm, not its making. */
export function checking(evidence: Evidence): ProcessSample[] {
  const lost = clientsOf(evidence, "storm");
  const until = lost && lost.attemptsBeforeFirstFailure >= 0 ? lost.firstFailureMs : Infinity;
  const { process } = evidence.recording;
  const checks = process.filter(
    ({ phase, checks: sent, t }) => (phase === "storm" || phase === "night") && sent > 0 && t <= until,
  );
  return [...alone(process).slice(-1), ...checks];
}

/** A slope of clients alone wants three points. */
const FEWEST_ALONE = 3;

/** Why the clients' own share before and after the checks cannot be compared; null when it can. */
export function notComparable(evidence: Evidence): Unmeasured | null {
  const { recording, rateAlone } = evidence;
  const samples = recording.process;
  if (rateAlone) return { kind: "left-to-first-storm" };
  if (samples.length === 0) return { kind: "process-not-watched", reason: recording.processUnavailable };
  if (new Set(samples.map(({ restarts }) => restarts)).size > 1) return { kind: "process-replaced" };
  if (!span(evidence.plan, "recovery") || !finished(evidence, "recovery")) return { kind: "recovery-not-finished" };
  if (inPhase(samples, "recovery").length === 0) return { kind: "not-seen-in-recovery" };
  if (alone(samples).length < FEWEST_ALONE) return { kind: "baseline-too-short", toTell: "clients' cost" };
  return null;
}
