/** What the lines of a server say that matters to its checks. */
import type { Initially } from "../../model/checker";
import type { LineNote } from "./notes";

export interface ServerSettings {
  check: boolean;
  interMs: number;
  fastinterMs?: number;
  downinterMs?: number;
  rise: number;
  fall: number;
  port?: number | undefined;
  /** As written, with or without a port. */
  addr?: string;
  /** 1: `ssl`, -1: `no-ssl`, 0: neither. */
  ssl: 1 | 0 | -1;
  checkSsl: 1 | 0 | -1;
  checkSni?: string;
  checkAlpn?: string[];
  /** The server's own: its checks offer it as well, and speak it where they are of HTTP. */
  alpn?: string[];
  proto?: string;
  checkProto?: string;
  sendProxy: 0 | 1 | 2;
  checkSendProxy: boolean;
  /** Set by one line, the `track`ed server. */
  track?: string;
  disabled: boolean;
  /** Since 3.1. */
  initState?: Initially | undefined;
  noSniAuto: boolean;
  agentPort?: number | undefined;
  agentCheck: boolean;
  /** Newer than 2.6: a section that describes the check. */
  healthcheck?: string;
  /** What of it cannot be emulated; by keyword, so that a later line can take it back. */
  notes: ReadonlyMap<string, LineNote>;
}

/** include/haproxy/defaults.h */
export const DEFAULT_SERVER: ServerSettings = {
  check: false,
  interMs: 2_000,
  rise: 2,
  fall: 3,
  ssl: 0,
  checkSsl: 0,
  sendProxy: 0,
  checkSendProxy: false,
  disabled: false,
  noSniAuto: false,
  agentCheck: false,
  notes: new Map(),
};
