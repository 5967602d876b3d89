/** `google_compute_health_check`, its regional form, and the older ones for HTTP and HTTPS alone. */
import type { Ending, Step } from "../../model/extension";
import type { Connection } from "../../model/checker";
import { hexOfText } from "../../wire/bytes";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { grpcHealth } from "../../wire/grpc-health";
import { opensslHandshake } from "../../wire/openssl-handshake";
import { gcp } from "../../checkers/products/gcp";
import type { Data } from "../../source/data";
import { anyTextOf, field, pathOf, portOf, secondsOf, textOf, wholeOf, wordOf } from "../../source/fields";
import { fromPreset } from "../from-preset";
import type { Read } from "../partition";
import { wrong } from "../../source/place";
import { blockOf, far, setting, type Block, type Resource } from "./resource";

const KINDS = ["tcp", "ssl", "http", "https", "http2", "grpc", "grpc_tls"] as const;
type Kind = (typeof KINDS)[number];

interface Wire {
  style: string;
  connections(host: string, timeoutMs: number): Connection;
  assumptions: string[];
}

export function googleHealthCheck(resource: Resource): Read {
  const { address, values } = resource;
  const kinds = KINDS.filter((kind) => blockOf(values, `${kind}_health_check`).data !== undefined);
  const kind = kinds[0];
  if (kind === undefined || kinds.length > 1)
    throw wrong(
      { name: values.data!.file },
      values.line,
      `${address} needs one of ${KINDS.map((one) => `${one}_health_check`).join(", ")}`,
    );
  return check(resource, kind, blockOf(values, `${kind}_health_check`));
}

/** The older resources say all of it at their top. */
export const googleHttpHealthCheck = (resource: Resource): Read => check(resource, "http", resource.values);
export const googleHttpsHealthCheck = (resource: Resource): Read => check(resource, "https", resource.values);

function check(resource: Resource, kind: Kind, block: Block): Read {
  const { address, origin, values } = resource;
  if (kind === "http2") return far(resource, `a ${kind} check speaks HTTP/2 inside TLS, which is not emulated`);
  const port = field(block.data, "port");
  const wire = wireOf(kind, block, port === undefined ? null : portOf(port));
  const count = (data: Data) => wholeOf(data, 1, 10);
  return {
    check: {
      selector: address,
      server: port === undefined ? null : `port ${portOf(port)}`,
      check: fromPreset(gcp, {
        selector: address,
        origin,
        summary: `Google Cloud, ${kind.toUpperCase()} health check ${address}`,
        style: wire.style,
        connections: ({ host, timeoutMs }) => [wire.connections(host, timeoutMs)],
        intervalMs: setting(values, "check_interval_sec", secondsOf, 5_000, "5 s"),
        timeoutMs: setting(values, "timeout_sec", secondsOf, 5_000, "5 s"),
        rise: setting(values, "healthy_threshold", count, 2),
        fall: setting(values, "unhealthy_threshold", count, 2),
        assumptions: [...wire.assumptions, ...values.assumptions],
      }),
    },
  };
}

function wireOf(kind: Kind, block: Block, port: number | null): Wire {
  const header = setting(block, "proxy_header", (data) => wordOf(data, ["NONE", "PROXY_V1"]), "NONE");
  const proxy: Step[] = header === "NONE" ? [] : [{ kind: "proxy", version: 1, command: "local" }];
  const tls: Step[] =
    kind === "grpc_tls"
      ? [{ ...opensslHandshake, alpn: ["h2"] } as Step]
      : kind === "ssl" || kind === "https"
        ? [opensslHandshake]
        : [];
  const before = [...proxy, ...tls];
  const shared =
    tls.length > 0
      ? ["what is offered in TLS is not published; no host name and OpenSSL's former defaults are assumed"]
      : [];
  switch (kind) {
    case "tcp":
    case "ssl":
      return plain(block, before, shared);
    case "grpc":
    case "grpc_tls":
      return grpc(block, before, port, shared);
    default:
      return http(block, before, port, shared);
  }
}

/** The answer must begin with `response`; without one, any answer to a request is good. */
function plain(block: Block, before: Step[], assumptions: string[]): Wire {
  const request = setting(block, "request", anyTextOf, "");
  const response = setting(block, "response", anyTextOf, "");
  const expect: Step =
    response === ""
      ? { kind: "expect", match: { kind: "any" } }
      : { kind: "expect", match: { kind: "literal", hex: hexOfText(response) } };
  const asks: Step[] = request === "" ? [] : [{ kind: "send", hex: hexOfText(request) }];
  const steps = [...before, ...asks, ...(request === "" && response === "" ? [] : [expect])];
  const style =
    asks.length > 0
      ? "send-expect"
      : response !== ""
        ? "greeting-wait"
        : before.some((step) => step.kind === "tls")
          ? "tls-handshake"
          : before.length > 0
            ? "proxy-header"
            : "fin";
  const listens = steps.some((step) => step.kind === "expect" || step.kind === "tls");
  const ending: Ending = { kind: listens ? "drain-fin" : "fin" };
  return { style, connections: () => connection("full", steps, ending), assumptions };
}

function http(block: Block, before: Step[], port: number | null, assumptions: string[]): Wire {
  const path = setting(block, "request_path", pathOf, "/");
  const named = setting(block, "host", (data) => textOf(data), null, "the target's address");
  const response = setting(block, "response", anyTextOf, "");
  const body: Step[] =
    response === "" ? [] : [{ kind: "expect", match: { kind: "contains", hex: hexOfText(response) } }];
  return {
    style: "send-expect",
    connections: (host) => {
      const request = httpRequest({
        path,
        headers: [
          ["Host", named ?? authority(host, port)],
          ["User-Agent", "GoogleHC/1.0"],
          ["Connection", "Keep-alive"],
        ],
      });
      return connection("full", [...before, request, httpStatus("200"), ...body], { kind: "drain-fin" });
    },
    assumptions: [
      "an HTTP request's headers are not published; those that services have logged are assumed, and a connection for each check",
      ...assumptions,
    ],
  };
}

function grpc(block: Block, before: Step[], port: number | null, assumptions: string[]): Wire {
  const service = setting(block, "grpc_service_name", (data) => textOf(data), "", "the whole server");
  return {
    style: "send-expect",
    connections: (host, timeoutMs) =>
      connection(
        "full",
        [
          ...before,
          ...grpcHealth({
            authority: authority(host, port),
            secure: before.some(({ kind }) => kind === "tls"),
            service,
            userAgent: "GoogleHC/1.0",
            timeoutMs,
          }),
        ],
        { kind: "drain-fin" },
      ),
    assumptions: [...assumptions, "what goes around a gRPC call is not published; the frames of grpc-go are assumed"],
  };
}
