/**
 * `k6/x/healthcheck`: one TCP conversation at a time, said exactly and reported exactly.
 *
 * The module knows the *exchange* and nothing else: no product, no preset, no phase, no verdict. A checker and a client
 * are the same thing underneath, an exchange with another role.
 *
 * Times are milliseconds with fractions, on the monotonic clock of {@link now} (0 = the process loaded the module).
 * Bytes travel as lower-case hex, so that a spec is plain JSON.
 *
 * ```ts
 * import { Exchange } from "k6/x/healthcheck";
 *
 * const rst = new Exchange({ target: "127.0.0.1:4000", role: "checker", name: "rst", ending: { kind: "rst" } });
 * export default function () {
 *   const result = rst.run();
 *   if (!result.ok) console.log(result.cause, result.error);
 * }
 * ```
 */

/** What an exchange is counted as: `checker` feeds `hc_checks`, `client` feeds `hc_client_*`. */
export type Role = "checker" | "client";

/**
 * How the TCP handshake is made.
 *
 * `full`: SYN, SYN/ACK, ACK. `half-open`: the kernel is asked to withhold the final ACK (`TCP_QUICKACK=0`), so that an RST
 * or the first data is the third packet. Linux only; the kernel sends the ACK by itself after about 200 ms.
 */
export type Handshake = "full" | "half-open";

/** What must arrive for an `expect` step to succeed. */
export type Match =
  | { kind: "any" }
  /** At least this many bytes. */
  | { kind: "length"; bytes: number }
  /** The received bytes begin with these. */
  | { kind: "literal"; hex: string }
  /** These bytes come anywhere among the received ones, as with HAProxy's `expect string` and `expect binary`. */
  | { kind: "contains"; hex: string }
  /** RE2 syntax, searched in all bytes received by this step; see https://github.com/google/re2/wiki/Syntax */
  | { kind: "regex"; pattern: string };

/** Key exchange groups of TLS, by their IANA names in lower case. */
export type TlsGroup = "x25519" | "x25519mlkem768" | "secp256r1" | "secp384r1" | "secp521r1";

/** One step between the handshake and the ending. */
export type Step =
  /** Do nothing for `ms`, from 0.1 ms on; what arrives stays unread in the socket. */
  | { kind: "wait"; ms: number }
  /** Write these bytes: one `write`, so one segment where they fit. */
  | { kind: "send"; hex: string }
  /**
   * Read until `match` is satisfied, the peer ends, or `withinMs` (default: what is left of the exchange's timeout) is over.
   * What came beyond the match is for the next `expect`, unless a `send` between the two begins a new turn and drops it.
   * `peek` leaves the bytes in the socket (`MSG_PEEK`), so that closing afterwards is an RST.
   *
   * `not` turns it round: a match is the failure, at once (`rejected`), and what came stays for the next `expect`. `minBytes` is
   * HAProxy's `min-recv`: fewer bytes settle nothing; with as many, a mismatch is settled at once (with 0 by the first bytes).
   * Without `minBytes` a mismatch is settled only by the peer's end behind some bytes, or by bytes that rule a `literal` out.
   * An end without any byte is never an answer, not even with `not`.
   *
   * `keep`: the next `expect` sees all bytes again, from the first: HAProxy's rules all look at the same answer.
   *
   * `maxBytes`: how many bytes are looked at, 1 MiB at most; a regex looks at 64 KiB unless it is said, all others at 1 MiB. As many
   * without a match are a mismatch, whether more come or not.
   */
  | {
      kind: "expect";
      match: Match;
      withinMs?: number;
      peek?: boolean;
      not?: boolean;
      minBytes?: number;
      keep?: boolean;
      maxBytes?: number;
    }
  /**
   * A whole TLS handshake; later steps speak inside it. `serverName` is SNI and, with `verify`, the name on the certificate.
   * `groups`: the key exchange groups to offer. Left out: Go's choice, whose post-quantum share takes the ClientHello beyond one
   * Ethernet segment.
   */
  | { kind: "tls"; serverName?: string; verify: boolean; alpn?: string[]; groups?: TlsGroup[]; withinMs?: number }
  /** Write a ClientHello and nothing more: the handshake is never finished. */
  | { kind: "tls-hello"; serverName?: string }
  /**
   * Write a PROXY protocol header (haproxy.org/download/3.0/doc/proxy-protocol.txt). `proxy`: the connection's own
   * addresses. `local`: version 2 LOCAL, version 1 `PROXY UNKNOWN`.
   */
  | { kind: "proxy"; version: 1 | 2; command: "proxy" | "local" }
  /**
   * Keep the connection open for `ms`, or until {@link RunOptions.until} when `ms` is left out. Unlike `wait` it notices
   * the peer's end, and is then over. What arrives stays unread.
   */
  | { kind: "hold"; ms?: number };

