/**
 * The data that `check` tells of each check: lib/report/check-line.ts makes a line of it for people, and PROGRESS=events prints it as JSON,
 * a contract (docs/check.md) in which fields are added and never changed.
 */
import type { Cause } from "./extension";

/** Of the contract. */
export const CHECK_VERSION = 1;

/** What a balancer believes after a check. `undecided`: no result has confirmed or changed what it believed before the first one. */
export interface CheckHealth {
  state: "UP" | "DOWN" | "undecided";
  /** Results in a row that speak against what it believes, and how many of them change it. */
  against: number;
  needed: number;
  /** What it changes to then. */
  towards: "UP" | "DOWN";
}

/** Where a check failed. */
export interface CheckFailure {
  /** Of several connections the one that failed, from 1. */
  connection: number;
  stage: "resolve" | "connect" | "step";
  /** From 1; null: before the first step. */
  step: number | null;
  /** `connect`, or the kind of the step: `expect`, `tls`, … */
  what: string;
  cause: Cause;
  /** `ECONNREFUSED`, `CERTIFICATE`, …, or empty. */
  errno: string;
  /** For people: bytes are printable, bounded, and without credentials. */
  expected: string;
  came: string;
}

/** How the last connection of a check ended; null for what did not happen. */
export interface CheckEnd {
  /** Whether the service ended it first, and how. */
  service: "fin" | "rst" | null;
  /** What left from here. */
  checker: "fin" | "rst" | null;
}

export interface CheckResult {
  kind: "check";
  /** From 1. */
  number: number;
  count: number;
  /** When it began, ISO 8601. */
  at: string;
  checker: string;
  /** As it was given, and where the last connection went: `ip:port`. */
  target: string;
  address: string;
  /** false: failed, or given up with the run. */
  passed: boolean;
  /** In the product's own word (`L4OK`, `L7STS`), else `ok` or the cause. */
  outcome: string;
  failure: CheckFailure | null;
  /** What the service said, for people as `came`; null: nothing that was read. */
  answer: string | null;
  connectMs: number | null;
  answerMs: number | null;
  /** From the handshake to the close. */
  closeGapMs: number | null;
  totalMs: number;
  end: CheckEnd;
  /** null: it cannot be read. */
  queue: { length: number; limit: number } | null;
  health: CheckHealth;
}

export interface CheckSummary {
  kind: "summary";
  checker: string;
  target: string;
  count: number;
  /** Checks that came to their end. */
  made: number;
  passed: number;
  failed: number;
  /** k6 ended the run before the last check. */
  interrupted: boolean;
  /** null: no check was connected. */
  connectMs: { min: number; median: number; max: number } | null;
  /** What decides the exit code; null: not one check was made. */
  up: boolean | null;
}

export type CheckEvent = CheckResult | CheckSummary;
