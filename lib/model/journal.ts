/** journal.json: the contract that outside scripts read (`schema: "probe-storm/1"`). Fields are added, never changed. */
import type { Advice } from "./advice";
import type { ClientKind } from "./config";
import type { Cause } from "./extension";
import type { FindingKind, Leak } from "./finding";
import type { PhaseName } from "./phases";
import type { Measure } from "./measures";
import type { Count, Milliseconds, Moment, Seconds, Share } from "./units";

/**
 * How a run came to its end, in all journals: as planned; by a signal; by FAIL_FAST; because no client of the baseline got in; because it
 * could not go on, as several arms or trials without RESET_URL.
 */
export type RunEnd = "complete" | "interrupted" | "fail-fast" | "no-control" | "stopped";

/** What the exit code says: `held` is 0, `degraded` and `wedged` are 99, `inconclusive` is 110 and never a pass. */
export type Verdict = "held" | "degraded" | "wedged" | "inconclusive";

/** The median of times, the limits that 95 and 99 of 100 stay below, and the longest; all 0 where there was none. */
export interface Quantiles {
  p50: Milliseconds;
  p95: Milliseconds;
  p99: Milliseconds;
  max: Milliseconds;
}

/** A setting that was not at its default; of bytes and steps, which may be secret, how many. */
export interface JournalSetting {
  /** As in docs/settings.md: `CHECKER`. */
  name: string;
  value: string;
  /** `-e` or the system's environment, or the CONFIG file. */
  from: "environment" | "file";
}

/** One run: baseline, storm, night, recovery. */
export interface Journal {
  /** The contract: fields are added, and none is removed or given another meaning. */
  schema: "probe-storm/1";
  /** Which of the journals it is: `storm` (also an arm of a comparison), `comparison`, `sweep` or `minimal`. */
  kind: "storm";
  startedAt: Moment;
  /** `host:port` as given, or `embedded:<flaw>`. */
  target: string;
  /** The `ip:port` that was spoken to; empty where the run ended before it was known. */
  address: string;
  verdict: Verdict;
  /** The leading cause; null when no client attempt failed. */
  cause: Cause | null;
  /** One or two sentences in plain words. */
  reason: string;
  /** What usually fixes it; empty when held. */
  advice: string[];
  /** The kind of each line of advice. */
  adviceKinds: Advice["kind"][];
  /** Who answered the clients: the service itself, or only the kernel, which opens connections for a service that is stuck as well. */
  evidence: "service" | "kernel";
  /** How sure it is that the checks did the harm. */
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
    checksBefore: Count | null;
    /** From the last check until clients got in again; null when they did not, as far as was seen. */
    forgetsAfterMs: Milliseconds | null;
    /** How many times as often as the balancer the storm checked that did it. */
    factor: number;
    /** Whether the balancer's own rate does it as well: by a second storm, or because the service never forgets. */
    atOwnRate: "yes" | "no" | "unknown";
  } | null;
  /**
   * The second storm, at the balancer's own rate: then `verdict`, `reason` and `gates` are its own, while `phases` and `checkers` tell of the
   * first, whose gates are kept here. null: the first storm decided.
   */
  secondStorm: {
    /** How many times as often as the balancer it checked; 1 unless its bound in time made more necessary. */
    factor: number;
    /** Its own: storm, night where the harm was the night's, recovery. */
    phases: Partial<Record<PhaseName, JournalPhase>>;
    firstGates: JournalGate[];
    /** What the first storm did, in one sentence. */
    firstText: string;
  } | null;
  /** The run did not reach its planned end: interrupted, FAIL_FAST, or not one client of the baseline got in. */
  cutShort: "" | "interrupted" | "fail-fast" | "no-control";
  end: RunEnd;
  /** For `held`: harm per check that N harmless checks still leave possible at 95 %, 3/N; else null. */
  residualRiskPerCheck: Share | null;
  /** What the client was, and what it took for an answer. */
  client: {
    /** As CLIENT names it, after `auto` has chosen; `steps` is spelled out in the CONFIG file. */
    kind: ClientKind;
    /** Attempts a second. */
    ratePerSecond: number;
    /** How long an attempt may take. */
    timeoutMs: Milliseconds;
    /** What counts as an answer, in words; empty where the run ended before that was known. */
    accepts: string;
  };
  checkers: JournalChecker[];
  /** The phases that began or of which anything was recorded. */
  phases: Partial<Record<PhaseName, JournalPhase>>;
  acceptQueue: JournalQueue;
  /** k6's own reading of the gates and floors, over its metrics. */
  thresholds: {
    /** The gate's or floor's name. */
    name: string;
    metric: string;
    expression: string;
    ok: boolean;
    /** In the metric's own unit; null where k6 had no sample. */
    observed: number | null;
  }[];
  process: JournalProcess;
  /** Harm that is not yet a lost client: leaks, threads that end, memory that jumps, CPU that stays high, restarts, log noise, counters. */
  findings: JournalFinding[];
  /** The gates in words; `observed` is null where the run gave nothing to measure. */
  gates: JournalGate[];
  /** What had to be true before anything could be said: samples, fidelity, and a generator that kept up. */
  floors: JournalFloor[];
  /** The generator: whether it could do what was asked of it. */
  harness: {
    /** Exchanges that failed of our own trouble: descriptors, ports, routes, names. */
    errors: Count;
    reasons: string[];
    /** Clients that k6 did not start, because none of its VUs was free. */
    droppedIterations: Count;
    /** How late exchanges began. */
    lagMs: { p99: Milliseconds; max: Milliseconds };
    /**
     * By phase, what an exchange with a healthy server inside the generator's process took: this machine's part of every time. Those of a
     * second storm begin with `own-`.
     */
    referenceMs: Partial<Record<PhaseName | `own-${PhaseName}`, Quantiles>>;
  };
  timeline: JournalSecond[];
  /** The run on one time axis, for pictures. */
  course: JournalCourse;
  /** Every setting that was not at its default. */
  settings: JournalSetting[];
  /** Assumptions, caveats and fallbacks that a reader must know. */
  notes: string[];
  /** The checker that each note is about; null: it is about the run as a whole. */
  noteCheckers: (string | null)[];
}