/**
 * How the connection ends. Inside TLS, a close_notify goes ahead where a FIN is to follow (`fin`, `drain-fin`, `half-close`), and none
 * where an RST is. `closeNotify` says otherwise; it is refused where no step makes a TLS handshake.
 */
export type Ending =
  /** `SO_LINGER{1,0}` and close: an RST leaves at once, nothing stays in TIME_WAIT. */
  | { kind: "rst"; closeNotify?: boolean }
  /**
   * Plain close: a FIN, unless received bytes lie unread, when the kernel sends an RST instead. `lingerSeconds` sets
   * `SO_LINGER{1,n}` as the kubelet does.
   */
  | { kind: "fin"; lingerSeconds?: number; closeNotify?: boolean }
  /** Read what has already arrived, and no more, then plain close: a FIN even where a greeting lay unread. */
  | { kind: "drain-fin"; closeNotify?: boolean }
  /**
   * Read what has already arrived, then an RST as `rst` sends it; but a plain close, so a FIN, where the peer's own FIN was
   * among it.
   */
  | { kind: "drain-rst"; closeNotify?: boolean }
  /** `shutdown(SHUT_WR)`, read to the peer's end or for `withinMs` (default 1000), then close. The polite ending. */
  | { kind: "half-close"; withinMs?: number; closeNotify?: boolean };

/**
 * What the check must show on its own socket to count as truly of its style (`hc_check_verified`). All conditions given must
 * hold. Evaluated for every exchange that had a connection and was not cancelled, also when a step failed.
 */
export interface Proof {
  /** `tcpi_segs_out` just before the close; 1 means that the SYN alone has left: half-open. */
  segsOut?: number;
  /** End of the handshake, as the kernel tells it, to close called, in ms: at most, at least. */
  closeGapMaxMs?: number;
  closeGapMinMs?: number;
  /** What the kernel will have sent: a FIN does not count while received bytes lie unread. */
  ended?: "rst" | "fin";
  /** Bytes received (peeked ones count), at least. */
  receivedMin?: number;
  /** Bytes lying unread at the close, at least. */
  unreadMin?: number;
  /** Bytes sent by the steps and acknowledged or not, at least. */
  sentMin?: number;
  /**
   * The connection was still open (no end from the peer) for this long, in ms. Where the peer's RST ends a `hold`, `ended` is not asked:
   * nothing can leave.
   */
  heldMinMs?: number;
}

export interface ExchangeSpec {
  /**
   * `host:port`; IPv4, `[IPv6]` or a name, resolved through k6 (`hosts`, `dns`, blacklist) at the first run, within `timeoutMs` (or
   * `connectTimeoutMs`).
   */
  target: string;
  role: Role;
  /** The series it is counted in, and the `checker` tag of its metrics; at most 100 bytes, see {@link Recording.dropped}. */
  name: string;
  /** The `style` tag. */
  style?: string;
  /** Default `full`. */
  handshake?: Handshake;
  /** Local IP address to send from. Default: k6's `--local-ips`, else the system's choice. */
  source?: string;
  /** For the whole exchange, except `hold` and what `lingerSeconds` waits for, in ms. Default 5000. */
  timeoutMs?: number;
  /**
   * For the handshake alone, in ms: `timeoutMs` then begins behind it, as with products that have a time for each. Over, it is the
   * failed connect that `timeoutMs` makes otherwise: stage `connect`, cause `syn-dropped`.
   */
  connectTimeoutMs?: number;
  steps?: Step[];
  /** Default `{ kind: "fin" }`. */
  ending?: Ending;
  prove?: Proof;
}

