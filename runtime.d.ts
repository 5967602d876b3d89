/**
 * `k6/x/healthcheck/runtime`: what the scripts of this project need beside {@link "./index"}. The scripts of this project use it; no promise
 * is made: names, arguments and the recording change without notice.
 *
 * Both modules are views of one instance: an exchange of the one is counted in the recording of the other.
 */
import type { Cause, ExchangeResult, ProcessSample, RunOptions, UnprovenCode } from "./index";

/** k6 was started with `--no-thresholds`, which no script can see: its exit code then says nothing. */
export function noThresholds(): boolean;

/** Why nothing can be sent from this IP address, such as "cannot assign requested address"; null when it can. */
export function bindError(address: string): string | null;

/** What reading a file would read, without reading it: `device` is one such as /dev/zero, without a size; null: it cannot be looked at. */
export function lookAt(path: string): { device: boolean; bytes: number } | null;

/** What is wrong with the pattern; null when it is valid RE2. */
export function regexError(pattern: string): string | null;

/** What this process may use of its machine; null: not known, as on platforms other than Linux. */
export interface Machine {
  /** Descriptors that it may have open at the same time. */
  readonly descriptors: number | null;
  /** Ports that the kernel takes for a connection's own end, from the first to the last. */
  readonly ports: { readonly from: number; readonly to: number } | null;
  /** Memory that is to be had: of the machine, or of the container where that is less. */
  readonly memoryBytes: number | null;
  readonly cpus: number;
}

/** As it is now. */
export function machine(): Machine;

/** The folder that k6 was started in; for file names that users give. */
export function cwd(): string;

/**
 * A variable of k6's own environment, also where k6 does not hand it to scripts (`--include-system-env-vars=false`). Empty where there is
 * none.
 */
export function environment(name: string): string;

/**
 * The body of a function as a function, as `new Function(body)` makes it; a body is compiled once for all VUs.
 *
 * @param packed the body, deflated and in base64, of at most 16 MiB of text
 */
export function compile(packed: string): () => unknown;

/**
 * Creates the folder, proves that a file of 1 MiB can be written there, and lets {@link writeFile} put files into it. Throws one line when it
 * cannot.
 */
export function prepareFolder(path: string): void;

/**
 * Puts a file in the place of the one there may be, directly inside a folder that {@link prepareFolder} has accepted in this process. Throws
 * one line when it cannot, and then the old one is as it was. It follows no link: one of that name is replaced. The content is on the disk
 * when it returns, and so is the name where the file system can sync a folder.
 */
export function writeFile(path: string, content: string): void;

/** Ends the run with one line and k6's exit code 104. Call it before anything was sent. */
export function refuse(message: string): never;

/** For the init context: ends the script with one line and k6's exit code 107. */
export function refuseSettings(message: string): never;

/** Ends the run with one line and k6's exit code 110, where this side failed before the first phase. */
export function abandon(message: string): never;

/**
 * Ends the run with one line, as a threshold with `abortOnFail` does: iterations are cut short, teardown and handleSummary follow.
 * Exit code 99, or 110 when by then `exec.test.fail` has marked the run as failed.
 */
export function endEarly(message: string): never;

/**
 * From here on SIGINT and SIGTERM cancel the exchanges of this VU, until the function that k6 runs has ended. For teardown, which k6 does
 * not interrupt.
 */
export function heedSignals(): void;

/**
 * Looks once at a log that the service writes, and records the sample ({@link LogSample}). The first look finds where the file ends, or
 * that there is none yet; from then on everything counts that is appended under that name. One log at a time: another name begins
 * afresh. Not available: it cannot be read, or is no regular file.
 */
export function watchLog(path: string, options?: { phase: string }): { available: boolean; reason: string };

/**
 * Reads the service's own counters from its page in Prometheus' text format, and records those that have changed ({@link CounterSample}).
 * Counters, and the counts of histograms and summaries; a series without a type where its name ends in `_total`; no gauges. No redirect,
 * 4 MiB of text, one second and 2,000 series at the most. The request is no metric of k6's. Returns how many series are followed, and why
 * none is, without the address.
 */
