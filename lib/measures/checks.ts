/** The checks of a run, added up over its phases. */
import type { PlannedChecker } from "../model/plan";
import type { Cause, CheckRecord, Recording, UnprovenCode } from "../model/extension";

export interface CheckTotals {
  /** Begun, whatever became of them. */
  sent: number;
  completed: number;
  failed: number;
  /** Failed checks that k6 ended with the run: connections that were held when the run was cut short. */
  cancelled: number;
  verified: number;
  unverified: number;
  /** Reason → count. */
  unproven: Record<string, number>;
  unprovenCodes: Partial<Record<UnprovenCode, number>>;
  /** Why they failed. */
  causes: Partial<Record<Cause, number>>;
  /** Connections that the kernel has probably ended with an RST. */
  endedByRst: number;
}

/** The recorder's series of a check's connection; the first one has the checker's name. */
export function seriesName(checker: string, connection: number): string {
  return connection === 0 ? checker : `${checker}#${connection + 1}`;
}

/** What it was made of; no checker's name has a `#` in it (lib/settings/plain-name.ts). */
function ofSeries(series: string): { checker: string; later: boolean } {
  const end = series.indexOf("#");
  return end < 0 ? { checker: series, later: false } : { checker: series.slice(0, end), later: true };
}

export function checksOf(recording: Recording, checker: string): CheckTotals {
  return totals(recording, (name) => name === checker);
}

export function checksIn(recording: Recording, phase: string): CheckTotals {
  return totals(recording, undefined, phase);
}

export function allChecks(recording: Recording): CheckTotals {
  return totals(recording);
}

/**
 * Connections that one check made, on average. The timeline and the samples of the process count connections; a product's rate is one of
 * checks.
 */
export function connectionsPerCheck({ checks }: Pick<Recording, "checks">): number {
  let first = 0;
  let all = 0;
  for (const [series, phases] of Object.entries(checks)) {
    const sent = Object.values(phases).reduce((sum, record) => sum + record.sent, 0);
    all += sent;
    if (!ofSeries(series).later) first += sent;
  }
  return first > 0 ? all / first : 1;
}

/**
 * A check of several connections is one check: sent with its first one, completed and verified when the others it came to were as
 * well, failed where one of them failed.
 */
function totals(recording: Recording, wanted: (checker: string) => boolean = () => true, phase?: string): CheckTotals {
  const records = (later: boolean) =>
    Object.entries(recording.checks)
      .filter(([series]) => {
        const of = ofSeries(series);
        return wanted(of.checker) && of.later === later;
      })
      .flatMap(([, phases]) => (phase === undefined ? Object.values(phases) : (phases[phase] ?? [])));
  const first = total(records(false));
  const later = total(records(true));
  return {
    sent: first.sent,
    completed: first.completed - (later.sent - later.completed),
    failed: first.failed + later.failed,
    cancelled: first.cancelled + later.cancelled,
    // Where two connections of one check are unproven it is left out twice: rather too few than too many.
    verified: Math.max(0, first.verified - (later.sent - later.verified)),
    unverified: first.unverified + later.unverified,
    unproven: tally([first.unproven, later.unproven]),
    unprovenCodes: tally([first.unprovenCodes, later.unprovenCodes]),
    causes: tally([first.causes, later.causes]),
    endedByRst: first.endedByRst + later.endedByRst,
  };
}

function total(records: readonly CheckRecord[]): CheckTotals {
  const sum = (count: (record: CheckRecord) => number) => records.reduce((before, record) => before + count(record), 0);
  return {
    sent: sum((r) => r.sent + r.cancelled),
    completed: sum((r) => r.completed),
    failed: sum((r) => r.failed),
    cancelled: sum((r) => r.cancelled),
    verified: sum((r) => r.verified),
    unverified: sum((r) => r.unverified),
    unproven: tally(records.map(({ unproven }) => unproven)),
    unprovenCodes: tally(records.map(({ unprovenCodes }) => unprovenCodes)),
    causes: tally(records.map(({ causes }) => causes)),
    endedByRst: sum((r) => r.ended.rst),
  };
}

function tally(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((one) => Object.entries(one))) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

/** Checks per second that the balancers themselves make, all of them together. */
export function ownRatePerSecond(checkers: readonly Pick<PlannedChecker, "realRatePerSecond">[]): number {
  return checkers.reduce((sum, { realRatePerSecond }) => sum + realRatePerSecond, 0);
}
