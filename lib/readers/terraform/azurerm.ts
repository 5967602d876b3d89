/** `azurerm_lb_probe`: a TCP probe holds its connection until the next one is due, an HTTP probe asks and wants 200. */
import type { Connection } from "../../model/checker";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { opensslHandshake } from "../../wire/openssl-handshake";
import { azureLb } from "../../checkers/products/azure";
import { field, portOf, secondsOf, textOf, wholeOf, wordOf } from "../../source/fields";
import { fromPreset } from "../from-preset";
import type { Read } from "../partition";
import { wrong } from "../../source/place";
import { placeOf } from "../../source/documents";
import { unsupported } from "../../source/unsupported";
import { setting, type Resource } from "./resource";

/** Documented for HTTP probes. */
const HTTP_TIMEOUT_MS = 30_000;

export function azurermLbProbe(resource: Resource): Read {
  const { address, origin, values } = resource;
  const protocol = setting(values, "protocol", (data) => wordOf(data, ["Tcp", "Http", "Https"]), "Tcp");
  const given = field(values.data, "port");
  if (given === undefined) throw wrong({ name: values.data!.file }, values.line, `${address} has no port`);
  const port = portOf(given);
  const http = protocol !== "Tcp";
  const path = http ? setting(values, "request_path", (data) => textOf(data), "/") : "";
  const intervalMs = setting(values, "interval_in_seconds", secondsOf, 15_000, "15 s");
  const threshold = setting(values, "probe_threshold", (data) => wholeOf(data, 1, 100), 1);
  const ignored = field(values.data, "number_of_probes");
  return {
    check: {
      selector: address,
      server: `port ${port}`,
      check: fromPreset(azureLb, {
        selector: address,
        origin,
        summary: `Azure Load Balancer, ${protocol.toUpperCase()} probe ${address}`,
        style: http ? "send-expect" : "hold",
        ...(http && { connections: ({ host }) => [httpConnection(protocol === "Https", path, authority(host, port))] }),
        intervalMs,
        timeoutMs: http ? HTTP_TIMEOUT_MS : intervalMs,
        rise: threshold,
        fall: threshold,
        assumptions: [
          ...(http
            ? [
                "an HTTP request's headers are not published; those that services have logged are assumed",
                "Azure keeps the connection for its next HTTP probe; here each makes its own, and ends it by a FIN",
              ]
            : [
                {
                  about: "timeoutMs",
                  text: "a TCP probe has no timeout of its own; the interval is taken for it",
                } as const,
              ]),
          ...values.assumptions,
        ],
        notes:
          ignored === undefined
            ? []
            : [
                unsupported(
                  placeOf(ignored),
                  "`number_of_probes` counts for nothing with Azure; `probe_threshold` decides",
                  "number_of_probes",
                ),
              ],
      }),
    },
  };
}

function httpConnection(tls: boolean, path: string, host: string): Connection {
  const request = httpRequest({
    path: path.startsWith("/") ? path : `/${path}`,
    headers: [
      ["Host", host],
      ["User-Agent", "Load Balancer Agent"],
      ["Connection", "Keep-Alive"],
    ],
  });
  return connection("full", [...(tls ? [opensslHandshake] : []), request, httpStatus("200")], { kind: "drain-fin" });
}
