/** What a service loses, or spends, and that is not yet a client. */
import type { Cause } from "./extension";

export type FindingKind = "growth" | "threads" | "memory" | "busy" | "restarts" | "log" | "counter" | "raised-rate";

export type Finding = TextFinding | ({ kind: "raised-rate" } & RaisedRateHarm);

export interface TextFinding {
  kind: Exclude<FindingKind, "raised-rate">;
  /** Half a sentence, with its numbers. */
  text: string;
  /** The numbers by themselves, for scripts; null is not known. */
  figures: Readonly<Record<string, number | string | null>>;
}

/** Something that the service keeps of each check, or of every connection. */
export interface Leak {
  what: "descriptors" | "threads" | "memory" | "sockets in CLOSE-WAIT" | "sockets in ESTABLISHED";
  /** `connection`: clients cost as much as checks. */
  leftBy: "check" | "connection";
  /** A gate counts it: it is the checks' own, or they alone reach the limit soon. */
  counts: boolean;
  /** Of memory: bytes. */
  perCheck: number;
  /** The same as a gate counts it: of memory, pages of 4 KiB. */
  units: number;
  /** The most that the service may have; null when there is no limit, or none is known. */
  limit: number | null;
  /** From the first check to the limit, at the balancers' own rate. */
  limitReachedInMs: number | null;
  text: string;
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
