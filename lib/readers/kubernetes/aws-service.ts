/** AWS: a Classic Load Balancer, or an NLB where `aws-load-balancer-type` or the class says so. */
import { assumed } from "../../checkers/products/assumed";
import type { Preset } from "../../model/checker";
import { classicHealthCheck } from "../aws-target-groups/classic";
import { awsHealthCheck } from "../aws-target-groups/target-group-check";
import type { Data } from "../../source/data";
import { field, pathOf, refused, wordOf } from "../../source/fields";
import { codeRange, type CodeRange } from "../../source/http-values";
import { foundCheck, outOfReach, type Found } from "../found";
import { KUBE_PROXY, NODE_PORT, portsNote, type Service } from "./annotated-service";

const KEY = "aws-load-balancer-healthcheck-";

/** s, s, successes, failures: what the two controllers set where an annotation is left out. */
const DEFAULTS = {
  classic: { by: "cloud-provider-aws", interval: 10, timeout: 5, healthy: 2, unhealthy: 6 },
  nlb: { by: "cloud-provider-aws", interval: 30, timeout: 10, healthy: 3, unhealthy: 3 },
  controller: { by: "the AWS Load Balancer Controller", interval: 10, timeout: 10, healthy: 3, unhealthy: 3 },
};

type Kind = keyof typeof DEFAULTS;

export function awsService(service: Service): Found[] {
  const { selector, place, annotations, ports, local } = service;
  const kind = kindOf(service);
  const toPods =
    annotations.text("aws-load-balancer-type") === "nlb-ip" ||
    annotations.text("aws-load-balancer-nlb-target-type") === "ip";
  const protocol = annotations.get(`${KEY}protocol`);
  if (local && !toPods && protocol === undefined) return [outOfReach(selector, place, KUBE_PROXY)];

  const { by, interval, timeout, healthy, unhealthy } = DEFAULTS[kind];
  const port = annotations.get(`${KEY}port`);
  const number = port === undefined || !/^\d{1,5}$/.test(port.text) ? null : Number(port.text);
  const preset = presetOf(service, kind, protocol, number);
  const assumptions = [
    `what the annotations leave out has the defaults of ${by}: interval ${interval} s, timeout ${timeout} s, rise ${healthy}, fall ${unhealthy}`,
    ...(toPods ? [] : [NODE_PORT]),
    ...portsNote(ports),
    ...(number !== null ? [`the balancer checks port ${number}; here TARGET is checked`] : []),
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

/** @param checkPort the number that an annotation gives; null: none does */
function presetOf(service: Service, kind: Kind, protocolData: Data | undefined, checkPort: number | null): Preset {
  const { selector, place, annotations, ports } = service;
  const defaults = DEFAULTS[kind];
  const words = kind === "classic" ? (["TCP", "SSL", "HTTP", "HTTPS"] as const) : (["TCP", "HTTP", "HTTPS"] as const);
  const protocol = protocolData === undefined ? "TCP" : wordOf(protocolData, words);
  const pathData = annotations.get(`${KEY}path`);
  const path = pathData === undefined ? "/" : pathOf(pathData);
  const codes = annotations.get(`${KEY}success-codes`);
  const trafficPort = ports[0]?.number ?? null;
  const shared = {
    selector,
    origin: place,
    intervalMs: annotations.seconds(`${KEY}interval`, defaults.interval * 1000),
    timeoutMs: annotations.seconds(`${KEY}timeout`, defaults.timeout * 1000),
    healthy: annotations.whole(`${KEY}healthy-threshold`, 2, 10, defaults.healthy),
    unhealthy: annotations.whole(`${KEY}unhealthy-threshold`, 2, 10, defaults.unhealthy),
  };
  if (kind === "classic" || protocol === "SSL")
    return classicHealthCheck({
      ...shared,
      target: { protocol, port: trafficPort ?? 80, path: protocol === "HTTP" || protocol === "HTTPS" ? path : "" },
      ports: trafficPort === null ? [] : [trafficPort],
    });
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
