/** AWS: a Classic Load Balancer, or an NLB where `aws-load-balancer-type` or the class says so. */
import { assumed } from "../../checkers/products/assumed";
import { classicHealthCheck } from "../aws-target-groups/classic";
import { awsHealthCheck } from "../aws-target-groups/health-check";
import { refused, wordOf } from "../../source/fields";
import type { ImportedCheck, OutOfReach } from "../reader-types";
import { field } from "../../source/fields";
import { KUBE_PROXY, NODE_PORT, type Service } from "./annotated-service";

const KEY = "aws-load-balancer-healthcheck-";

/** s, s, successes, failures: what the two controllers set where an annotation is left out. */
const DEFAULTS = {
  classic: { by: "cloud-provider-aws", interval: 10, timeout: 5, healthy: 2, unhealthy: 6 },
  nlb: { by: "cloud-provider-aws", interval: 30, timeout: 10, healthy: 3, unhealthy: 3 },
  controller: { by: "the AWS Load Balancer Controller", interval: 10, timeout: 10, healthy: 3, unhealthy: 3 },
};

export function awsService(service: Service): (ImportedCheck | OutOfReach)[] {
  const { selector, place, annotations, spec, ports, local } = service;
  const type = annotations.text("aws-load-balancer-type") ?? "";
  const controlled = /^(?:external|nlb-ip)$/.test(type) || /nlb/.test(field(spec, "loadBalancerClass")?.text ?? "");
  const kind = controlled ? "controller" : type === "nlb" ? "nlb" : "classic";
  const straight = type === "nlb-ip" || annotations.text("aws-load-balancer-nlb-target-type") === "ip";
  const protocolData = annotations.get(`${KEY}protocol`);
  if (local && !straight && protocolData === undefined) return [{ selector, place, why: KUBE_PROXY }];

  const defaults = DEFAULTS[kind];
  const words = kind === "classic" ? (["TCP", "SSL", "HTTP", "HTTPS"] as const) : (["TCP", "HTTP", "HTTPS"] as const);
  const protocol = protocolData === undefined ? "TCP" : wordOf(protocolData, words);
  const path = annotations.get(`${KEY}path`);
  if (path !== undefined && !/^\/\S*$/.test(path.text)) throw refused(path, "a path that begins with /");
  const portData = annotations.get(`${KEY}port`);
  const number = portData === undefined || !/^\d{1,5}$/.test(portData.text) ? null : Number(portData.text);
  const codes = annotations.get(`${KEY}success-codes`);
  const [trafficPort = null] = ports.map(({ number: port }) => port);
  const cadence = {
    intervalMs: annotations.seconds(`${KEY}interval`, defaults.interval * 1000),
    timeoutMs: annotations.seconds(`${KEY}timeout`, defaults.timeout * 1000),
    healthy: annotations.whole(`${KEY}healthy-threshold`, 2, 10, defaults.healthy),
    unhealthy: annotations.whole(`${KEY}unhealthy-threshold`, 2, 10, defaults.unhealthy),
  };
  const assumptions = [
    `what the annotations leave out has the defaults of ${defaults.by}: interval ${defaults.interval} s, timeout ${defaults.timeout} s, rise ${defaults.healthy}, fall ${defaults.unhealthy}`,
    ...(straight ? [] : [NODE_PORT]),
    ...(ports.length > 1 ? [`each of the ${ports.length} ports is checked in this way; here TARGET is`] : []),
    ...(number !== null ? [`the balancer checks port ${number}; here TARGET is checked`] : []),
  ];
  const preset =
    protocol === "SSL" || kind === "classic"
      ? classicHealthCheck({
          selector,
          origin: place,
          target: { protocol, port: trafficPort ?? 80, path: /^HTTP/.test(protocol) ? (path?.text ?? "/") : "" },
          ports: trafficPort === null ? [] : [trafficPort],
          ...cadence,
        })
      : awsHealthCheck({
          selector,
          origin: place,
          balancer: "nlb",
          protocol,
          // What is checked, and named in Host.
          trafficPort: number ?? trafficPort,
          checkPort: null,
          path: path?.text ?? "/",
          codes:
            codes === undefined
              ? [[200, 399]]
              : codesOf(codes.text, () => refused(codes, "codes such as 200 or 200-299")),
          ...cadence,
          assumptions: [],
        });
  return [
    {
      selector,
      server: null,
      check: {
        ...preset,
        assumptions: [...(preset.assumptions ?? []), ...assumed(preset.name, ...assumptions)],
        notes: [...(preset.notes ?? []), ...annotations.unread(/^aws-load-balancer-healthcheck-/)],
      },
    },
  ];
}

function codesOf(text: string, refusal: () => Error): [number, number][] {
  return text.split(",").map((word) => {
    const found = /^\s*(\d{3})(?:-(\d{3}))?\s*$/.exec(word);
    const [first, last] = [Number(found?.[1] ?? NaN), Number(found?.[2] ?? found?.[1] ?? NaN)];
    if (!(first >= 100 && last <= 999 && first <= last)) throw refusal();
    return [first, last];
  });
}