export function watchMetrics(url: string, options?: { phase: string }): { series: number; reason: string };

/**
 * One polite exchange with a healthy server of this process, over the loopback, and no metric: what slows this machine down slows it
 * down, and neither the target nor the path to it does. Blocks for as long as that takes, one second at the most. Not available: no such
 * server could be started or reached.
 */
export function reference(options?: { phase: string }): { available: boolean; reason: string };

/** Counts one in `hc_harness_errors` and keeps the reason. */
export function harnessError(reason: string): void;

/**
 * What a node of the checker says of the target, by its rise and fall. Pushes `hc_checker_up`: the share of the checker's nodes that say UP,
 * of those that have spoken on this page.
 */
export function checkerUp(checker: string, node: number, up: boolean): void;

/** Cheap look at the clients of a phase while the run goes on. */
export function clientCounts(phase: string): { attempts: number; accepted: number; failed: number; outageMs: number };

/** An attempt of a client that a script makes by itself, with any module of k6. */
export interface ClientAttempt {
  /**
   * Counts it. An answer that came later than its timeout is a failure (`slow`).
   *
   * @param result `cause`: left out where the script does not know it, which is `own-client`; `error`: one line for people
   */
  end(result: { ok: boolean; cause?: Cause; error?: string }): ExchangeResult;
}

/**
 * Begins one. It counts as an exchange of the role client does, once it is ended; as cancelled where k6 ends the iteration first.
 *
 * @param timeoutMs how long a client waits for its answer
 */
export function beginAttempt(
  timeoutMs: number,
  options?: Pick<RunOptions, "phase" | "dueMs" | "overrun">,
): ClientAttempt;

/** The clients of one phase so far. */
export interface ClientsSoFar {
  /** Those that have begun; the others have come to their end. */
  readonly begun: number;
  readonly attempts: number;
  readonly accepted: number;
  /** Why the rest failed, with counts. */
  readonly causes: { readonly [cause: string]: number };
  /** Of those that are known to have failed, the one that began first; null: none has. */
  readonly firstFailure: FirstFailure | null;
}

/** The same attempt as in {@link ClientRecord.firstFailureMs}, as far as it is known by now. */
export interface FirstFailure {
  readonly startMs: number;
  readonly endMs: number;
  readonly cause: string;
}

/** Whether clients get in, over all phases. */
export interface ClientAccess {
  /** Attempts that have failed since the last success. */
  readonly failedInARow: number;
  /** When the last success ended; -1 without one. */
  readonly acceptedMs: number;
  /**
   * Clients that came after the last one that was lost get in, three of them at the least: when the first of these began. -1 where that
   * cannot be said. Attempts that are still under way may have begun before it and fail yet.
   */
  readonly backSinceMs: number;
}

/** The run at one moment, for whoever tells people of it while it goes on. */
export interface Snapshot {
  readonly nowMs: number;
  /** By phase. */
  readonly clients: { readonly [phase: string]: ClientsSoFar };
  readonly access: ClientAccess;
  /** Checks that have come to their end, by exchange name, then phase. */
  readonly checks: { readonly [name: string]: { readonly [phase: string]: number } };
  /** The latest; null: there was none. */
  readonly absence: Absence | null;
  /** {@link ProcessSample.restarts} as it was seen last; -1: it was not. */
  readonly restarts: number;
  /** The events of the kind that was asked for, without those that were there at the snapshot before. */
  readonly events: readonly RecordedEvent[];
  readonly eventsSeen: number;
}

/**
 * A cheap look at the run while it goes on: it copies no times, and of the events only new ones.
 *
 * @param kind of the events
 * @param eventsSeen of the snapshot before; 0 at first
 */
export function snapshot(kind: string, eventsSeen: number): Snapshot;

/** Keeps an event in the recorder: state changes, notes. At most 100,000 of each kind are kept, see {@link Recording.dropped}. */
export function event(kind: string, data: string): void;

export interface RecordedEvent {
  readonly t: number;
  readonly kind: string;
  readonly data: string;
}

