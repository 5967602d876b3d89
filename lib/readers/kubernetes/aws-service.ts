/**
 * AWS: a Classic Load Balancer or an NLB of cloud-provider-aws, or an NLB of the AWS Load Balancer Controller, as the Service's annotations
 * choose. One health check is made for all ports.
 *
 * cloud-provider-aws@03a56811: pkg/providers/v1/aws.go (buildNLBHealthCheckConfiguration), aws_loadbalancer.go
 * (ensureLoadBalancerHealthCheck); aws-load-balancer-controller@9a312139: pkg/service/model_build_target_group.go.
 */
import { assumed } from "../../checkers/products/assumed";
import type { Preset } from "../../model/checker";
import { classicHealthCheck } from "../aws-target-groups/classic";
import { awsHealthCheck } from "../aws-target-groups/target-group-check";
import type { Data } from "../../source/data";
import { field, pathOf, refused, wordOf } from "../../source/fields";
import { codeRange, type CodeRange } from "../../source/http-values";
import { foundCheck, outOfReach, type Found } from "../found";
import { KUBE_PROXY, NODE_PORT, numberOfPort, portsNote, type Service } from "./annotated-service";

const KEY = "aws-load-balancer-healthcheck-";
const TRAFFIC_PORT = "traffic-port";

/** s, s, successes, failures: what the controllers set where an annotation is left out. */
interface Defaults {
  by: string;
  protocol: "TCP" | "SSL" | "HTTP";
  path: string;
  interval: number;
  timeout: number;
  healthy: number;
  unhealthy: number;
}

type Kind = "classic" | "nlb" | "controller";

const IN_TREE = "cloud-provider-aws";
const CONTROLLER = "the AWS Load Balancer Controller";

const DEFAULTS: Record<Kind, Defaults> = {
  classic: { by: IN_TREE, protocol: "TCP", path: "/", interval: 10, timeout: 5, healthy: 2, unhealthy: 6 },
  nlb: { by: IN_TREE, protocol: "TCP", path: "/", interval: 30, timeout: 10, healthy: 3, unhealthy: 3 },
  controller: { by: CONTROLLER, protocol: "TCP", path: "/", interval: 10, timeout: 10, healthy: 3, unhealthy: 3 },
};

/** With externalTrafficPolicy: Local, where the nodes are the targets. */
const LOCAL: Record<Kind, Partial<Defaults>> = {
  classic: { protocol: "HTTP", path: "/healthz" },
  nlb: { protocol: "HTTP", path: "/healthz", interval: 10, timeout: 10, healthy: 2, unhealthy: 2 },
  controller: { protocol: "HTTP", path: "/healthz", interval: 10, timeout: 6, healthy: 2, unhealthy: 2 },
};

export function awsService(service: Service): Found[] {
  const { selector, place, annotations, ports } = service;
  const kind = kindOf(service);
  const toPods =
    kind === "controller" &&
    (annotations.text("aws-load-balancer-type") === "nlb-ip" ||
      annotations.text("aws-load-balancer-nlb-target-type") === "ip");
  const local = service.local && !toPods;
  const portData = annotations.get(`${KEY}port`);
  if (local && portData === undefined) return [outOfReach(selector, place, KUBE_PROXY)];
  const checkPort = portData === undefined || portData.text === TRAFFIC_PORT ? null : portOf(service, portData);
  const udp = udpAlone(service, kind, checkPort);
  if (udp !== null) return [outOfReach(selector, place, udp)];

  const defaults = defaultsOf(service, kind, local);
  const preset = presetOf(service, kind, defaults, checkPort);
  const { by, interval, timeout, healthy, unhealthy } = defaults;
  const balanced = kind === "classic" ? [] : ports.filter(({ protocol }) => protocol === "TCP");
  const assumptions = [
    `what the annotations leave out has the defaults of ${by}${local ? " for externalTrafficPolicy: Local" : ""}: interval ${interval} s, timeout ${timeout} s, rise ${healthy}, fall ${unhealthy}`,
    ...(toPods ? [] : [NODE_PORT]),
    ...portsNote(balanced),
    ...(checkPort !== null ? [`the balancer checks port ${checkPort}; here TARGET is checked`] : []),
  ];
  return [
    foundCheck({
      selector,
      server: null,
      check: {
        ...preset,
        assumptions: [...(preset.assumptions ?? []), ...assumed(preset.name, ...assumptions)],
        notes: [...(preset.notes ?? []), ...annotations.unread(/^aws-load-balancer-healthcheck-/)],
      },
    }),
  ];
}

