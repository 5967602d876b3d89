/** The checks of a run, added up over its phases. */
import type { Cause, CheckRecord, Recording } from "../../xk6/healthcheck";

export interface CheckTotals {
  sent: number;
  completed: number;
  failed: number;
  /** Begun, and ended by k6 with the run: what is held when a run is cut short. */
  cancelled: number;
  verified: number;
  unverified: number;
  /** Reason → count. */
  unproven: Record<string, number>;
  /** Why they failed. */
  causes: Partial<Record<Cause, number>>;
  /** How many the kernel will have ended with an RST. */
  endedByRst: number;
}

export function checksOf(recording: Recording, checker: string): CheckTotals {
  return total(Object.values(recording.checks[checker] ?? {}));
}

export function checksIn(recording: Recording, phase: string): CheckTotals {
  return total(Object.values(recording.checks).flatMap((phases) => phases[phase] ?? []));
}

export function allChecks(recording: Recording): CheckTotals {
  return total(Object.values(recording.checks).flatMap((phases) => Object.values(phases)));
}

function total(records: readonly CheckRecord[]): CheckTotals {
  const sum = (of: (record: CheckRecord) => number) => records.reduce((all, record) => all + of(record), 0);
  return {
    sent: sum((r) => r.sent),
    completed: sum((r) => r.completed),
    failed: sum((r) => r.failed),
    cancelled: sum((r) => r.cancelled),
    verified: sum((r) => r.verified),
    unverified: sum((r) => r.unverified),
    unproven: tally(records.map(({ unproven }) => unproven)),
    causes: tally(records.map(({ causes }) => causes)),
    endedByRst: sum((r) => r.ended.rst),
  };
}

function tally(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((of) => Object.entries(of))) all[name] = (all[name] ?? 0) + count;
  return all;
}
