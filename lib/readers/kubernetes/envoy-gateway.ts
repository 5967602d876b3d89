/**
 * The active health check of Envoy Gateway's BackendTrafficPolicy, as the check that it makes Envoy's.
 * envoyproxy/gateway@00820537: api/v1alpha1/healthcheck_types.go
 */
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { anyTextOf, field, goDurationOf, itemsOf, refused, wholeOf, wordOf } from "../../source/fields";
import { madeList, madeMap, madeText } from "../../source/made-data";
import { unsupported } from "../../source/unsupported";
import { hexOfText } from "../../wire/bytes";
import { readHealthCheck } from "../envoy/cluster-check";
import { foundCheck, type Found } from "../found";
import type { KubernetesObject } from "./objects";

export function readBackendTrafficPolicy({ data, name }: KubernetesObject): readonly Found[] {
  const active = field(field(field(data, "spec"), "healthCheck"), "active");
  if (active === undefined) return [];
  const found = readHealthCheck(madeMap(active, {}), name, name, envoyCheck(active));
  if (found.kind !== "check") return [found];
  const { check } = found.check;
  const text = "Envoy names the host of the route, which another object has; here Host is the policy's name";
  const note = unsupported(placeOf(active), text, "hostname");
  const named = field(field(active, "http"), "hostname") === undefined && field(active, "http") !== undefined;
  return [
    foundCheck({ ...found.check, check: { ...check, notes: [...(check.notes ?? []), ...(named ? [note] : [])] } }),
  ];
}

function envoyCheck(active: Data): Data {
  const type = field(active, "type");
  if (type === undefined) throw refused(active, "a health check with its type, HTTP, TCP or GRPC");
  return madeMap(active, {
    timeout: seconds(active, "timeout", 1_000),
    interval: seconds(active, "interval", 3_000),
    unhealthy_threshold: field(active, "unhealthyThreshold") ?? madeText(active, "3"),
    healthy_threshold: field(active, "healthyThreshold") ?? madeText(active, "1"),
    ...handler(active, wordOf(type, ["HTTP", "TCP", "GRPC"])),
  });
}

/** Envoy writes every duration in seconds. */
function seconds(active: Data, key: string, otherwiseMs: number): Data {
  const data = field(active, key);
  return madeText(data ?? active, `${(data === undefined ? otherwiseMs : goDurationOf(data)) / 1000}s`);
}

function handler(active: Data, type: "HTTP" | "TCP" | "GRPC"): Record<string, Data> {
  const block = field(active, type.toLowerCase()) ?? madeMap(active, {});
  if (type === "GRPC") return { grpc_health_check: madeMap(block, { service_name: field(block, "service") }) };
  if (type === "TCP")
    return {
      tcp_health_check: madeMap(block, {
        send: payload(field(block, "send")),
        receive: payload(field(block, "receive")),
      }),
    };
  const statuses = itemsOf(field(block, "expectedStatuses")).map((status) => {
    const code = wholeOf(status, 100, 599);
    return madeMap(status, { start: status, end: madeText(status, String(code + 1)) });
  });
  return {
    http_health_check: madeMap(block, {
      path: field(block, "path"),
      method: field(block, "method"),
      host: field(block, "hostname"),
      expected_statuses: statuses.length === 0 ? undefined : madeList(block, statuses),
      receive: payload(field(block, "expectedResponse")),
    }),
  };
}

/** Plain text here, hex there. */
function payload(data: Data | undefined): Data | undefined {
  if (data === undefined) return undefined;
  const text = field(data, "text");
  return madeMap(data, {
    text: text === undefined ? undefined : madeText(text, hexOfText(anyTextOf(text))),
    binary: field(data, "binary"),
  });
}
