/** A probe of Azure's load balancer: TCP holds its connection until the next one is due, HTTP asks and wants 200. */
import type { Claim } from "../model/assumptions";
import type { Preset } from "../model/checker";
import { authority } from "../wire/authority";
import { connection } from "../wire/connection";
import { httpRequest } from "../wire/http-request";
import { httpStatus } from "../wire/http-status";
import { opensslHandshake } from "../wire/tls-handshakes";

export const AZURE_PROTOCOLS = ["Tcp", "Http", "Https"] as const;
export type AzureProtocol = (typeof AZURE_PROTOCOLS)[number];

/** Documented for HTTP probes. */
const HTTP_TIMEOUT_MS = 30_000;

export interface AzureProbe {
  protocol: AzureProtocol;
  port: number;
  /** For HTTP. */
  path: string;
  intervalMs: number;
}

/** What follows from the protocol. */
export function azureProbe({
  protocol,
  port,
  path,
  intervalMs,
}: AzureProbe): Pick<Preset, "style" | "connections" | "intervalMs" | "timeoutMs"> {
  if (protocol === "Tcp") return { style: "hold", intervalMs, timeoutMs: intervalMs };
  return {
    style: "send-expect",
    connections: ({ host }) => {
      const request = httpRequest({
        path,
        headers: [
          ["Host", authority(host, port)],
          ["User-Agent", "Load Balancer Agent"],
          ["Connection", "Keep-Alive"],
        ],
      });
      const tls = protocol === "Https" ? [opensslHandshake] : [];
      return [connection("full", [...tls, request, httpStatus("200")], { kind: "drain-fin" })];
    },
    intervalMs,
    timeoutMs: HTTP_TIMEOUT_MS,
  };
}

export function azureAssumptions(protocol: AzureProtocol): Claim[] {
  return protocol === "Tcp"
    ? [{ about: "timeoutMs", text: "a TCP probe has no timeout of its own; the interval is taken for it" }]
    : [
        "an HTTP request's headers are not published; those that services have logged are assumed",
        "Azure keeps the connection for its next HTTP probe; here each makes its own, and ends it by a FIN",
      ];
}
