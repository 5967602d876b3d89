/** An `h2ping` check: an HTTP/2 PING, inside TLS unless that is turned off. */
import { connection } from "../../wire/connection";
import { h2Ping } from "../../wire/h2-ping";
import type { Data } from "../../source/data";
import { textOf, yesOf } from "../../source/fields";
import { ADDRESS, addressOf, tlsStep, type CheckWire } from "./check-wire";
import type { Fields } from "./consul-keys";

export function h2PingWire(value: Data, fields: Fields): CheckWire {
  const { server, host, port } = addressOf(value, textOf(value, ADDRESS));
  const secure = yesOf(fields.get("h2ping_use_tls"), true);
  const tls = secure ? [tlsStep(fields, host, ["h2"])] : [];
  const made = connection("full", [...tls, ...h2Ping], { kind: "drain-fin" });
  return {
    style: "send-expect",
    server,
    port,
    summary: `an HTTP/2 PING${secure ? " inside TLS" : ""}`,
    connection: () => made,
    assumptions: [],
  };
}