export interface RunOptions {
  /** The `phase` tag and the recorder's phase; at most 100 bytes, see {@link Recording.dropped}. */
  phase?: string;
  /** When this exchange was due, on {@link now}'s clock: the difference is the generator's lag. */
  dueMs?: number;
  /** When a `hold` without length ends, on {@link now}'s clock. */
  until?: number;
  /** When the exchange is cancelled if it is still under way, on {@link now}'s clock; the VU goes on. */
  cancelMs?: number;
  /**
   * For an exchange that ends after `atMs`: its times are those of this phase, where it waited. One that failed is counted there altogether,
   * because its harm was done there; one that got in is counted in its own.
   */
  overrun?: { atMs: number; phase: string };
}

/**
 * Why an exchange failed, from errno and TCP_INFO on its own socket, with no access to the target.
 *
 * `syn-dropped`: the SYN was never answered. `final-ack-dropped`: the handshake was answered but the peer's kernel never
 * took it in. `queued-not-served`: the kernel accepted and acknowledged, no byte came from the service. `refused`:
 * ECONNREFUSED. `reset`: ECONNRESET or EPIPE after the handshake. `rejected`: an answer, but not what was expected (a
 * clean end instead of an answer included). `unanswered`: the service greeted, or a TLS handshake was made, and what was asked then
 * got no byte. `slow`: the answer had begun and was not complete in time. `harness`: our own trouble (descriptors, ports, routes, names).
 */
export type Cause =
  | "syn-dropped"
  | "final-ack-dropped"
  | "queued-not-served"
  | "refused"
  | "reset"
  | "rejected"
  | "unanswered"
  | "slow"
  | "harness";

/** TCP_INFO just before the close; Linux only, otherwise all zero. Names are the kernel's without `tcpi_`. */
export interface TcpEvidence {
  readonly state: number;
  readonly segsOut: number;
  readonly segsIn: number;
  readonly dataSegsIn: number;
  readonly bytesAcked: number;
  readonly bytesReceived: number;
  readonly unacked: number;
  readonly totalRetrans: number;
  readonly rttUs: number;
}

export interface ExchangeResult {
  /** Every step succeeded. */
  readonly ok: boolean;
  /** `cancelled`: k6 ended the iteration first; such an exchange is counted as cancelled alone, a check without a packet nowhere. */
  readonly outcome: "ok" | "failed" | "cancelled";
  /** Empty when ok or cancelled. */
  readonly cause: Cause | "";
  /** Where it failed: `resolve`, `connect`, `step` or empty. */
  readonly stage: "" | "resolve" | "connect" | "step";
  /** Index into `steps` of the failed one, else -1. */
  readonly failedStep: number;
  /** One line for people, printable and 512 bytes at most whatever the peer has sent; empty when ok. */
  readonly error: string;
  /** `ECONNRESET`, …; `CERTIFICATE` where this side does not trust the peer's (cause `rejected`); or empty. */
  readonly errno: string;
  /** The connection was established, as far as this side knows. */
  readonly connected: boolean;
  /** Start of the exchange, on {@link now}'s clock. */
  readonly startMs: number;
  /** Looking the target up at the first run, within `timeoutMs`; 0 later. The three times that follow begin behind it; `totalMs` counts it. */
  readonly resolveMs: number;
  readonly connectMs: number;
  /**
   * From the start of the exchange to the first byte of the service's own, inside TLS to the first of its plaintext; 0 when none came. A
   * TLS handshake is none.
   */
  readonly firstByteMs: number;
  /**
   * From the start of the exchange to the last byte that an `expect` was satisfied by, or to the end of the TLS handshake where no
   * `expect` was satisfied behind it. 0 when there was neither. Of an exchange that failed it is the last part of the answer that came.
   */
  readonly answerMs: number;
  /** Duration of each step that was begun. */
  readonly stepMs: number[];
  /** End of the handshake, as the kernel tells it (Linux; elsewhere as it was seen), to close called. */
  readonly closeGapMs: number;
  /** How long the connection was open: from the handshake to the close, or to the peer's end. */
  readonly heldMs: number;
  readonly totalMs: number;
  /** Application bytes (inside TLS: the plaintext). */
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** The first 512 received bytes, as hex. */
  readonly received: string;
  /** What the kernel will have sent at the end; empty when there was no connection. */
  readonly ended: "rst" | "fin" | "";
  /** Whether the peer had ended first, and how. */
  readonly peerEnded: "" | "fin" | "rst";
  /** All of `prove` held. True when nothing was asked. */
  readonly verified: boolean;
  /** The first condition of `prove` that did not hold, for people. */
  readonly unproven: string;
  readonly lagMs: number;
  readonly source: string;
  readonly tcp: TcpEvidence;
}