/** A second of the recorder's clock; exchanges count in the second in which they began. */
export interface JournalSecond {
  /** Whole seconds since the one in which the first phase began: when that was, `secondZero` of the course says. */
  t: Count;
  phase: PhaseName;
  /** Client attempts. */
  attempts: Count;
  /** Attempts that got what the protocol promises. */
  accepted: Count;
  checks: Count;
  /** The longest accept queue, connections; null: not read. */
  queue: Count | null;
  /** Why clients failed, with counts; left out where none did. */
  causes?: Partial<Record<Cause, Count>>;
  /** The longest handshake of these clients; left out where none was completed. */
  connectMs?: Milliseconds;
  /** The same from the begin of an attempt to the last byte that was expected. */
  answerMs?: Milliseconds;
}

/** All times in seconds since the first phase began. */
export interface JournalCourse {
  /** When second 0 of the timeline began: 0 or less, because a phase begins within a second. */
  secondZero: Seconds;
  /** The phases as they took place, those of a second storm as well. */
  spans: {
    phase: PhaseName;
    from: Seconds;
    to: Seconds;
    /** It is one of a second storm. */
    second: boolean;
  }[];
  /**
   * The first harm that checks could still have told of, and what it was seen by: a client that was lost, or the first connection that
   * stayed in the accept queue. `night`: it was done unseen in the night, whose begin this is. null: there was none.
   */
  firstHarm: { at: Seconds; seen: "client" | "queue" | "night" } | null;
  opinions: JournalCourseOpinion[];
}

