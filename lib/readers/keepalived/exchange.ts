/** What the reader of one kind of checker (`TCP_CHECK`, …) is given, and what it gives back. */
import type { Connections, ConnectionOptions, Provenance } from "../../model/checker";
import type { Ending } from "../../model/extension";
import type { Note } from "../../model/note";
import type { ConnectOptions } from "./connect-options";
import type { RealServer } from "./real-server";
import type { Reader } from "./reader";
import type { Statement } from "./statements";

export const VERSION = "keepalived 2.2.7";

export const FIN: Ending = { kind: "fin" };

export interface Checker {
  statement: Statement;
  block: Reader;
  server: RealServer;
  connect: ConnectOptions;
}

/** What goes over the wire, and the notes on it. */
export interface Exchange {
  summary: string;
  style: string;
  connections?(options: ConnectionOptions): Connections;
  /** How many of its intervals one of our checks takes. */
  intervals?: number;
  delayBeforeRetryMs: number;
  /** While DOWN the next check comes no sooner than that (check_http.c, epilog: the longer of delay_before_retry and delay_loop). */
  waitsToRepeat?: true;
  provenance: Provenance[];
  assumptions: string[];
  unsupported: Note[];
}
