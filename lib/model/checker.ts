/** What a checker is: an exchange, its cadence and its nodes. Styles and presets both end as one of these. */
import type { Cause, Ending, Handshake, Proof, Step } from "./extension";
import type { Assumption } from "./assumptions";
import type { Note } from "./note";

/** What goes over the wire of one connection, ready to become an ExchangeSpec. */
export interface Wire {
  handshake: Handshake;
  steps: Step[];
  ending: Ending;
  /** Where a step has failed; left out: the same. */
  failedEnding?: Ending;
  /** What proves on the wire that the exchange was what it claims; empty for clients. */
  prove: Proof;
}

/** One connection of a check. */
export interface Connection extends Wire {
  /** Where it goes, when that is not the target's own port (HAProxy's `port`, `tcp-check connect port`) or host (`addr`). */
  port?: number;
  host?: string;
  /** For the handshake alone, ms: the timeout then begins behind it. Left out: the timeout bounds both. */
  connectTimeoutMs?: number;
  /** The product leaves Nagle's algorithm on, and writes twice in a row: the second write waits for the ACK of the first. */
  nagle?: true;
  /** Where it is not the checker's, ms: as with products that give each step a time of its own. */
  timeoutMs?: number;
  /** The first step whose failure is an opinion on the answer; an earlier one fails like the network. Left out: 0. See at-once.ts. */
  judgesFrom?: number;
  /** For a {@link Vocabulary}; left out where the steps alone tell. */
  statuses?: CheckStatuses;
}

/** What a check makes on the wire: at least one connection. */
export type Connections = [Connection, ...Connection[]];

/** What the product calls the outcomes of one connection, as HAProxy's check_status does: `L4OK`, `L7STS`. */
export interface CheckStatuses {
  /** Every step succeeded. */
  ok: string;
  /** By the index of the step, where it is not the usual status: another answer than was expected; none in time. */
  wrong?: { [step: number]: string };
  late?: { [step: number]: string };
  /** An HTTP answer 404 that passes; while the target is DOWN it may be a failure. */
  on404?: { up: string; down: string };
}

/** What a style may be told by DELAY, HOLD, ENDING and by presets. A style ignores none that it does not `take`. */
export interface StyleOptions {
  /** Handshake to close, ms. */
  delayMs?: number;
  /** How long to hold, ms; left out: to the end of the phase. */
  holdMs?: number;
  ending?: "rst" | "fin";
  /** `SO_LINGER{1,n}` on a plain close; for `fin`. */
  lingerSeconds?: number;
  /** Bytes to send, as hex, and what to expect; for `send-expect` and `send-rst`. */
  send?: string;
  expect?: Extract<Step, { kind: "expect" }>;
  /** SNI for the TLS styles. */
  serverName?: string;
  timeoutMs: number;
}

export type StyleOption = "delayMs" | "holdMs" | "ending";

/** What a service goes through, coarser than a style; lib/checkers/wire-class.ts says what each of them is. */
export type WireClass =
  "half-open" | "reset" | "close" | "hold" | "conversation" | "conversation-reset" | "proxy-header" | "tls";

/** The wire behaviour of an exchange, as data: one file each in lib/checkers/styles/, named after it. */
export interface Style {
  name: string;
  /** One line: what it does. */
  summary: string;
  /** null: an exchange that the user spelled out, which may be of any class. */
  wireClass: WireClass | null;
  /** Which settings it understands; others are refused when they would be ignored by every checker of the run. */
  takes: StyleOption[];
  /** Cadence of the bare style, where it differs from one check every 100 ms from one node. */
  nodes?: number;
  intervalMs?: number;
  wire(options: StyleOptions): Wire;
}

/** How the first checks of several nodes are spread over the interval. */
export type Spread = "aligned" | "staggered" | "random";

/**
 * When the next check is due, after one that lasted longer than the interval above all.
 *
 * `fixed-rate`: at the next slot of the grid. `after-completion`: an interval after the last one has ended (HAProxy). `ticker`: at a fixed
 * rate, and at once where a slot went by during the last one, as Go's `time.Ticker` keeps one tick.
 */
export type Cadence = "fixed-rate" | "after-completion" | "ticker";

/**
 * What a node believes before its first check, and whether that check decides by itself.
 *
 * `up`: UP, and `fall` failures change that. `up-unproven` (HAProxy): UP, but a first check that fails takes it down at once.
 * `down`: DOWN until `rise` successes. `down-unproven` (Envoy): DOWN, but a first check that succeeds brings it up at once.
 */
export type Initially = "up" | "up-unproven" | "down" | "down-unproven";

