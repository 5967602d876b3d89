/** Azure: a probe for each port of the Service, with settings for all of them and others for one. */
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { opensslHandshake } from "../../wire/openssl-handshake";
import { azureLb } from "../../checkers/products/azure";
import type { Data } from "../../source/data";
import { pathOf, wordOf } from "../../source/fields";
import { fromPreset } from "../from-preset";
import type { ImportedCheck, OutOfReach } from "../reader-types";
import { KUBE_PROXY, NODE_PORT, type Service, type ServicePort } from "./annotated-service";

/** cloud-provider-azure's, where an annotation is left out. */
const INTERVAL_MS = 5_000;
const PROBES = 2;
/** Documented for HTTP probes. */
const HTTP_TIMEOUT_MS = 30_000;

export function azureService(service: Service): (ImportedCheck | OutOfReach)[] {
  const { selector, place, ports, local } = service;
  if (local) return [{ selector, place, why: KUBE_PROXY }];
  return ports.map((port) => azurePort(service, port, ports.length === 1 ? selector : `${selector}/${port.name}`));
}

function azurePort(
  { annotations, place, ports }: Service,
  { number, appProtocol }: ServicePort,
  selector: string,
): ImportedCheck | OutOfReach {
  const own = (name: string) => `port_${number}_health-probe_${name}`;
  const shared = (name: string) => `azure-load-balancer-health-probe-${name}`;
  const of = (name: string) => annotations.get(own(name)) ?? annotations.get(shared(name));
  if (annotations.text(`port_${number}_no_probe_rule`)?.toLowerCase() === "true")
    return { selector, place, why: "its probe is switched off (no_probe_rule)" };

  const protocol = protocolOf(annotations.get(own("protocol")), appProtocol, annotations.get(shared("protocol")));
  const pathData = of("request-path");
  const path = pathData === undefined ? "/" : pathOf(pathData);
  const http = protocol.name !== "Tcp";
  const intervalMs = annotations.seconds(own("interval"), annotations.seconds(shared("interval"), INTERVAL_MS));
  const probes = annotations.whole(
    own("num-of-probe"),
    1,
    1_000,
    annotations.whole(shared("num-of-probe"), 1, 1_000, PROBES),
  );
  const elsewhere = annotations.text(own("port"));
  const check = fromPreset(azureLb, {
    selector,
    origin: place,
    summary: `Azure Load Balancer, ${protocol.name.toUpperCase()} probe of ${selector}`,
    style: http ? "send-expect" : "hold",
    ...(http && {
      connections: ({ host }) => [
        connection(
          "full",
          [
            ...(protocol.name === "Https" ? [opensslHandshake] : []),
            httpRequest({
              path,
              headers: [
                ["Host", authority(host, number)],
                ["User-Agent", "Load Balancer Agent"],
                ["Connection", "Keep-Alive"],
              ],
            }),
            httpStatus("200"),
          ],
          { kind: "drain-fin" },
        ),
      ],
    }),
    intervalMs,
    timeoutMs: http ? HTTP_TIMEOUT_MS : intervalMs,
    rise: probes,
    fall: probes,
    assumptions: [
      ...(protocol.from === "appProtocol"
        ? [`the port's appProtocol makes the probe ${protocol.name.toUpperCase()}, as cloud-provider-azure does`]
        : []),
      "what the annotations leave out has the defaults of cloud-provider-azure: TCP, interval 5 s, rise 2, fall 2",
      NODE_PORT,
      ...(elsewhere === undefined ? [] : [`the balancer probes port ${elsewhere}; here TARGET is checked`]),
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
    ],
  });
  for (const one of ports) {
    for (const name of ["protocol", "request-path", "interval", "num-of-probe", "port"])
      annotations.get(`port_${one.number}_health-probe_${name}`);
    annotations.get(`port_${one.number}_no_probe_rule`);
  }
  return { selector, server: null, check: { ...check, notes: annotations.unread(/health-probe/) } };
}

const PROTOCOLS = ["Tcp", "Http", "Https"] as const;

/** The port's own annotation; else its appProtocol, which is taken for TCP where it is another one; else the annotation for all ports. */
function protocolOf(
  own: Data | undefined,
  appProtocol: Data | undefined,
  shared: Data | undefined,
): { name: (typeof PROTOCOLS)[number]; from: "annotation" | "appProtocol" } {
  if (own !== undefined || appProtocol === undefined) {
    const said = own ?? shared;
    return { name: said === undefined ? "Tcp" : wordOf(said, PROTOCOLS), from: "annotation" };
  }
  const name = PROTOCOLS.find((one) => one.toLowerCase() === appProtocol.text.trim().toLowerCase()) ?? "Tcp";
  return { name, from: "appProtocol" };
}
