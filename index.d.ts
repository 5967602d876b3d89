/**
 * `k6/x/healthcheck`: one TCP conversation at a time, said exactly and reported exactly.
 *
 * The module knows the *exchange* and nothing else: no product, no preset, no phase, no verdict. A checker and a client
 * are the same thing underneath, an exchange with another role.
 *
 * Times are milliseconds with fractions, on the monotonic clock of {@link now} (0 = the process loaded the module).
 *
 * `k6/x/healthcheck/runtime` (runtime.d.ts) is for the scripts of this project; no promise is made for it.
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

/**
 * Bytes of a spec, in exactly one of three forms: lower-case hex, so that a spec can be plain JSON; a text, which is sent as UTF-8; or an
 * ArrayBuffer (of a Uint8Array its `buffer`).
 *
 * ```ts
 * const steps = [
 *   { kind: "send", text: "PING\r\n" },
 *   { kind: "send", hex: "50494e470d0a" },
 *   { kind: "send", bytes: new Uint8Array([0x50, 0x49, 0x4e, 0x47, 0x0d, 0x0a]).buffer },
 * ];
 * ```
 */
export type Bytes = { hex: string } | { text: string } | { bytes: ArrayBuffer };

/** What must arrive for an `expect` step to succeed. */
export type Match =
  | { kind: "any" }
  /** At least this many bytes. */
  | { kind: "length"; bytes: number }
  /** The received bytes begin with these. */
  | ({ kind: "literal" } & Bytes)
  /**
   * One whole HTTP/1 answer as Go's net/http reads it, and with it the checkers that are written in Go: to the end that `Content-Length` or
   * the last chunk tells, else to the peer's end, whatever its status. A line that cannot be part of an answer is a mismatch as soon as it is
   * complete. `body`: how many bytes of the body are read; 0 ends it with the headers, and left out there is no bound.
   */
  | { kind: "http-answer"; body?: number }
  /** These bytes come anywhere among the received ones, as with HAProxy's `expect string` and `expect binary`. */
  | ({ kind: "contains" } & Bytes)
  /** RE2 syntax, searched in all bytes received by this step; see https://github.com/google/re2/wiki/Syntax */
  | { kind: "regex"; pattern: string }
  /** The same in the bytes written out in upper-case hex, as with HAProxy's `expect rbinary`: a match may begin within a byte. */
  | { kind: "hex-regex"; pattern: string }
  /**
   * One message whose length stands at its begin, once it is whole: an element of ASN.1 (`ber`), a frame of HTTP/2, or one behind a big-endian
   * length of two or four bytes. Without `pattern` any whole message will do. `exact`: no more is taken from the socket than the length, and
   * then as many bytes, so what lies behind stays unread; default: what has come is taken.
   */
  | { kind: "message"; length: "ber" | "h2-frame" | "uint16" | "uint32"; pattern?: string; exact?: boolean }
  /**
   * A part of an HTTP/1 answer, once its headers are whole, as HAProxy's `http-check expect` sees it. The body is what the chunks hold, and
   * ends with its length, its last chunk or the connection: then, and when `maxBytes` have come, a mismatch is settled.
   *
   * `status`: three digits. `header`: `name` is searched in names in lower case, `pattern` in each value of a list, or in the `whole`.
   * `head`: that it is such an answer. What is none, and an answer without a body, is wrong even with `not`. `bodiless`: the answer to HEAD.
   * `passes`: an answer of that status is right whatever it holds. `h2`: the answer is that of stream 1 of HTTP/2.
   */
  | ({ kind: "http"; bodiless?: boolean; passes?: number; h2?: boolean } & (
      | { part: "head" }
      | { part: "status"; pattern: string }
      | { part: "header"; name: string; pattern?: string; whole?: boolean }
      | { part: "body"; pattern: string }
    ))
  | ({ kind: "http"; part: "body"; bodiless?: boolean; passes?: number; h2?: boolean } & Bytes);

/** Key exchange groups of TLS, by their IANA names in lower case. */
export type TlsGroup = "x25519" | "x25519mlkem768" | "secp256r1" | "secp384r1" | "secp521r1";

/**
 * Whose TLS a service meets. The ClientHello is that library's, with its versions, ciphers, extensions, their order and its size; what it
 * offers and Go does not have (DHE, CCM, X448, finite field groups) is offered all the same, and a service that picks it fails the handshake.
 *
 * `go`: crypto/tls. `openssl-3.0`: OpenSSL 3.0 at its defaults; it reads record by record, so that what lies behind stays unread. `-padded`:
 * with `SSL_OP_ALL`. `-no-ticket`: with `SSL_OP_NO_TICKET`. `boringssl-tls12`: BoringSSL with TLS 1.2 at the most and the ciphers of an
 * Envoy; to bytes that are no TLS it sends an alert.
 */
export type TlsHello = "go" | "openssl-3.0" | "openssl-3.0-padded" | "openssl-3.0-no-ticket" | "boringssl-tls12";