export class Exchange {
  /** Parses once. Throws a one-line error that names the field for a spec that cannot be run here. */
  constructor(spec: ExchangeSpec);
  /** One TCP conversation, synchronously; ends within 50 ms when k6 cancels the iteration. Never throws for what the peer does. */
  run(options?: RunOptions): ExchangeResult;
}

/** Milliseconds since the process loaded the module; monotonic, so a clock step does not move it. */
export function now(): number;

/** What this platform can do. */
export function capabilities(): { platform: string; halfOpen: boolean; tcpInfo: boolean; acceptQueue: boolean };

/** k6 was started with `--no-thresholds`, which no script can see: its exit code then says nothing. */
export function noThresholds(): boolean;

/** `ip:port` for `host:port` through k6's own resolver. Only inside a VU, `setup` or `teardown`. Throws one line when it cannot. */
export function resolve(target: string): string;

/** Why nothing can be sent from this IP address, such as "cannot assign requested address"; empty when it can. */
export function bindError(address: string): string;

/** Empty when the pattern is valid RE2, else what is wrong with it. */
export function regexError(pattern: string): string;

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
 * Creates the folder, proves that a file of 1 MiB can be written there, and lets {@link writeFile} put files into it; empty when it can,
 * else what is wrong.
 */
export function prepareFolder(path: string): string;

/**
 * Puts a file in the place of the one there may be, directly inside a folder that {@link prepareFolder} has accepted in this process;
 * empty when that was done, else what is wrong, and then the old one is as it was. It follows no link: one of that name is replaced. The
 * content is on the disk when it returns, and so is the name where the file system can sync a folder.
 */
export function writeFile(path: string, content: string): string;

/** Ends the run with one line and k6's exit code 104. Call it before anything was sent. */
export function refuse(message: string): never;

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

/** A flawed (or healthy) server in this process; see `k6 x healthcheck serve --help` for the flaws. */
export interface Server {
  /** `ip:port` */
  readonly address: string;
  readonly flaw: string;
  /** The limit in force, after the kernel's cap (somaxconn); -1 on Windows, where it cannot be known. */
  readonly backlog: number;
  /** What the server itself has seen so far. */
  record(): ServerRecord;
  /** Closes every socket. Stopped at the end of the process in any case. */
  stop(): void;
}

export interface ServerRecord {
  /** Connections that `accept()` returned. */
  readonly accepted: number;
  /** Of those: ended by the peer with a FIN; with an RST; greeting or answer written in full; still open. */
  readonly eof: number;
  readonly reset: number;
  readonly answered: number;
  readonly open: number;
  /** The flaw has struck: no more service. */
  readonly wedged: boolean;
}

export function serve(options: { flaw: string; listen?: string; backlog?: number }): Server;

/** The flaws by name, with one line each. */
export function flaws(): { name: string; summary: string }[];

/** The target's accept queue, when it listens on this host (same network namespace). */
export interface AcceptQueue {
  readonly available: boolean;
  /** Why not available. */
  readonly reason: string;
  /** Connections waiting for `accept()`, and the most that may (one more fits). */
  readonly length: number;
  readonly limit: number;
  /** TcpExt counters of this network namespace since it began. */
  readonly listenOverflows: number;
  readonly listenDrops: number;
}

/** Reads the queue, pushes `hc_accept_queue` and records the sample. `target` is `ip:port`. */
export function acceptQueue(target: string, options: { phase: string }): AcceptQueue;

/**
 * Looks once at the process behind the target, when it listens on this host, and records the sample ({@link ProcessSample}) with the
 * checks and client attempts begun so far. `target` is `ip:port`. Not available: nobody on this host listens there, or this is not
 * Linux. Available, but of another user: then the sample has the sockets alone, and says why.
 */
export function watchProcess(target: string, options: { phase: string }): { available: boolean; reason: string };

