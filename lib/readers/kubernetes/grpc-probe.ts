/** `grpc`: the call of grpc.health.v1 as grpc-go makes it. */
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { grpcHealth } from "../../wire/grpc-health";
import type { Data } from "../../source/data";
import { field, textOf } from "../../source/fields";
import {
  numberedPort,
  SOURCE,
  unreadIn,
  USER_AGENT,
  VERSION_UNKNOWN,
  type Container,
  type Handler,
} from "./probe-handler";

export function grpc(block: Data, container: Container): Handler {
  const port = numberedPort(block, container);
  const serviceData = field(block, "service");
  const service = serviceData === undefined ? "" : textOf(serviceData);
  return {
    summary: "grpc",
    style: "send-expect",
    connections: ({ host, timeoutMs }) => [
      connection("full", grpcHealth({ authority: authority(host, port), service, userAgent: USER_AGENT, timeoutMs }), {
        kind: "drain-fin",
      }),
    ],
    port,
    provenance: [{ from: "source", text: `${SOURCE}: pkg/probe/grpc/grpc.go Probe (google.golang.org/grpc)` }],
    assumptions: [
      `the frames are those of grpc-go, but header fields are not Huffman-coded and no PING is sent or answered`,
      VERSION_UNKNOWN,
    ],
    unsupported: unreadIn(block, ["port", "service"]),
  };
}
