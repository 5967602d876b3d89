/** A `tcp` check: connects and closes, with a TLS handshake between where `tcp_use_tls` asks for one. */
import { connection } from "../../wire/connection";
import type { Data } from "../../source/data";
import { textOf, yesOf } from "../../source/fields";
import { ADDRESS, addressOf, tlsStep, type CheckWire } from "./check-wire";
import type { Fields } from "./consul-keys";

export function tcpWire(value: Data, fields: Fields): CheckWire {
  const { server, host, port } = addressOf(value, textOf(value, ADDRESS));
  const tls = yesOf(fields.get("tcp_use_tls"), false);
  const made = tls
    ? connection("full", [tlsStep(fields, host, [])], { kind: "drain-fin" })
    : connection("full", [], { kind: "fin" });
  return {
    style: tls ? "tls-handshake" : "fin",
    server,
    port,
    summary: tls ? "connects, makes a TLS handshake and closes" : "connects and closes",
    connection: () => made,
    assumptions: [],
  };
}
