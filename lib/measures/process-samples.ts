/** Samples of the service's process, by what the service had been through when they were taken. */
import type { ProcessSample } from "../model/extension";
import type { PhaseName } from "../model/phases";
import type { Evidence } from "../model/evidence";
import { isNonEmpty, itemAt, type NonEmpty } from "../model/non-empty";
import { unmeasured, type NotMeasured } from "./assessment";
import { clientsOf, finished, span } from "./observed-phases";

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

/** The samples that each third of the time begins and ends with. */
export function thirds<S>(samples: readonly S[]): [S, S][] {
  const at = (third: number) => itemAt(samples, Math.round((third * (samples.length - 1)) / 3));
  return [0, 1, 2].map((third) => [at(third), at(third + 1)]);
}

/** A figure of the process that may be unknown. */
export type Figure = (sample: ProcessSample) => number | null;

/** A sample with the value of one figure. */
export type Reading = ProcessSample & { readonly value: number };

export function valueOf({ value }: Reading): number {
  return value;
}

/** The samples in which the figure is known. */
export function readings(samples: readonly ProcessSample[], figure: Figure): Reading[] {
  return samples.flatMap((sample) => {
    const value = figure(sample);
    return value === null ? [] : [{ ...sample, value }];
  });
}

/** null: one of the samples has no such figure. */
export function allReadings(samples: NonEmpty<ProcessSample>, figure: Figure): NonEmpty<Reading> | null;
export function allReadings(samples: readonly ProcessSample[], figure: Figure): Reading[] | null;
export function allReadings(samples: readonly ProcessSample[], figure: Figure): Reading[] | null {
  const known = readings(samples, figure);
  return known.length === samples.length ? known : null;
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

/** Samples of the same clients, before the checks and after them. */
export interface Controls {
  kind: "controls";
  before: NonEmpty<ProcessSample>;
  after: NonEmpty<ProcessSample>;
}

/** Or why the clients' own share before and after the checks cannot be compared. */
export function controlsOf(evidence: Evidence): Controls | NotMeasured {
  const { recording, rateAlone } = evidence;
  const samples = recording.process;
  if (rateAlone) return unmeasured({ kind: "left-to-first-storm" });
  if (samples.length === 0) {
    return unmeasured({ kind: "process-not-watched", reason: recording.processUnavailable });
  }
  if (new Set(samples.map(({ restarts }) => restarts)).size > 1) return unmeasured({ kind: "process-replaced" });
  if (!span(evidence.plan, "recovery") || !finished(evidence, "recovery")) {
    return unmeasured({ kind: "recovery-not-finished" });
  }
  const [before, after] = [alone(samples), inPhase(samples, "recovery")];
  if (!isNonEmpty(after)) return unmeasured({ kind: "not-seen-in-recovery" });
  if (before.length < FEWEST_ALONE || !isNonEmpty(before)) {
    return unmeasured({ kind: "baseline-too-short", toTell: "clients' cost" });
  }
  return { kind: "controls", before, after };
}
