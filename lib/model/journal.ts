/** journal.json: the contract that outside scripts read (`schema: "probe-storm/1"`). Fields are added, never changed. */
import type { Advice } from "./advice";
import type { Cause } from "./extension";
import type { PhaseName } from "./phases";
import type { Measure } from "./measures";

/**
 * How a run came to its end, in all journals: as planned; by a signal; by FAIL_FAST; because no client of the baseline got in; because it
 * could not go on, as several arms or trials without RESET_URL.
 */
export type RunEnd = "complete" | "interrupted" | "fail-fast" | "no-control" | "stopped";

export type Verdict = "held" | "degraded" | "wedged" | "inconclusive";

export interface Quantiles {
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export interface Journal {
  schema: "probe-storm/1";
  /** Which of the journals it is: `storm` (also an arm of a comparison), `comparison`, `sweep` or `minimal`. */
  kind: "storm";
  /** ISO 8601. */
  startedAt: string;
  /** `host:port` as given, or `embedded:<flaw>`. */
  target: string;
  /** The `ip:port` that was spoken to. */
  address: string;
  verdict: Verdict;
  /** The leading cause; null when no client attempt failed. */
  cause: Cause | null;
  /** One or two sentences in plain words. */
  reason: string;
  /** What usually fixes it; empty when held. */
  advice: string[];
  /** Of each line of advice, what kind it is. */
  adviceKinds: Advice["kind"][];
  evidence: "service" | "kernel";
  attribution: "strong" | "weak";
  /** Why weak, and the BASELINE that would settle it; empty when strong. */
  attributionReason: string;
  /** How many times as often as the balancer the storm checked; the most of all checkers. 1 is the balancer's own rate. */
  factor: number;
  /** Why, one line for each checker. */
  factorReasons: string[];
  /** What the harm depends on; null: no gate was lost in any storm. */
  harm: {
    /** Checks before the first harm; null where only what stays of the checks was found. */
    checksBefore: number | null;
    /** From the last check until clients got in again, ms; null when they did not, as far as was seen. */
    forgetsAfterMs: number | null;
    factor: number;
    /** Whether the balancer's own rate does it as well: by a second storm, or because the service never forgets. */
    atOwnRate: "yes" | "no" | "unknown";
  } | null;
  /**
   * The second storm, at the balancer's own rate: then `verdict`, `reason` and `gates` are its own, while `phases` and `checkers` tell of the
   * first, whose gates are kept here. null: the first storm decided.
   */
  secondStorm: {
    factor: number;
    phases: Partial<Record<PhaseName, JournalPhase>>;
    firstGates: JournalGate[];
    firstText: string;
  } | null;
  /** The run did not reach its planned end: interrupted, FAIL_FAST, or not one client of the baseline got in. */
  cutShort: "" | "interrupted" | "fail-fast" | "no-control";
  end: RunEnd;
  /** For `held`: harm per check that N harmless checks still leave possible at 95 %, 3/N; else null. */
  residualRiskPerCheck: number | null;
  /** What the client was, and what it took for an answer. */
  client: { kind: string; ratePerSecond: number; timeoutMs: number; accepts: string };
  checkers: JournalChecker[];
  phases: Partial<Record<PhaseName, JournalPhase>>;
  acceptQueue: JournalQueue;
  thresholds: { name: string; metric: string; expression: string; ok: boolean; observed: number | null }[];
  process: JournalProcess;
  /** Harm that is not yet a lost client: leaks, threads that end, memory that jumps, CPU that stays high, restarts, log noise, counters. */
  findings: JournalFinding[];
  /** The gates in words; `observed` is null where the run gave nothing to measure. */
  gates: JournalGate[];
  /** What had to be true before anything could be said: samples, fidelity, and a generator that kept up. */
  floors: JournalFloor[];
  harness: {
    errors: number;
    reasons: string[];
    droppedIterations: number;
    lagMs: { p99: number; max: number };
    /** By phase, what an exchange with a healthy server inside the generator's process took: this machine's part of every time. */
    referenceMs: { [phase: string]: Quantiles };
  };
  timeline: JournalSecond[];
  /** The run on one time axis, for pictures. */
  course: JournalCourse;
  /** Every setting that was not at its default; of bytes and steps, which may be secret, how many. */
  settings: { name: string; value: string; from: string }[];
  /** Assumptions, caveats and fallbacks that a reader must know. */
  notes: string[];
  /** Of each note, the checker that it is about; null: it is about the run as a whole. */
  noteCheckers: (string | null)[];
}

/** A second of the recorder's clock; exchanges count in the second in which they began. */
export interface JournalSecond {
  /** Seconds since the one in which the first phase began: see {@link JournalCourse.secondZero}. */
  t: number;
  phase: string;
  attempts: number;
  accepted: number;
  checks: number;
  /** The longest accept queue; null: not read. */
  queue: number | null;
  /** Why clients failed, with counts; left out where none did. */
  causes?: Partial<Record<Cause, number>>;
  /** The longest handshake of these clients, ms; left out where none was completed. */
  connectMs?: number;
  /** The same from the begin of an attempt to the last byte that was expected. */
  answerMs?: number;
}

/** All times in seconds since the first phase began. */
export interface JournalCourse {
  /** When second 0 of the timeline began: 0 or less, because a phase begins within a second. */
  secondZero: number;
  /** The phases as they took place, those of a second storm as well. */
  spans: { phase: PhaseName; from: number; to: number; second: boolean }[];
  /**
   * The first harm that checks could still have told of, and what it was seen by: a client that was lost, or the first connection that
   * stayed in the accept queue. `night`: it was done unseen in the night, whose begin this is. null: there was none.
   */
  firstHarm: { at: number; seen: "client" | "queue" | "night" } | null;
  opinions: JournalCourseOpinion[];
}

/** What a checker said of the target, on this run's clock and not on the product's own; a second storm's apart. */
export interface JournalCourseOpinion {
  checker: string;
  from: number;
  to: number;
  nodes: number;
  /**
   * `[from, fewest, most]`: how many nodes said UP from then on. The two differ only where there were more than 200 changes: then a two
   * hundredth of the time is one entry.
   */
  up: [number, number, number][];
}

export interface JournalFinding {
  /** `growth`, `threads`, `memory`, `busy`, `restarts`, `log`, `counter`, …; others may come. */
  kind: string;
  /** Half a sentence, with its numbers. */
  text: string;
  /** The numbers by themselves; null is not known. */
  figures: Record<string, number | string | null>;
}

export interface JournalRule {
  name: string;
  ok: boolean;
  observed: number | null;
  /** One line for people: what was seen and what was wanted. */
  text: string;
}

export interface JournalFloor extends JournalRule {
  /** The checker that it is about; left out: it is about the run as a whole. */
  checker?: string;
}

export interface JournalGate extends JournalRule {
  measure: Measure;
  phase: PhaseName;
  /** What was wanted, in the measure's own unit. */
  atLeast?: number;
  atMost?: number;
  /** Of a slowdown: times that are longer by less than this, ms, pass however many times the baseline's they are. */
  ignoreBelowMs?: number;
  /** Of a slowdown whose baseline is too noisy to be multiplied: the longest time that was allowed instead, ms. */
  noisyLimitMs?: number;
  /** Of a slowdown in the storm that lost its gate: most clients of the recovery, some or none were kept waiting as well. */
  afterwards?: "stays" | "some" | "gone";
}

export interface JournalChecker {
  name: string;
  style: string;
  nodes: number;
  intervalMs: number;
  delayMs: number;
  sources: string[];
  /** By how much this run raised the cadence. */
  speedup: number;
  /**
   * `completed`: had a connection and ended as planned. `failed`: what the checker counts as a failure. A check may be both: made
   * as claimed, and not answered.
   */
  probes: { sent: number; completed: number; failed: number };
  /** Why checks failed, with counts. */
  causes: Partial<Record<Cause, number>>;
  /** Shares of the completed checks, 0 to 1. */
  fidelity: { verified: number; degraded: number };
  /** Reasons why checks were not verified, with counts. */
  unproven: { reason: string; count: number }[];
  closeGapUs: { p50: number; p99: number; max: number };
  opinion: JournalOpinion;
  /** What each connection of a check looks like in a capture. */
  ladders: JournalLadder[];
}

export interface JournalLadder {
  /** `the target`, or what the check names instead of its host or port. */
  to: string;
  rungs: JournalRung[];
}

/** A packet or a pause. Of bytes that a check sends, which may be secret, only how many. */
export interface JournalRung {
  /** `→` from the checker, `←` from the target, `⇄` to and fro, none: nothing is sent. */
  arrow: "→" | "←" | "⇄" | "";
  what: string;
  note?: string;
}

export interface JournalOpinion {
  /**
   * Seconds of node time in which the checker said UP and DOWN, from the storm's begin to its last check: on the product's own clock, so
   * at its own cadence and not at this run's.
   */
  up: number;
  down: number;
  /** What its last check came to in the product's own word (`L7TOUT`), where it has such words. */
  last?: string;
  /** It is known what it would have said of the harm, or of the service where there was no harm; else why not. */
  known: boolean;
  notKnown: string;
}

export interface JournalPhase {
  seconds: number;
  checks: number;
  clients: {
    attempts: number;
    accepted: number;
    acceptedRatio: number;
    longestOutageMs: number;
    connectMs: Quantiles;
    firstByteMs: Quantiles;
    /** From the begin of an attempt to the last byte that was expected. */
    answerMs: Quantiles;
    causes: Partial<Record<Cause, number>>;
  };
}

export interface JournalQueue {
  available: boolean;
  /** Why not available; empty when it is. */
  reason: string;
  limit: number;
  growthPerSecond: number;
  /** Connections that it gained in the storm and did not lose again; a level that goes with the checks is none. */
  kept: number;
  /** It was seen full in the storm. */
  full: boolean;
  /** At the balancer's real rate; null when it does not go on growing, or when CHECKS left the checks no rate. */
  secondsToOverflow: number | null;
  samples: [number, number][];
}

/** What the service's process used, when it runs on this host. */
export interface JournalProcess {
  available: boolean;
  /** Why not available, or why only its sockets are; empty when all is. */
  reason: string;
  /** It is part of k6's own process: the embedded server. Then only its sockets are known. */
  self: boolean;
  /** Those that hold the listening socket, as last seen, 16 at most; and how many there are. */
  pids: number[];
  processes: number;
  command: string;
  /** How often it became another process, at the least: it is looked at once a second. */
  restarts: number;
  /** Soft limit of all processes together; null when there is none. */
  descriptorLimit: number | null;
  /** CPU time that one check costs the service, ms; null when it is not known. */
  cpuMsPerCheck: number | null;
  /** `[seconds, checks, descriptors, threads, rssBytes, closeWait, established]`; null is not known. */
  samples: [number, number, number | null, number | null, number | null, number, number][];
  /**
   * What grows with the checks and does not go back; of memory `perCheck` is in bytes. `of`: whether only a check leaves it behind, or every
   * connection.
   */
  findings: {
    what: string;
    of: "check" | "connection";
    perCheck: number;
    limit: number | null;
    limitReachedInMs: number | null;
    text: string;
  }[];
}
