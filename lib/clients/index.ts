/** The clients by kind. `auto` and `greeting` are decided at the first contact, see choose-client.ts. */
import type { Match } from "../../xk6/healthcheck";
import type { Wire } from "../checker";
import type { ClientConfig, ClientKind } from "../config";
import { connect } from "./connect";
import { http } from "./http";
import { sendExpect } from "./send-expect";
import { tls } from "./tls";

export interface ClientWireOptions {
  /** The target's host, without the port; for HTTP's `Host`, and for SNI where no other name is given. */
  host: string;
  tls: ClientConfig["tls"];
  /** Empty: the host. */
  serverName: string;
  /** Bytes to send, as hex; may be empty. */
  send: string;
  /** null: any bytes. */
  expect: Match | null;
  timeoutMs: number;
}

/** null for `auto` and `greeting`, which wait for the first contact, and for `steps`, which the user spells out. */
export function clientWire(kind: ClientKind, options: ClientWireOptions): Wire | null {
  const named = { ...options, serverName: options.serverName || options.host.replace(/^\[|\]$/g, "") };
  switch (kind) {
    case "http":
      return http(named);
    case "tls":
      return tls(named);
    case "send-expect":
      return sendExpect(named);
    case "connect":
      return connect(named);
    case "auto":
    case "greeting":
    case "steps":
      return null;
  }
}
