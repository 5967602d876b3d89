/** `grpc_health_check`: the call of grpc.health.v1 on a connection that stays, so without GOAWAY at its end. */
import { grpcHealth } from "../../wire/grpc-health";
import type { Data } from "../../source/data";
import { textOf } from "../../source/fields";
import type { ClusterFacts, Exchange } from "./handler";
import { at, unreadIn } from "./proto";

export function readGrpcHandler(block: Data, { hostname, secure }: ClusterFacts): Exchange {
  const service = at(block, "service_name");
  const authority = at(block, "authority");
  const call = grpcHealth({
    authority: authority === undefined ? hostname : textOf(authority),
    secure,
    service: service === undefined ? "" : textOf(service),
    userAgent: "Envoy/HC",
  });
  return {
    kind: "exchange",
    summary: "Envoy grpc_health_check",
    style: "send-expect",
    // The last step is GOAWAY.
    steps: call.slice(0, -1),
    reused: true,
    judgesFrom: call.length - 2,
    assumptions: [
      "the frames say what Envoy's say; its settings, windows and the coding of its header fields are not copied",
    ],
    unsupported: unreadIn(block, ["service_name", "authority"]),
  };
}
