/** What a gate may look at, one row for each measure: settings, reports and the documents read what they need of it from here. */
import type { FindingKind } from "./finding";

/** `of-core`: a share of a core. `per-check`: of memory, pages of 4 KiB. `times`: the baseline's. */
export type Unit = "share" | "ms" | "times" | "connections" | "per-check" | "of-core" | "count" | "bytes-a-day";

export interface MeasureRow {
  /** Whose figure it is. What is seen in the service's process or its log is judged at the end of the recovery. */
  seenIn: "clients" | "queue" | "service";
  /** Whether a gate names the least or the most. */
  limit: "at-least" | "at-most";
  unit: Unit;
  /** A gate may choose the statistic: p50, p95, … */
  stat?: true;
  /** What the limit is about, for docs/config-file.md. */
  means: string;
  /** Of what is seen in the service: the finding that tells of it, and what is told of a gate where there is none. */
  finding?: FindingKind;
  nothing?: readonly string[];
}

export const MEASURES = {
  accepted: { seenIn: "clients", limit: "at-least", unit: "share", means: "the share of the phase's clients" },
  outage: {
    seenIn: "clients",
    limit: "at-most",
    unit: "ms",
    means: "the longest time without a client that got in",
  },
  connect: { seenIn: "clients", limit: "at-most", unit: "ms", stat: true, means: "a time for the handshake" },
  "first-byte": {
    seenIn: "clients",
    limit: "at-most",
    unit: "ms",
    stat: true,
    means: "a time for the first byte of the answer",
  },
  answer: {
    seenIn: "clients",
    limit: "at-most",
    unit: "ms",
    stat: true,
    means: "a time for the whole answer, to the last byte that is expected",
  },
  /** Of `connect` clients, their connect time. */
  slowdown: {
    seenIn: "clients",
    limit: "at-most",
    unit: "times",
    stat: true,
    means:
      "how many times as long as in the baseline an answer takes; `ignore-below`: a slowdown by less than this time does not count",
  },
  "queue-growth": {
    seenIn: "queue",
    limit: "at-most",
    unit: "connections",
    means:
      "connections still in the accept queue after the phase. The night has no clients, so it can use only this measure",
  },
  /** The most of descriptors, threads, connections, memory; see judge/leaks.ts. */
  growth: {
    seenIn: "service",
    limit: "at-most",
    unit: "per-check",
    means: "what the service keeps of each check at the end of recovery; of memory, pages of 4 KiB",
    finding: "growth",
    nothing: ["nothing-grew"],
  },
  "threads-ended": {
    seenIn: "service",
    limit: "at-most",
    unit: "share",
    means: "the share of its threads that ended with the checks and stayed away",
    finding: "threads",
    nothing: ["no-thread-ended"],
  },
  "memory-jump": {
    seenIn: "service",
    limit: "at-most",
    unit: "times",
    means: "how many times as large its memory became by the checks alone, and stayed",
    finding: "memory",
    // The second: it came after the last check.
    nothing: ["no-memory-jump", "no-memory-jump-with-checks"],
  },
  "busy-after": {
    seenIn: "service",
    limit: "at-most",
    unit: "of-core",
    means: "the share of a core that it uses in recovery beyond what it used in the baseline",
    finding: "busy",
    nothing: ["not-busier"],
  },
  restarts: {
    seenIn: "service",
    limit: "at-most",
    unit: "count",
    means: "how often its process was replaced by another one after the first check",
    finding: "restarts",
    // The second: as often before the first check.
    nothing: ["same-process", "replaced-without-checks"],
  },
  "log-noise": {
    seenIn: "service",
    limit: "at-most",
    unit: "bytes-a-day",
    means: "bytes a day that the checks make it write to its log, at the balancer's own rate, such as `10MiB`",
    finding: "log",
    nothing: ["nothing-logged"],
  },
} as const satisfies Readonly<Record<string, MeasureRow>>;

/** What a gate looks at: docs/config-file.md tells each with its limit. */
export type Measure = keyof typeof MEASURES;

export function measureRow(measure: Measure): MeasureRow {
  return MEASURES[measure];
}

/** Harm that is not yet a lost client. */
export type FindingMeasure = {
  [Name in Measure]: (typeof MEASURES)[Name]["seenIn"] extends "service" ? Name : never;
}[Measure];

export function isFinding(measure: Measure): measure is FindingMeasure {
  return MEASURES[measure].seenIn === "service";
}

/** What is told of a finding's measure where there is no such finding. */
export type NothingOf<Kind extends FindingKind> = Extract<
  (typeof MEASURES)[FindingMeasure],
  { finding: Kind }
>["nothing"][number];

export type NothingFound = NothingOf<FindingKind>;
