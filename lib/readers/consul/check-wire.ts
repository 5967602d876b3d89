/** What the wires of Consul's checks have in common: where they go, and TLS. */
import type { Connection, ConnectionOptions } from "../../model/checker";
import type { Step } from "../../model/extension";
import type { Data } from "../../source/data";
import { isHostName } from "../../source/host-name";
import { portOf, refused, textOf, yesOf } from "../../source/fields";
import type { Fields } from "./consul-keys";

/** What goes over the wire, and the notes on it. */
export interface CheckWire {
  style: string;
  /** `host:port` as the file has it. */
  server: string;
  port: number;
  /** What the check does, in half a sentence. */
  summary: string;
  connection(options: ConnectionOptions): Connection;
  assumptions: string[];
}

/** @param value of the key that makes the check one of its kind */
export type ReadWire = (value: Data, fields: Fields) => CheckWire;

/** Go's own client: close_notify, then FIN. */
export function tlsStep(fields: Fields, host: string, alpn: string[]): Step {
  const verify = !yesOf(fields.get("tls_skip_verify"), false);
  const named = fields.get("tls_server_name");
  const serverName = named === undefined ? host : textOf(named);
  return {
    kind: "tls",
    ...(isHostName(serverName) && { serverName }),
    verify,
    ...(alpn.length > 0 && { alpn }),
  };
}

export const ADDRESS = "host:port, such as localhost:5432";

export interface ServerAddress {
  /** As the file has it. */
  server: string;
  host: string;
  port: number;
}

/** @param accepts what a refusal names */
export function addressOf(data: Data, text: string, accepts = ADDRESS): ServerAddress {
  const [, host = "", port = ""] = /^(\[[^\]\s]+\]|[^:\s/]*):(\d{1,5})$/.exec(text) ?? [];
  if (port === "") throw refused(data, accepts);
  return { server: text, host: host.replace(/^\[|\]$/g, ""), port: portOf({ ...data, text: port }) };
}
