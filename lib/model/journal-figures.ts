/**
 * What a comparison of two journals looks at. Journals come from elsewhere and from older versions: null is what a journal does not tell.
 */
import type { Quantiles, RunEnd, Verdict } from "./journal";
import type { PhaseName } from "./phases";

export type JournalFigures = StormFigures | ComparisonFigures | SweepFigures | MinimalFigures;

export interface StormFigures {
  kind: "storm";
  /** The arm of a comparison; else empty. */
  name: string;
  /** Why an arm was not run; empty where it was. */
  notRun: string;
  startedAt: string;
  target: string;
  verdict: Verdict;
  reason: string;
  cause: string;
  evidence: string;
  end: RunEnd | "";
  versions: Record<string, string>;
  settings: Given[];
  client: { kind: string; accepts: string; ratePerSecond: number | null; timeoutMs: number | null };
  checkers: CheckerFigures[];
  /** The phases of the first storm, where there were two. */
  phases: Partial<Record<PhaseName, PhaseFigures>>;
  secondStorm: boolean;
  harm: { checksBefore: number | null; atOwnRate: string } | null;
  /** null: it was not read. */
  queue: { kept: number; full: boolean; limit: number } | null;
  service: ServiceFigures;
  gates: GateFigures[];
}

export interface Given {
  name: string;
  value: string;
}

export interface CheckerFigures {
  name: string;
  style: string;
  nodes: number | null;
  intervalMs: number | null;
  speedup: number | null;
  sent: number;
  failed: number;
  /** Seconds of node time in which it said UP and DOWN; null: what it would have said is not known. */
  opinion: { up: number; down: number } | null;
}

export interface PhaseFigures {
  seconds: number;
  checks: number;
  attempts: number;
  accepted: number;
  outageMs: number;
  connectMs: Quantiles | null;
  answerMs: Quantiles | null;
  causes: Record<string, number>;
  /** What an exchange with a healthy server inside the generator's process took: this machine's part of every time. */
  referenceMs: Quantiles | null;
  /** The seconds of the phase in which clients began; empty where the journal has none. */
  clientSeconds: ClientSecond[];
}

export interface ClientSecond {
  attempts: number;
  accepted: number;
  /** The longest of its clients; null: none is told. */
  connectMs: number | null;
  answerMs: number | null;
}

export interface ServiceFigures {
  /** Its process could be looked into: only then the absence of a finding says anything. */
  seen: boolean;
  /** What it writes to its log could be seen. */
  logSeen: boolean;
  leaks: { what: string; of: string; perCheck: number }[];
  findings: { kind: string; name: string; text: string }[];
  log: LogFigures | null;
}

export interface LogFigures {
  source: string;
  bytesPerCheck: number;
  linesPerCheck: number | null;
}

export interface GateFigures {
  name: string;
  measure: string;
  phase: string;
  ok: boolean;
  /** null: not measured, unless the gate is lost: then nobody lived to see it. */
  observed: number | null;
  atLeast: number | null;
  atMost: number | null;
  ignoreBelowMs: number | null;
}

export interface ComparisonFigures {
  kind: "comparison";
  startedAt: string;
  target: string;
  verdict: Verdict;
  end: RunEnd | "";
  /** The arms that decide. */
  gate: string[];
  arms: StormFigures[];
}

export interface SweepFigures extends TrialsFigures {
  kind: "sweep";
  checker: string;
  ending: string;
  points: { ratePerSecond: number; delayMs: number; outcome: string; runs: number; harmed: number }[];
}

export interface MinimalFigures extends TrialsFigures {
  kind: "minimal";
  finding: string;
  /** null: it did not come to an end that says anything. */
  least: LeastFigures | null;
}

export interface TrialsFigures {
  startedAt: string;
  target: string;
  client: string;
  evidence: string;
  end: RunEnd | "";
  settings: Given[];
}

/** The least that harms, each number with the nearest one that was seen not to; null: none was. */
export interface LeastFigures {
  harms: "always" | "sometimes" | "never" | "unclear";
  checks: Bracket;
  /** Between two checks. */
  everyMs: Bracket;
  /** From the handshake to the close. */
  delayMs: Bracket;
  holdMs: Bracket;
}

export interface Bracket {
  harms: number | null;
  harmless: number | null;
}
