/** Findings: harm to a service that has not cost a client yet. */
import type { Cause } from "./extension";

/**
 * A behaviour of the service, or the first storm's harm; `null` in its numbers is not known. Each measure of lib/measures/ that is seen in
 * the service adds its own.
 */
export interface Findings {
  growth: { leak: Leak };
  log: LogFinding;
  /** One of its own counters. */
  counter: { name: string; perCheck: number; perClient: number };
  "raised-rate": RaisedRateHarm;
}

export type FindingOf<Kind extends keyof Findings> = { [K in Kind]: { kind: K } & Findings[K] }[Kind];

export type Finding = FindingOf<keyof Findings>;

/** What it is that a service loses or spends. */
export type FindingKind = keyof Findings;

export interface LogFinding {
  /** What tells: LOG, the positions in the service's files, or all that it hands to `write`. */
  source: "LOG" | "files" | "write";
  bytesPerCheck: number;
  linesPerCheck: number | null;
  checksPerDay: number;
  /** No balancer has these checkers' rate: a common one stands for it, one check every 2 s. */
  commonRate: boolean;
  /** A line, as the service wrote it; empty where none is known. */
  example: string;
}

/** Something that the service keeps of each check, or of every connection. */
export interface Leak {
  what: "descriptors" | "threads" | "memory" | "sockets in CLOSE-WAIT" | "sockets in ESTABLISHED";
  /** `connection`: clients cost as much as checks. */
  leftBy: "check" | "connection";
  /** A gate counts it: it is the checks' own, or they alone reach the limit soon. */
  counts: boolean;
  /** Units for each check; bytes where it is memory that leaks. */
  perCheck: number;
  /** The same of one connection of a check, which may make several. */
  perConnection: number;
  /** The same as a gate counts it: of memory, pages of 4 KiB. */
  units: number;
  /** The most that the service may have; null when there is no limit, or none is known. */
  limit: number | null;
  /** From the first check to the limit, at the balancers' own rate. */
  limitReachedInMs: number | null;
}

/** The first storm's harm, where a second one decided. */
export interface RaisedRateHarm {
  /** How many times as often as the balancer the first storm checked. */
  factor: number;
  /** See Harm in judgement.ts. */
  checksBefore: number | null;
  forgetsAfterMs: number | null;
  cause: Cause | null;
  /** The same of the second storm; 1 is the balancer's own rate. */
  ownFactor: number;
  /** The second storm held. */
  spared: boolean;
}