/** What a checker said of the target, on this run's clock and not on the product's own; a second storm's apart. */
export interface JournalCourseOpinion {
  /** Its name. */
  checker: string;
  from: Seconds;
  to: Seconds;
  nodes: Count;
  /**
   * `[from, fewest, most]`: how many nodes said UP from then on. The two differ only where there were more than 200 changes: then a two
   * hundredth of the time is one entry.
   */
  up: [from: Seconds, fewest: Count, most: Count][];
}

/** Harm that is not yet a lost client. */
export interface JournalFinding {
  /** `growth`, `threads`, `memory`, `busy`, `restarts`, `log`, `counter`, …; others may come. */
  kind: FindingKind | (string & {});
  /** Half a sentence, with its numbers. */
  text: string;
  /** The numbers by themselves; null is not known. */
  figures: Record<string, number | string | null>;
}

/** Something that had to be true of the run. */
export interface JournalRule {
  name: string;
  ok: boolean;
  /** In its own unit; null where there was nothing to measure. */
  observed: number | null;
  /** One line for people: what was seen and what was wanted. */
  text: string;
}

/** What had to be true before anything could be said. */
export interface JournalFloor extends JournalRule {
  /** The checker that it is about; left out: it is about the run as a whole. */
  checker?: string;
}

/** A limit that the run had to keep. */
export interface JournalGate extends JournalRule {
  measure: Measure;
  phase: PhaseName;
  /** The least that was wanted, in the measure's own unit (docs/config-file.md); a gate has this or `atMost`. */
  atLeast?: number;
  /** The most that was allowed, in the measure's own unit. */
  atMost?: number;
  /** A slowdown by less than this passes, whatever multiple of the baseline's times it is. */
  ignoreBelowMs?: Milliseconds;
  /** The longest time that a slowdown may reach where the baseline is too noisy to be multiplied. */
  noisyLimitMs?: Milliseconds;
  /** Whether most clients of the recovery, some or none were kept waiting as well, after a slowdown in the storm that lost its gate. */
  afterwards?: "stays" | "some" | "gone";
}

/** A health checker of a load balancer: its cadence in this run, what its checks did, and what it said of the target. */
export interface JournalChecker {
  name: string;
  /** The bare behaviour that it is built of, such as `rst`; of a check that is spelled out, `steps`. */
  style: string;
  nodes: Count;
  /** Between two checks of one node, in this run. */
  intervalMs: Milliseconds;
  /** From the handshake to the close, where DELAY sets it; else 0. */
  delayMs: Milliseconds;
  /** Local addresses that it sent from; empty: the system's choice. */
  sources: string[];
  /** By how much this run raised the cadence. */
  speedup: number;
  /**
   * `completed`: had a connection and ended as planned. `failed`: what the checker counts as a failure. A check may be both: made
   * as claimed, and not answered.
   */
  probes: { sent: Count; completed: Count; failed: Count };
  /** Why checks failed, with counts. */
  causes: Partial<Record<Cause, Count>>;
  /** Shares of the completed checks: those that proved on the wire that they were what they claim to be, and the rest. */
  fidelity: { verified: Share; degraded: Share };
  /** Reasons why checks were not verified, with counts. */
  unproven: { reason: string; count: Count }[];
  /** From the kernel's handshake to the close, microseconds. */
  closeGapUs: { p50: number; p99: number; max: number };
  opinion: JournalOpinion;
  /** What each connection of a check looks like in a capture. */
  ladders: JournalLadder[];
}

/** The packets of one connection, in their order. */
export interface JournalLadder {
  /** `the target`, or what the check names instead of its host or port. */
  to: string;
  rungs: JournalRung[];
}

/** A packet or a pause. Of bytes that a check sends, which may be secret, only how many. */
export interface JournalRung {
  /** `→` from the checker, `←` from the target, `⇄` to and fro, none: nothing is sent. */
  arrow: "→" | "←" | "⇄" | "";
  /** The packet's flags, or the pause: `SYN`, `wait 10 ms`. */
  what: string;
  note?: string;
}

