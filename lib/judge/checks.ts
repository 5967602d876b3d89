/** The checks of a run, added up over its phases. */
import type { CheckRecord, Recording } from "../../xk6/healthcheck";

export interface CheckTotals {
  sent: number;
  completed: number;
  failed: number;
  verified: number;
  unverified: number;
  /** Reason → count. */
  unproven: Record<string, number>;
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
  const unproven: Record<string, number> = {};
  for (const record of records) {
    for (const [reason, count] of Object.entries(record.unproven)) unproven[reason] = (unproven[reason] ?? 0) + count;
  }
  return {
    sent: sum((r) => r.sent),
    completed: sum((r) => r.completed),
    failed: sum((r) => r.failed),
    verified: sum((r) => r.verified),
    unverified: sum((r) => r.unverified),
    unproven,
  };
}
