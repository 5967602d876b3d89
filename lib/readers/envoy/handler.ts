/** What a handler of a health check (`tcp_health_check`, …) says. */
import type { Step } from "../../model/extension";
import type { Note } from "../../model/note";
import type { Data } from "../../source/data";

/** What goes over the wire, and the notes on it. */
export interface Exchange {
  kind: "exchange";
  summary: string;
  style: string;
  steps: Step[];
  /** Whether the connection stays for the next check, where that is not turned off. */
  reused: boolean;
  /**
   * The first of the steps that judges the answer: a wrong one makes the host unhealthy at once. null: none does, as with a TCP check, which
   * waits for more until its timeout.
   */
  judgesFrom: number | null;
  assumptions: string[];
  unsupported: Note[];
}

export interface OutOfReach {
  kind: "out-of-reach";
  why: string;
}

/** What the cluster says to its handlers. */
export interface ClusterFacts {
  /** For the HTTP and gRPC authority: an endpoint's own, else the cluster's name. */
  hostname: string;
  /** The cluster speaks TLS. */
  secure: boolean;
}

/** Reads the block of one handler. */
export type ReadHandler = (block: Data, cluster: ClusterFacts) => Exchange | OutOfReach;