function kindOf({ annotations, spec }: Service): Kind {
  const type = annotations.text("aws-load-balancer-type") ?? "";
  if (/^(?:external|nlb-ip)$/.test(type) || /nlb/.test(field(spec, "loadBalancerClass")?.text ?? ""))
    return "controller";
  return type === "nlb" ? "nlb" : "classic";
}

/** A number; the controller takes the name of a port as well. */
function portOf({ ports }: Service, data: Data): number {
  const number = numberOfPort(ports, data.text);
  if (number === null) throw refused(data, `${TRAFFIC_PORT}, a port, or the name of one of the Service's`);
  return number;
}

/** Why no check goes to a port that the service has over TCP; null where one does. */
function udpAlone({ ports }: Service, kind: Kind, checkPort: number | null): string | null {
  const other = ports.find(({ protocol }) => protocol !== "TCP");
  if (other === undefined || checkPort !== null) return null;
  if (kind === "classic") return `a Classic Load Balancer has no ${other.protocol}: ${IN_TREE} refuses the Service`;
  if (ports.some(({ protocol }) => protocol === "TCP")) return null;
  return `its ports are ${other.protocol}, and the balancer's TCP check of such a port meets nothing of the service`;
}

function defaultsOf({ annotations }: Service, kind: Kind, local: boolean): Defaults {
  if (local) return { ...DEFAULTS[kind], ...LOCAL[kind] };
  const backend = annotations.text("aws-load-balancer-backend-protocol")?.toLowerCase() ?? "";
  const tls = kind === "classic" && /^(?:https|ssl)$/.test(backend);
  return { ...DEFAULTS[kind], ...(tls && { protocol: "SSL" as const }) };
}

/** @param checkPort the number that an annotation gives; null: the traffic's own port */
function presetOf(service: Service, kind: Kind, defaults: Defaults, checkPort: number | null): Preset {
  const { selector, place, annotations, ports } = service;
  const protocolData = annotations.get(`${KEY}protocol`);
  const words = kind === "classic" ? (["TCP", "SSL", "HTTP", "HTTPS"] as const) : (["TCP", "HTTP", "HTTPS"] as const);
  const protocol = protocolData === undefined ? defaults.protocol : wordOf(protocolData, words);
  const pathData = annotations.get(`${KEY}path`);
  const path = pathData === undefined ? defaults.path : pathOf(pathData);
  const first = ports.find((port) => port.protocol === "TCP") ?? ports[0];
  const trafficPort = first?.number ?? null;
  const shared = {
    selector,
    origin: place,
    intervalMs: annotations.seconds(`${KEY}interval`, defaults.interval * 1000),
    timeoutMs: annotations.seconds(`${KEY}timeout`, defaults.timeout * 1000),
    healthy: annotations.whole(`${KEY}healthy-threshold`, 2, 10, defaults.healthy),
    unhealthy: annotations.whole(`${KEY}unhealthy-threshold`, 2, 10, defaults.unhealthy),
  };
  if (kind === "classic" || protocol === "SSL") {
    const port = checkPort ?? trafficPort;
    return classicHealthCheck({
      ...shared,
      target: { protocol, port: port ?? 80, path: protocol === "HTTP" || protocol === "HTTPS" ? path : "" },
      ports: port === null ? [] : [port],
    });
  }
  // In the tree of Kubernetes nobody reads them.
  const codes = kind === "controller" ? annotations.get(`${KEY}success-codes`) : undefined;
  return awsHealthCheck({
    ...shared,
    balancer: "nlb",
    protocol,
    // What is checked, and named in Host.
    trafficPort: checkPort ?? trafficPort,
    checkPort: null,
    path,
    codes: codes === undefined ? [[200, 399]] : codesOf(codes),
    assumptions: [],
  });
}

function codesOf(data: Data): CodeRange[] {
  return data.text.split(",").map((word) => {
    const range = codeRange(word.trim(), 100, 999);
    if (range === undefined) throw refused(data, "codes such as 200 or 200-299");
    return range;
  });
}