/** The events of one kind so far, without a copy of all the rest. */
export function events(kind: string): RecordedEvent[];

/**
 * Quantiles of close gaps and lags lie within 1 %, those of clients' times are exact, with linear interpolation as k6's Trends have it.
 */
export interface Stats {
  readonly count: number;
  readonly min: number;
  readonly avg: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface ClientRecord {
  readonly attempts: number;
  readonly accepted: number;
  readonly cancelled: number;
  readonly causes: { readonly [cause: string]: number };
  /** First error line seen of each cause, for people. */
  readonly examples: { readonly [cause: string]: string };
  /** How many attempts failed with each {@link ExchangeResult.errno}; those without one are not among them. */
  readonly errnos: { readonly [errno: string]: number };
  /**
   * Longest time without a success within the phase, from its first attempt on. Between two successes without a failure only the
   * later client's own waiting counts: clients that come seldom are no outage.
   */
  readonly longestOutageMs: number;
  readonly connectMs: Stats;
  readonly firstByteMs: Stats;
  /** Of the accepted ones: to the last byte that was expected, see {@link ExchangeResult.answerMs}; `hc_client_answer`. */
  readonly answerMs: Stats;
  readonly lagMs: Stats;
  /** Attempts of this phase begun before the first one that failed; -1 when none failed. */
  readonly attemptsBeforeFirstFailure: number;
  /** When that one began, and the checks sent until then in the whole run. */
  readonly firstFailureMs: number;
  readonly checksBeforeFirstFailure: number;
}

export interface CheckRecord {
  readonly sent: number;
  /** Had a connection and were ended as planned, whatever the service answered. Only these can prove their style. */
  readonly completed: number;
  /** What the checker counts as a failure: no connection, or not the answer that was expected. */
  readonly failed: number;
  readonly cancelled: number;
  readonly verified: number;
  readonly unverified: number;
  /** Reason → count. */
  readonly unproven: { readonly [reason: string]: number };
  /** The same checks by {@link UnprovenCode}. */
  readonly unprovenCodes: { readonly [code in UnprovenCode]?: number };
  readonly causes: { readonly [cause: string]: number };
  readonly ended: { readonly rst: number; readonly fin: number };
  readonly closeGapUs: Stats;
  readonly lagMs: Stats;
  /** Connections that the peer ended during a `hold`, and how long after the handshake. */
  readonly endedByPeer: { readonly count: number; readonly afterMs: Stats };
}

/** One second, by the start of the exchanges. */
export interface Second {
  readonly t: number;
  readonly phase: string;
  readonly attempts: number;
  readonly accepted: number;
  readonly checks: number;
  /** Longest accept queue seen in this second; -1 when not read. */
  readonly queue: number;
  /** Why client attempts that began in this second failed, with counts; left out where none did. */
  readonly causes?: { readonly [cause: string]: number };
  /** The longest handshake of the client attempts that began in this second, ms; left out where none was completed. */
  readonly connectMs?: number;
  /** The same from the begin of an attempt to the last byte that was expected. */
  readonly answerMs?: number;
}

export interface QueueSample {
  readonly t: number;
  readonly phase: string;
  readonly length: number;
  readonly limit: number;
  readonly listenOverflows: number;
  readonly listenDrops: number;
}

/**
 * A time without a listener, as {@link acceptQueue} saw it: a growth of the queue is one only as far as no absence lies between its
 * samples.
 */
export interface Absence {
  /** The first look that found no listener, and the first that found one again; null where none did. */
  readonly from: number;
  readonly until: number | null;
  /** The processes that {@link watchProcess} had seen behind the address have all ended. Null where it had seen none. */
  readonly processEnded: boolean | null;
}

/** What was appended to a log until one moment. */
export interface LogSample {
  readonly t: number;
  readonly phase: string;
  /** Checks and client attempts begun until then, in all phases. */
  readonly checks: number;
  readonly attempts: number;
  /** Since the first look, in all files that have had the name: a rotated file is read to its end, a cut one from its start. */
  readonly bytes: number;
  readonly lines: number;
  /** Those of `bytes` that were too many to be read (above 16 MiB at one look): their lines are not among `lines`. */
  readonly unreadBytes: number;
  /**
   * A line that was appended since the look before, and checks were begun in between; printable, at most 200 bytes. Empty without one,
   * and after the 20th of the phase.
   */
  readonly example: string;
}

/**
 * A counter of the service at one moment. A series has a sample where it was first seen, and then wherever it has changed: without a
 * sample at a look, it has the value of the sample before.
 */
export interface CounterSample {
  readonly t: number;
  readonly phase: string;
  /** Checks and client attempts begun until then, in all phases. */
  readonly checks: number;
  readonly attempts: number;
  /** With its labels, sorted: `http_requests_total{code="200"}`; printable, at most 300 bytes. */
  readonly name: string;
  readonly value: number;
}

/** All that the process has recorded since it began, or since the last {@link newPage}; plain data. */
export interface Recording {
  /** Wall clock of `now() == 0`, ISO 8601. */
  readonly startedAt: string;
  readonly nowMs: number;
  /** By phase. */
  readonly clients: { readonly [phase: string]: ClientRecord };
  /** By exchange name, then phase. */
  readonly checks: { readonly [name: string]: { readonly [phase: string]: CheckRecord } };
  readonly timeline: readonly Second[];
  readonly queue: readonly QueueSample[];
  readonly queueUnavailable: string;
  /** When nobody listened any more, after somebody had: what the queue did before says nothing of then. */
  readonly absences: readonly Absence[];
  readonly process: readonly ProcessSample[];
  /** Why there are no samples; empty when there are. */
  readonly processUnavailable: string;
  readonly log: readonly LogSample[];
  /** Why there are no samples; empty when there are. */
  readonly logUnavailable: string;
  readonly counters: readonly CounterSample[];
  /** Why no page could be read; empty when one was. */
  readonly countersUnavailable: string;
  /** By phase: how long {@link reference} took, ms. */
  readonly reference: { readonly [phase: string]: Stats };
  readonly events: readonly RecordedEvent[];
  readonly harness: { readonly errors: number; readonly reasons: { readonly [reason: string]: number } };
  /**
   * What there was too much of: how many were counted and not kept, by list. `events: KIND` for the events of a kind, `other events` for
   * those of kinds beyond the hundredth, `counters` for series beyond the 2,000th, `phases` for exchanges of phases beyond the
   * fiftieth (they count in the phase "other phases"), `exchanges` for checks by names beyond the five hundredth ("other exchanges"),
   * `absences`. Samples that are thinned out, evenly and over the
   * whole run, are not dropped: the curve stays.
   */
  readonly dropped: { readonly [list: string]: number };
}

/**
 * A copy of it all; of a day that is large. `parts`: these parts alone, the others are left empty. `kinds`: of the events those of these
 * kinds alone.
 */
export function recording(options?: {
  parts?: readonly ("clients" | "checks" | "timeline" | "queue" | "process" | "log" | "counters" | "reference")[];
  kinds?: readonly string[];
}): Recording;

/**
 * Begins a fresh recording, on the same clock: what was recorded so far is dropped. For one process that runs several experiments one
 * after the other. An exchange that is under way belongs to the old one, and is counted nowhere else. The metrics of k6
 * count on.
 */
export function newPage(): void;

/** Writes one line to standard output at once; k6's console is standard error. Throws one line when it cannot. */
export function printLine(text: string): void;

/** The latest post on a topic. */
export interface Post {
  readonly sequence: number;
  readonly text: string;
}

/**
 * Leaves word for other VUs of this process, and wakes those that wait for it. Returns its sequence number: the first post on a topic
 * is 1. Topics outlive pages.
 */
export function post(topic: string, text: string): number;

/**
 * Blocks until there is a post with a sequence number above `after`, and returns the newest one; `null` when k6 has ended the iteration,
 * within 50 ms. Only inside a VU, `setup` or `teardown`. `awaitPost(topic, n - 1)` waits for n posts: a barrier.
 */
export function awaitPost(topic: string, after: number): Post | null;
