/** What Google Cloud's health checks send: a PROXY header and TLS where they are asked for, then text, an HTTP request or a gRPC call. */
import type { Claim } from "../../model/assumptions";
import type { Ending, Step } from "../../model/extension";
import type { Connection } from "../../model/checker";
import { hexOfText } from "../../wire/bytes";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { grpcHealth } from "../../wire/grpc-health";
import { opensslHandshake } from "../../wire/tls-handshakes";
import { anyTextOf, pathOf, textOf, wordOf } from "../../source/fields";
import { assumedFor, setting, type Block } from "./resource";

export type GoogleKind = "tcp" | "ssl" | "http" | "https" | "grpc" | "grpc_tls";

export interface GoogleWire {
  style: string;
  connection(host: string, timeoutMs: number): Connection;
  assumptions: string[];
  /** What of the block is known after apply. */
  unknown: Claim[];
}

/** @param port of the check; null: the target's */
export function googleWire(kind: GoogleKind, block: Block, port: number | null): GoogleWire {
  const header = setting(block, "proxy_header", (data) => wordOf(data, ["NONE", "PROXY_V1"]), "NONE");
  const proxy: Step[] = header.value === "NONE" ? [] : [{ kind: "proxy", version: 1, command: "local" }];
  const tls = tlsOf(kind);
  const wire = wireOf(kind, block, [...proxy, ...tls], port);
  return { ...wire, unknown: [...header.assumed, ...wire.unknown] };
}

const TLS_ASSUMED = "what is offered in TLS is not published; no host name and OpenSSL's former defaults are assumed";

function tlsOf(kind: GoogleKind): Step[] {
  if (kind === "grpc_tls") return [{ ...opensslHandshake, alpn: ["h2"] } as Step];
  return kind === "ssl" || kind === "https" ? [opensslHandshake] : [];
}

/** @param before the steps that come first */
function wireOf(kind: GoogleKind, block: Block, before: Step[], port: number | null): GoogleWire {
  switch (kind) {
    case "tcp":
    case "ssl":
      return textWire(block, before);
    case "http":
    case "https":
      return httpWire(block, before, port);
    case "grpc":
    case "grpc_tls":
      return grpcWire(block, before, port);
  }
}

const speaksTls = (steps: readonly Step[]): boolean => steps.some(({ kind }) => kind === "tls");
const tlsAssumed = (steps: readonly Step[]): string[] => (speaksTls(steps) ? [TLS_ASSUMED] : []);

/** The answer must begin with `response`; without one, any answer to a request is good. */
function textWire(block: Block, before: Step[]): GoogleWire {
  const request = setting(block, "request", anyTextOf, "");
  const response = setting(block, "response", anyTextOf, "");
  const expect: Step =
    response.value === ""
      ? { kind: "expect", match: { kind: "any" } }
      : { kind: "expect", match: { kind: "literal", hex: hexOfText(response.value) } };
  const asks: Step[] = request.value === "" ? [] : [{ kind: "send", hex: hexOfText(request.value) }];
  const steps = [...before, ...asks, ...(request.value === "" && response.value === "" ? [] : [expect])];
  const listens = steps.some((step) => step.kind === "expect" || step.kind === "tls");
  const ending: Ending = { kind: listens ? "drain-fin" : "fin" };
  return {
    style: textStyle(request.value, response.value, before),
    connection: () => connection("full", steps, ending),
    assumptions: tlsAssumed(before),
    unknown: assumedFor(request, response),
  };
}

/** The style that it is nearest to. */
function textStyle(request: string, response: string, before: readonly Step[]): string {
  if (request !== "") return "send-expect";
  if (response !== "") return "greeting-wait";
  if (speaksTls(before)) return "tls-handshake";
  return before.length > 0 ? "proxy-header" : "fin";
}

function httpWire(block: Block, before: Step[], port: number | null): GoogleWire {
  const path = setting(block, "request_path", pathOf, "/");
  const name = setting(block, "host", (data) => textOf(data), null, "the target's address");
  const response = setting(block, "response", anyTextOf, "");
  const body: Step[] =
    response.value === "" ? [] : [{ kind: "expect", match: { kind: "contains", hex: hexOfText(response.value) } }];
  return {
    style: "send-expect",
    connection: (host) => {
      const request = httpRequest({
        path: path.value,
        headers: [
          ["Host", name.value ?? authority(host, port)],
          ["User-Agent", "GoogleHC/1.0"],
          ["Connection", "Keep-alive"],
        ],
      });
      return connection("full", [...before, request, httpStatus("200"), ...body], { kind: "drain-fin" });
    },
    assumptions: [
      "an HTTP request's headers are not published; those that services have logged are assumed, and a connection for each check",
      ...tlsAssumed(before),
    ],
    unknown: assumedFor(path, name, response),
  };
}

function grpcWire(block: Block, before: Step[], port: number | null): GoogleWire {
  const service = setting(block, "grpc_service_name", (data) => textOf(data), "", "the whole server");
  return {
    style: "send-expect",
    connection: (host, timeoutMs) => {
      const call = grpcHealth({
        authority: authority(host, port),
        secure: speaksTls(before),
        service: service.value,
        userAgent: "GoogleHC/1.0",
        timeoutMs,
      });
      return connection("full", [...before, ...call], { kind: "drain-fin" });
    },
    assumptions: [
      ...tlsAssumed(before),
      "what goes around a gRPC call is not published; the frames of grpc-go are assumed",
    ],
    unknown: [...service.assumed],
  };
}
