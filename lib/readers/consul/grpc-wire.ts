/** A `grpc` check: the call of grpc.health.v1. */
import { hexOfText } from "../../wire/bytes";
import { connection } from "../../wire/connection";
import { grpcHealth } from "../../wire/grpc-health";
import type { Data } from "../../source/data";
import { refused, textOf, yesOf } from "../../source/fields";
import { addressOf, tlsStep, type CheckWire } from "./check-wire";
import type { Fields } from "./consul-keys";

const ACCEPTS = "host:port or host:port/service, such as localhost:50051/web";
const MOST_BYTES = 100;

export function grpcWire(value: Data, fields: Fields): CheckWire {
  const [, address = "", service = ""] = /^([^/]*)(?:\/(.*))?$/s.exec(textOf(value, ACCEPTS)) ?? [];
  const { server, host, port } = addressOf(value, address);
  if (hexOfText(service).length / 2 > MOST_BYTES) throw refused(value, ACCEPTS);
  const secure = yesOf(fields.get("grpc_use_tls"), false);
  const tls = secure ? [tlsStep(fields, host, ["h2"])] : [];
  return {
    style: "send-expect",
    server,
    port,
    summary: `grpc.health.v1.Health/Check of ${service === "" ? "the whole server" : service}; SERVING is good`,
    connection: ({ timeoutMs }) => {
      const call = grpcHealth({ authority: server, secure, service, userAgent: "grpc-go/1.65.0", timeoutMs });
      return connection("full", [...tls, ...call], { kind: "drain-fin" });
    },
    assumptions: [
      "the call's headers are spelled out here, where grpc-go packs them, and its PING is left out; the version that it names is that of a recent Consul",
    ],
  };
}