/** Whose statuses a check is given as well; lib/checkers/check-status.ts has them. */
export type Vocabulary = "haproxy";

export interface Checker {
  /** Unique in a run: preset name, style name, or the `name` of a CONFIG file. */
  name: string;
  style: string;
  /** The preset it came from, else null. */
  preset: string | null;
  /** They are made one after the other, each once the one before has succeeded. */
  connections: Connections;
  nodes: number;
  /** The product's own interval between two checks of one node, ms; before SPEEDUP. */
  intervalMs: number;
  /** A bare style at our pace: no balancer has this cadence, so there is no rate of its own to measure a harm against. */
  bare?: true;
  /** The interval while a change of opinion is under way (HAProxy's `fastinter`), and while DOWN; where they differ. */
  fastIntervalMs?: number;
  downIntervalMs?: number;
  /** The timeout of each connection that names none of its own. */
  timeoutMs: number;
  /** Successes until UP, failures until DOWN. */
  rise: number;
  fall: number;
  /** Causes of failures that take the target DOWN at once, once the service has said something (see at-once.ts); left out: none. */
  decidesAtOnce?: readonly Cause[];
  spread: Spread;
  cadence: Cadence;
  initially: Initially;
  /** null: its opinion is UP or DOWN and no more. */
  vocabulary: Vocabulary | null;
  /** Handshake to close that was asked for, ms; 0 when the style closes at once. */
  delayMs: number;
  /** How long its connections stay open, where that is not said in ms: to the end of the phase, or until the node's next check. */
  holdsUntil: "phase-end" | "next-check" | null;
  /** How long one of its connections lives at the most, ms; for the MAX_HELD limit. */
  heldMs: number;
  /** Local addresses of its nodes, in turn; empty: the system's choice. */
  sources: string[];
  /** What the report says of it: what is assumed, what of its configuration file is not emulated, how it was chosen out of that file. */
  notes: readonly Note[];
}

/**
 * How a fact about a product is known. `source`: read in its code, at the commit named. `documentation`: the vendor's word.
 * `capture`: seen on the wire of the real program. `third-party`: somebody else's capture or account. `configuration`: the user's file.
 */
export type Certainty = "source" | "documentation" | "capture" | "third-party" | "configuration";

export interface Provenance {
  from: Certainty;
  /** One line: where, and what it says. */
  text: string;
  url?: string;
}

/** What a checker is made from: a product's check, or a bare style. */
export type CheckerBase = { kind: "preset"; preset: Preset } | { kind: "style"; style: Style };

/** What the connections of a check are made from. */
export interface ConnectionOptions {
  /** The target's name as the user gave it, without the port: for `Host`, and SNI. */
  host: string;
  /** The target's port, for `Host`; left out where it is not known yet, as the embedded server's. */
  port?: number;
  intervalMs: number;
  timeoutMs: number;
}

/**
 * A product's check. Those that ship with us are in lib/checkers/products/, where a product has one file for all of its
 * checks; lib/readers/ read others from the users' own configurations.
 */
export interface Preset {
  name: string;
  /** Whose check this is: `HAProxy`. */
  product: string;
  /** The product and the kind of check. */
  summary: string;
  /** Its kind on the wire, one of lib/checkers/styles/; it says what goes over the wire unless `connections` does. */
  style: string;
  options?: Omit<StyleOptions, "timeoutMs">;
  /** What no style says: the product's own bytes, several connections, another port. */
  connections?(options: ConnectionOptions): Connections;
  /** The connection stays open until the node's next check is due (Azure). Its last step is then a `hold` without length. */
  holdsToNextCheck?: true;
  intervalMs: number;
  fastIntervalMs?: number;
  downIntervalMs?: number;
  timeoutMs: number;
  rise: number;
  fall: number;
  /** Failures that `fall` is not asked about; see {@link Checker.decidesAtOnce}. */
  decidesAtOnce?: readonly Cause[];
  nodes: number;
  spread: Spread;
  cadence: Cadence;
  /** Default `up`. */
  initially?: Initially;
  vocabulary?: Vocabulary;
  /** Where this is known from; at least one. */
  provenance: Provenance[];
  /** A setting may give what is assumed: they become notes together with the settings. */
  assumptions?: readonly Assumption[];
  /** Only for those read from a file: what is not emulated, and what was decided when the check was chosen out of the file. */
  notes?: readonly Note[];
  /** The file and line it was read from; left out: it ships with us. */
  origin?: string;
  /** What it is called in that file: `backend/server`. */
  selector?: string;
  /** Which servers the file has it check, `10.0.0.5:3306`. */
  servers?: string[];
}
