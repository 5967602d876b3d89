/** The clients by kind. `auto` and `greeting` are decided at the first contact, see choose-client.ts. */
import type { Match } from "../model/extension";
import type { Wire } from "../model/checker";
import type { ClientConfig, ClientKind, ProtocolName } from "../model/config";
import { connect } from "./connect";
import { polite, tlsStep } from "../wire/client-wire";
import { protocols } from "./protocols";
import { sendExpect } from "./send-expect-client";
import { tls } from "./tls";

export interface ClientWireOptions {
  /** The target's host, without the port; for HTTP's `Host`, and for SNI where no other name is given. */
  host: string;
  /** For HTTP's `Host`; left out where it is not known in advance. */
  port?: number;
  tls: ClientConfig["tls"];
  /** Empty: the host. */
  serverName: string;
  /** Bytes to send, as hex; may be empty. */
  send: string;
  /** null: any bytes. */
  expect: Match | null;
  /** Who logs in, for clients that do; null: nobody was named. */
  user: string | null;
  password: string | null;
}

/** null for `auto` and `greeting`, which wait for the first contact, for `steps`, which the user spells out, and for `script`. */
export function clientWire(kind: ClientKind, options: ClientWireOptions): Wire | null {
  const named = { ...options, serverName: serverNameOf(options) };
  switch (kind) {
    case "tls":
      return tls(named);
    case "send-expect":
      return sendExpect(named);
    case "connect":
      return connect(named);
    case "auto":
    case "greeting":
    case "steps":
    case "script":
      return null;
    default:
      return protocolWire(kind, options);
  }
}

export type ProtocolWireOptions = Pick<ClientWireOptions, "host" | "port" | "tls" | "serverName" | "user" | "password">;

export function protocolWire(name: ProtocolName, options: ProtocolWireOptions): Wire {
  const { tls: mode, alpn, steps } = protocols[name];
  const { host, port, user, password } = options;
  const secure = mode === "always" && options.tls === "off" ? "on" : options.tls;
  const handshake =
    secure === "off" ? null : { ...tlsStep({ tls: secure, serverName: serverNameOf(options) }), ...(alpn && { alpn }) };
  const protocolSteps = steps({
    host: bare(host),
    ...(port !== undefined && { port }),
    user,
    password,
    tls: handshake,
  });
  return polite(
    { tls: "off", serverName: "" },
    ...(handshake === null || mode === "inside" ? [] : [handshake]),
    ...protocolSteps,
  );
}

function serverNameOf({ serverName, host }: Pick<ClientWireOptions, "serverName" | "host">): string {
  return serverName || bare(host);
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}
