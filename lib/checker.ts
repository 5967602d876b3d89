/** What a checker is: an exchange, its cadence and its nodes. Styles and presets both end as one of these. */
import type { Ending, Handshake, Proof, Step } from "../xk6/healthcheck";

/** The wire part of a checker or client, ready to become an ExchangeSpec. */
export interface Wire {
  handshake: Handshake;
  steps: Step[];
  ending: Ending;
  /** What proves on the wire that the exchange was what it claims; empty for clients. */
  prove: Proof;
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

/** The wire behaviour of an exchange, as data: one file each in lib/styles/, named after it. */
export interface Style {
  name: string;
  /** One line: what it does. */
  summary: string;
  /** Packets in order as a capture shows them, `→` from the checker, `←` from the target. */
  ladder: string[];
  /** Which settings it understands; others are refused when they would be ignored by every checker of the run. */
  takes: StyleOption[];
  /** Cadence of the bare style, where it differs from one check every 100 ms from one node. */
  nodes?: number;
  intervalMs?: number;
  wire(options: StyleOptions): Wire;
}

/** How the first checks of several nodes are spread over the interval. */
export type Spread = "aligned" | "staggered" | "random";

/** When the next check is due: a fixed rate, or `interval` after the last one has ended (HAProxy). */
export type Cadence = "fixed-rate" | "after-completion";

export interface Checker {
  /** Unique in a run: preset name, style name, or the `name` of a CONFIG file. */
  name: string;
  style: string;
  /** The preset it came from, else null. */
  preset: string | null;
  wire: Wire;
  nodes: number;
  /** The product's own interval between two checks of one node, ms; before SPEEDUP. */
  intervalMs: number;
  timeoutMs: number;
  /** Successes until UP, failures until DOWN. */
  rise: number;
  fall: number;
  spread: Spread;
  cadence: Cadence;
  /** Handshake to close that was asked for, ms; 0 when the style closes at once. */
  delayMs: number;
  /** True when its connections stay open to the end of a phase. */
  holdsToPhaseEnd: boolean;
  /** How long one of its connections lives at the most, ms; for the MAX_HELD limit. */
  heldMs: number;
  /** Local addresses of its nodes, in turn; empty: the system's choice. */
  sources: string[];
  /** What is assumed, not documented, of the product; shown in the report. */
  assumptions: string[];
}

/** A checker that ships with us, named after the product it copies: one file each in lib/presets/. */
export interface Preset {
  name: string;
  /** The product and the kind of check. */
  summary: string;
  style: string;
  options?: Omit<StyleOptions, "timeoutMs">;
  intervalMs: number;
  timeoutMs: number;
  rise: number;
  fall: number;
  nodes: number;
  spread: Spread;
  cadence?: Cadence;
  /** Where this is known from: source and commit, vendor page, capture. */
  evidence: string[];
  assumptions?: string[];
}
