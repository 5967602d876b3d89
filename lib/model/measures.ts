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
  /** Of what is seen in the service: the finding that tells of it. */
  finding?: FindingKind;
}

export const MEASURES = {
  /** Share of client attempts accepted. */
  accepted: { seenIn: "clients", limit: "at-least", unit: "share" },
  /** Longest time without a success. */
  outage: { seenIn: "clients", limit: "at-most", unit: "ms" },
  connect: { seenIn: "clients", limit: "at-most", unit: "ms", stat: true },
  "first-byte": { seenIn: "clients", limit: "at-most", unit: "ms", stat: true },
  /** To the last byte that a client expects. */
  answer: { seenIn: "clients", limit: "at-most", unit: "ms", stat: true },
  /** The phase's answer time (of `connect` clients, their connect time) beside the baseline's. */
  slowdown: { seenIn: "clients", limit: "at-most", unit: "times", stat: true },
  /** Connections that the accept queue gained over the phase and did not lose again. */
  "queue-growth": { seenIn: "queue", limit: "at-most", unit: "connections" },
  /** What the service keeps of each check: the most of descriptors, threads, connections, memory; see judge/leaks.ts. */
  growth: { seenIn: "service", limit: "at-most", unit: "per-check", finding: "growth" },
  /** Share of its threads that ended with the checks and stayed away. */
  "threads-ended": { seenIn: "service", limit: "at-most", unit: "share", finding: "threads" },
  /** How many times as large its memory became by the checks alone, and stayed. */
  "memory-jump": { seenIn: "service", limit: "at-most", unit: "times", finding: "memory" },
  /** What it uses after the checks beyond what it used before them. */
  "busy-after": { seenIn: "service", limit: "at-most", unit: "of-core", finding: "busy" },
  /** How often it became another process after the first check, at the least. */
  restarts: { seenIn: "service", limit: "at-most", unit: "count", finding: "restarts" },
  /** What the checks make it write to its log, at the balancer's own rate. */
  "log-noise": { seenIn: "service", limit: "at-most", unit: "bytes-a-day", finding: "log" },
} as const satisfies Readonly<Record<string, MeasureRow>>;

/** What a gate looks at: docs/config-file.md tells each with its unit. */
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