/** What a checker said of the target, by its own rise and fall. */
export interface JournalOpinion {
  /**
   * Seconds of node time in which the checker said UP and DOWN, from the storm's begin to its last check: on the product's own clock, so
   * at its own cadence and not at this run's.
   */
  up: Seconds;
  down: Seconds;
  /** What its last check came to in the product's own word (`L7TOUT`), where it has such words. */
  last?: string;
  /** It is known what it would have said of the harm, or of the service where there was no harm; else why not. */
  known: boolean;
  /** Why not; empty where it is known. */
  notKnown: string;
}

/** A stretch of a run, and what its clients got. */
export interface JournalPhase {
  /** How long it lasted. */
  seconds: Seconds;
  /** Those that were sent in it. */
  checks: Count;
  clients: {
    attempts: Count;
    /** Attempts that got what the protocol promises. */
    accepted: Count;
    acceptedRatio: Share;
    /** The longest time in which no client was accepted. */
    longestOutageMs: Milliseconds;
    /** The handshake. */
    connectMs: Quantiles;
    /** From the begin of an attempt to the service's first byte. */
    firstByteMs: Quantiles;
    /** From the begin of an attempt to the last byte that was expected. */
    answerMs: Quantiles;
    /** Why attempts failed, with counts. */
    causes: Partial<Record<Cause, Count>>;
  };
}

/** Connections that wait for the service's `accept()`, read from the kernel when the service is on this host. */
export interface JournalQueue {
  available: boolean;
  /** Why not available; empty when it is. */
  reason: string;
  /** The most connections that it holds; 0: not read. */
  limit: Count;
  /** Connections a second over the storm, until it was full; 0 when it does not grow. */
  growthPerSecond: number;
  /** Connections that it gained in the storm and did not lose again; a level that goes with the checks is none. */
  kept: number;
  /** It was seen full in the storm. */
  full: boolean;
  /** At the balancer's real rate; null when it does not go on growing, or when CHECKS left the checks no rate. */
  secondsToOverflow: Seconds | null;
  /** `[seconds since the first phase began, connections]`. */
  samples: [t: Seconds, connections: Count][];
}

/** What the service's process used, when it runs on this host. */
export interface JournalProcess {
  available: boolean;
  /** Why not available, or why only its sockets are; empty when all is. */
  reason: string;
  /** It is part of k6's own process: the embedded server. Then only its sockets are known. */
  self: boolean;
  /** Those that hold the listening socket, as last seen, 16 at most; and how many there are. */
  pids: Count[];
  processes: Count;
  /** Its name. */
  command: string;
  /** How often it became another process, at the least: it is looked at once a second. */
  restarts: Count;
  /** Soft limit of all processes together; null when there is none. */
  descriptorLimit: Count | null;
  /** CPU time that one check costs the service; null when it is not known. */
  cpuMsPerCheck: Milliseconds | null;
  /** `[seconds, checks, descriptors, threads, rssBytes, closeWait, established]`; null is not known. */
  samples: [
    t: Seconds,
    checks: Count,
    descriptors: Count | null,
    threads: Count | null,
    rssBytes: Count | null,
    closeWait: Count,
    established: Count,
  ][];
  /**
   * What grows with the checks and does not go back; of memory `perCheck` is in bytes. `of`: whether only a check leaves it behind, or every
   * connection.
   */
  findings: {
    what: Leak["what"];
    of: "check" | "connection";
    perCheck: number;
    /** The most that the service may have; null when there is no limit, or none is known. */
    limit: number | null;
    /** From the first check to the limit, at the balancers' own rate. */
    limitReachedInMs: Milliseconds | null;
    /** Half a sentence, with its numbers. */
    text: string;
  }[];
}
