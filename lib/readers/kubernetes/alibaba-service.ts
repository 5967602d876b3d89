/** Alibaba Cloud: a CLB, or an NLB where the class says so. */
import { alibabaClb, alibabaNlb } from "../../checkers/products/alibaba";
import { field, pathOf, textOf, wordOf } from "../../source/fields";
import { alibabaCodes, alibabaHttpConnection, ALIBABA_OK, type AlibabaHttp } from "../alibaba-http";
import { foundCheck, outOfReach, type Found } from "../found";
import { fromPreset } from "../from-preset";
import { portsNote, type Annotations, type Service } from "./annotated-service";

const BALANCER = "alibaba-cloud-loadbalancer-";
const KEY = `${BALANCER}health-check-`;

export function alibabaService({ selector, place, spec, ports, annotations }: Service): Found[] {
  const nlb = /nlb/.test(field(spec, "loadBalancerClass")?.text ?? "");
  const base = nlb ? alibabaNlb : alibabaClb;
  const typeData = annotations.get(`${KEY}type`);
  const type = typeData === undefined ? "tcp" : wordOf(typeData, ["tcp", "http"]);
  const flag = annotations.get(`${KEY}flag`) ?? annotations.get(`${KEY}switch`);
  if (flag !== undefined && wordOf(flag, ["on", "off"]) === "off")
    return [outOfReach(selector, place, "its health check is switched off")];
  const port = annotations.text(`${KEY}connect-port`);
  const http = type === "http" ? httpOf(annotations) : null;
  const check = fromPreset(base, {
    selector,
    origin: place,
    summary: `${base.product}, ${type.toUpperCase()} health check of ${selector}`,
    ...(http !== null && {
      style: "send-expect",
      connections: ({ host }) => [alibabaHttpConnection(http, host)],
    }),
    intervalMs: annotations.seconds(`${KEY}interval`, base.intervalMs),
    timeoutMs: timeoutOf(annotations, type, base.timeoutMs),
    rise: annotations.whole(`${BALANCER}healthy-threshold`, 1, 10, base.rise),
    fall: annotations.whole(`${BALANCER}unhealthy-threshold`, 1, 10, base.fall),
    assumptions: [
      `what the annotations leave out has the balancer's defaults: interval ${base.intervalMs / 1000} s, timeout ${base.timeoutMs / 1000} s, rise ${base.rise}, fall ${base.fall}`,
      ...portsNote(ports),
      ...(port === undefined ? [] : [`the balancer checks port ${port}; here TARGET is checked`]),
      ...(http === null
        ? []
        : [
            "an HTTP request's headers are not published, nor how its connection ends; Host alone, HTTP/1.0 and a FIN are assumed",
          ]),
    ],
    notes: annotations.unread(/^alibaba-cloud-loadbalancer-(?:un)?health/),
  });
  return [foundCheck({ selector, server: null, check })];
}

/** Each kind of check has an annotation of its own; the other one is taken where that is left out. */
function timeoutOf(annotations: Annotations, type: "tcp" | "http", otherwise: number): number {
  const connect = `${KEY}connect-timeout`;
  const answer = `${KEY}timeout`;
  return type === "tcp"
    ? annotations.seconds(connect, annotations.seconds(answer, otherwise))
    : annotations.seconds(answer, annotations.seconds(connect, otherwise));
}

function httpOf(annotations: Annotations): AlibabaHttp {
  const uri = annotations.get(`${KEY}uri`);
  const domain = annotations.get(`${KEY}domain`);
  const method = annotations.get(`${KEY}method`);
  const code = annotations.get(`${KEY}httpcode`);
  return {
    path: uri === undefined ? "/" : pathOf(uri),
    domain: domain === undefined || domain.text === "$_ip" ? null : textOf(domain),
    method: method === undefined ? "HEAD" : wordOf(method, ["HEAD", "GET"]),
    version: "1.0",
    codes: code === undefined ? ALIBABA_OK : alibabaCodes(code, textOf(code).split(",")),
  };
}
