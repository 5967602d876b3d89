/** Azure: a probe for each port of the Service, with settings for all of them and others for one. */
import { azureLb } from "../../checkers/products/azure";
import type { Data } from "../../source/data";
import { pathOf, wordOf } from "../../source/fields";
import { azureAssumptions, AZURE_PROTOCOLS, azureProbe, type AzureProtocol } from "../azure-probe";
import { foundCheck, outOfReach, type Found } from "../found";
import { fromPreset } from "../from-preset";
import { KUBE_PROXY, NODE_PORT, numberOfPort, type Service, type ServicePort } from "./annotated-service";

/** cloud-provider-azure's, where an annotation is left out. */
const INTERVAL_MS = 5_000;
const PROBES = 2;

/** The controller refuses less. */
const LEAST_SECONDS = 5;
const LEAST_PROBES = 2;
const MOST = 1_000;

const PORT_SETTINGS = ["protocol", "request-path", "interval", "num-of-probe", "port"];

const portKey = ({ number }: ServicePort, name: string) => `port_${number}_health-probe_${name}`;
const noRuleKey = ({ number }: ServicePort) => `port_${number}_no_lb_rule`;
const noProbeKey = ({ number }: ServicePort) => `port_${number}_no_probe_rule`;
const sharedKey = (name: string) => `azure-load-balancer-health-probe-${name}`;

export function azureService(service: Service): Found[] {
  const { selector, place, ports, local, annotations } = service;
  const balanced = ports.filter((port) => !isTrue(annotations.text(noRuleKey(port))));
  // With Local kube-proxy answers for all ports, but for those whose probe has a port of its own.
  const isProbed = (port: ServicePort) => !local || annotations.text(portKey(port, "port")) !== undefined;
  if (!balanced.some(isProbed)) return [outOfReach(selector, place, local ? KUBE_PROXY : "no port of it is balanced")];
  return balanced.map((port) => {
    const name = balanced.length === 1 ? selector : `${selector}/${port.name}`;
    return isProbed(port) ? azurePort(service, port, name) : outOfReach(name, place, KUBE_PROXY);
  });
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === "true";
}

function azurePort({ annotations, place, ports }: Service, port: ServicePort, selector: string): Found {
  if (port.protocol !== "TCP") return outOfReach(selector, place, `Azure makes no probe for ${port.protocol}`);
  if (isTrue(annotations.text(noProbeKey(port))))
    return outOfReach(selector, place, "its probe is switched off (no_probe_rule)");

  const protocol = protocolOf(
    annotations.get(portKey(port, "protocol")),
    port.appProtocol,
    annotations.get(sharedKey("protocol")),
  );
  const path = annotations.get(portKey(port, "request-path")) ?? annotations.get(sharedKey("request-path"));
  const seconds = annotations.whole(sharedKey("interval"), LEAST_SECONDS, MOST, INTERVAL_MS / 1000);
  const probes = annotations.whole(sharedKey("num-of-probe"), LEAST_PROBES, MOST, PROBES);
  const threshold = annotations.whole(portKey(port, "num-of-probe"), LEAST_PROBES, MOST, probes);
  const otherPort = annotations.text(portKey(port, "port"));
  // What is said of the other ports is read with them.
  const ofOtherPorts = new Set(ports.flatMap((one) => PORT_SETTINGS.map((name) => portKey(one, name))));
  const check = fromPreset(azureLb, {
    selector,
    origin: place,
    summary: `Azure Load Balancer, ${protocol.name.toUpperCase()} probe of ${selector}`,
    ...azureProbe({
      protocol: protocol.name,
      port: (otherPort === undefined ? null : numberOfPort(ports, otherPort)) ?? port.number,
      path: path === undefined ? "/" : pathOf(path),
      intervalMs: annotations.whole(portKey(port, "interval"), LEAST_SECONDS, MOST, seconds) * 1000,
    }),
    rise: threshold,
    fall: threshold,
    assumptions: [
      ...(protocol.from === "appProtocol"
        ? [`the port's appProtocol makes the probe ${protocol.name.toUpperCase()}, as cloud-provider-azure does`]
        : []),
      "what the annotations leave out has the defaults of cloud-provider-azure: TCP, interval 5 s, rise 2, fall 2",
      NODE_PORT,
      ...(otherPort === undefined ? [] : [`the balancer probes port ${otherPort}; here TARGET is checked`]),
      ...azureAssumptions(protocol.name),
    ],
    notes: annotations.unread(/health-probe/, ofOtherPorts),
  });
  return foundCheck({ selector, server: null, check });
}

/** The port's own annotation; else its appProtocol, which is taken for TCP where it is another one; else the annotation for all ports. */
function protocolOf(
  own: Data | undefined,
  appProtocol: Data | undefined,
  shared: Data | undefined,
): { name: AzureProtocol; from: "annotation" | "appProtocol" } {
  if (own !== undefined || appProtocol === undefined) {
    const annotation = own ?? shared;
    return { name: annotation === undefined ? "Tcp" : wordOf(annotation, AZURE_PROTOCOLS), from: "annotation" };
  }
  const word = appProtocol.text.trim().toLowerCase();
  return { name: AZURE_PROTOCOLS.find((one) => one.toLowerCase() === word) ?? "Tcp", from: "appProtocol" };
}