/**
 * Looks once at a log that the service writes, and records the sample ({@link LogSample}). The first look finds where the file ends, or
 * that there is none yet; from then on everything counts that is appended under that name. One log at a time: another name begins
 * afresh. Not available: it cannot be read, or is no regular file.
 */
export function watchLog(path: string, options: { phase: string }): { available: boolean; reason: string };

/**
 * Asks for a page of the service's counters, for {@link watchMetrics}: no redirect, 4 MiB and one second at the most. Without a page `text` is
 * empty, and `reason` says why, without the address. The request is no metric of k6's.
 */
export function metricsPage(url: string): { text: string; reason: string };

/**
 * Reads the service's own counters out of a page in Prometheus' text format, and records those that have changed
 * ({@link CounterSample}). Counters, and the counts of histograms and summaries; a series without a type where its name ends in
 * `_total`; no gauges. At most 4 MiB of text, and 2,000 series. Returns how many series are followed, and why none is.
 */
export function watchMetrics(text: string, options: { phase: string }): { series: number; reason: string };

/**
 * One polite exchange with a healthy server of this process, over the loopback, and no metric: what slows this machine down slows it
 * down, and neither the target nor the path to it does. Blocks for as long as that takes, one second at the most. Not available: no such
 * server could be started or reached.
 */
export function reference(options: { phase: string }): { available: boolean; reason: string };

/** Counts one in `hc_harness_errors` and keeps the reason. */
export function harnessError(reason: string): void;

/** Cheap look at the clients of a phase while the run goes on. */
export function clientCounts(phase: string): { attempts: number; accepted: number; failed: number; outageMs: number };

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

/** What the service used at one moment. */
export interface ProcessSample {
  /** On {@link now}'s clock. */
  readonly t: number;
  readonly phase: string;
  /** Checks and client attempts begun until then, in all phases. */
  readonly checks: number;
  readonly attempts: number;
  /** The processes that hold the listening socket: at most 16 are listed, `processes` counts all; 0 when they cannot be seen. */
  readonly pids: readonly number[];
  readonly processes: number;
  /** Name of the first one, as `ps -o comm` has it. */
  readonly command: string;
  /** The service is part of this k6 process: the embedded server. What the process uses is then not the service's, and null. */
  readonly self: boolean;
  /**
   * How often so far the service had become that of other processes, none of them an old one. It is a least number: of several restarts
   * between two looks, of this function or of {@link acceptQueue}, one is seen.
   */
  readonly restarts: number;
  /** Why the following six, and `logBytes` and `writtenBytes`, are null; empty when they are not. */
  readonly reason: string;
  /** Of all processes together. The soft limit is null when there is none. */
  readonly descriptors: number | null;
  readonly descriptorLimit: number | null;
  readonly threads: number | null;
  readonly rssBytes: number | null;
  /** User and system time since the processes began, in steps of 10 ms. */
  readonly cpuMs: number | null;
  /**
   * How long the threads that run now were ready to and had no core, since they began: what a loop that never sleeps does on a busy machine.
   * null where the kernel does not say, or there are more than 64 threads in one process.
   */
  readonly waitedMs: number | null;
  /**
   * By how much the regular files grew that the processes hold open for writing (logs, as a rule), on top of how far they had been
   * written at the first look: from the positions in `/proc/PID/fdinfo`. It never falls. It is a least number: a file that is opened
   * and closed between two looks, and what is written over or by `pwrite` and `mmap`, are not seen.
   */
  readonly logBytes: number | null;
  /**
   * What the processes handed to `write` since they began (`wchar` of `/proc/PID/io`): to files, to pipes (where the log is stdout) and
   * to those sockets that they do not use `send` for. It never falls.
   */
  readonly writtenBytes: number | null;
  /** Why one of these two is null or not the whole although the others are known; empty when both are whole. */
  readonly writesReason: string;
  /** The service's ends of the connections to the target, by TCP state. */
  readonly sockets: {
    readonly synReceived: number;
    /** Accepted by the service and not closed; `closeWait`: although the peer has ended. */
    readonly established: number;
    readonly closeWait: number;
    /** Complete, and waiting for `accept()`. */
    readonly queued: number;
    /** The service has closed: FIN-WAIT-1 and 2; LAST-ACK and CLOSING; TIME-WAIT. */
    readonly finWait: number;
    readonly closing: number;
    readonly timeWait: number;
  };
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