/** One step between the handshake and the ending. */
export type Step =
  /** Do nothing for `ms`, from 0.1 ms on; what arrives stays unread in the socket. */
  | { kind: "wait"; ms: number }
  /**
   * Write these bytes: one `write`, so one segment where they fit. `ifSilent`: where the service has spoken already, nothing is written
   * and the step fails (`rejected`), as with clients that take such bytes for an answer to nothing.
   */
  | ({ kind: "send"; ifSilent?: boolean } & Bytes)
  /**
   * Read until `match` is satisfied, the peer ends, or `withinMs` (default: what is left of the exchange's timeout) is over.
   * What came beyond the match is for the next `expect`, unless a `send` between the two begins a new turn and drops it.
   * `peek` leaves the bytes in the socket (`MSG_PEEK`), so that closing afterwards is an RST.
   *
   * `not` turns it round: a match is the failure, at once (`rejected`), and what came stays for the next `expect`. `minBytes` is
   * HAProxy's `min-recv`: fewer bytes settle nothing; with as many, a mismatch is settled at once (with 0 by the first bytes).
   * Without `minBytes` a mismatch is settled only by the peer's end behind some bytes, or by bytes that rule a `literal` or an
   * `http-answer` out.
   * An end without any byte is never an answer, not even with `not`.
   *
   * `keep`: the next `expect` sees all bytes again, from the first: HAProxy's rules all look at the same answer.
   *
   * `maxBytes`: how many bytes are looked at, 1 MiB at most; a regex looks at 64 KiB unless it is said, all others at 1 MiB. As many
   * without a match are a mismatch, whether more come or not. No more are taken from the socket, so what lies behind them stays unread.
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
   * Ethernet segment. `hello`: default `go`; others have groups of their own. `resume`: the session of the last run is offered, where that
   * run got a ticket.
   */
  | {
      kind: "tls";
      serverName?: string;
      verify: boolean;
      alpn?: string[];
      groups?: TlsGroup[];
      hello?: TlsHello;
      resume?: boolean;
      withinMs?: number;
    }
  /** Write a ClientHello and nothing more: the handshake is never finished. `hello`: as of `tls`. */
  | { kind: "tls-hello"; serverName?: string; hello?: TlsHello }
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

/**
 * Which condition of a {@link Proof} did not hold. Of `segsOut` 1, `ack-left`: the kernel had sent the final ACK; of any other number,
 * `segments-out`. Of `closeGapMaxMs` and `closeGapMinMs`, `closed-late` and `closed-early`. Of `ended`, what happened instead: `peer-reset`,
 * `ended-rst`, `ended-fin`. Of `receivedMin`, `nothing-received` or `received-less`. Of `unreadMin`, `sentMin` and `heldMinMs`, `unread-less`,
 * `sent-less` and `held-short`.
 */
export type UnprovenCode =
  | "ack-left"
  | "segments-out"
  | "closed-late"
  | "closed-early"
  | "peer-reset"
  | "ended-rst"
  | "ended-fin"
  | "nothing-received"
  | "received-less"
  | "unread-less"
  | "sent-less"
  | "held-short";

export interface ExchangeSpec {
  /**
   * `host:port`; IPv4, `[IPv6]` or a name, resolved through k6 (`hosts`, `dns`, blacklist) at the first run, within `timeoutMs` (or
   * `connectTimeoutMs`).
   */
  target: string;
  role: Role;
  /** The series it is counted in, and the `checker` tag of its metrics; at most 100 bytes. Names beyond the 500th count together. */
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
  /**
   * Nagle's algorithm stays on, as where a program never set `TCP_NODELAY`: what is written waits as long as an earlier segment is not
   * acknowledged. Default: it is off.
   */
  nagle?: boolean;
  steps?: Step[];
  /** Default `{ kind: "fin" }`. */
  ending?: Ending;
  /** Where a step has failed; default: the same. */
  failedEnding?: Ending;
  prove?: Proof;
}

export interface RunOptions {
  /** The `phase` tag and the recorder's phase; at most 100 bytes. Phases beyond the 50th count together. */
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
 * got no byte. `slow`: the answer had begun and was not complete in time. `own-client`: a client that a script makes by itself says that it
 * failed, and does not say why in these words. `harness`: our own trouble (descriptors, ports, routes, names).
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
  | "own-client"
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
  /** The same bytes, in a buffer made by this call. As a method it is no part of the result's JSON. */
  receivedBytes(): ArrayBuffer;
  /** What the kernel will have sent at the end; empty when there was no connection. */
  readonly ended: "rst" | "fin" | "";
  /** Whether the peer had ended first, and how. */
  readonly peerEnded: "" | "fin" | "rst";
  /** All of `prove` held. True when nothing was asked. */
  readonly verified: boolean;
  /** The first condition of `prove` that did not hold, for people. */
  readonly unproven: string;
  /** The same for programs; empty when `unproven` is. */
  readonly unprovenCode: UnprovenCode | "";
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

/** `ip:port` for `host:port` through k6's own resolver. Only inside a VU, `setup` or `teardown`. Throws one line when it cannot. */
export function resolve(target: string): string;

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

/**
 * Starts such a server in this process. It lives until `stop()`, or to the end of the process. `listen` is `ip:port`, by default
 * `127.0.0.1:0`, a port of the system's choice; `backlog` is the length of its accept queue, by default 128. Throws one line for an unknown
 * flaw, and where it cannot listen.
 */
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

/**
 * Reads the queue, pushes `hc_accept_queue` and `hc_accept_queue_limit`, and records the sample. `target` is `ip:port`. `phase`: see
 * {@link RunOptions}.
 */
export function acceptQueue(target: string, options?: { phase: string }): AcceptQueue;

/**
 * Looks once at the process behind the target, when it listens on this host, and records the sample with the checks and client attempts
 * begun so far. It pushes what is known of `hc_service_connections`, `hc_service_descriptors`, `hc_service_threads` and
 * `hc_service_memory`. `target` is `ip:port`. Not available: nobody on this host listens there, or this is not Linux; `sample` is null then,
 * and where k6 has ended the iteration. Available, but of another user: then the sample has the sockets alone, and says why.
 */
export function watchProcess(
  target: string,
  options?: { phase: string },
): { available: boolean; reason: string; sample: ProcessSample | null };

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
