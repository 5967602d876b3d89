/** Alibaba Cloud: a CLB, or an NLB where the class says so. */
import type { Connection } from "../../model/checker";
import { connection } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { statusCodes } from "../../wire/status-codes";
import { alibabaClb, alibabaNlb } from "../../checkers/products/alibaba";
import { field, pathOf, refused, textOf, wordOf } from "../../source/fields";
import { fromPreset } from "../from-preset";
import type { ImportedCheck, OutOfReach } from "../reader-types";
import type { Annotations, Service } from "./annotated-service";

const BALANCER = "alibaba-cloud-loadbalancer-";
const KEY = `${BALANCER}health-check-`;

export function alibabaService({ selector, place, spec, ports, annotations }: Service): (ImportedCheck | OutOfReach)[] {
  const nlb = /nlb/.test(field(spec, "loadBalancerClass")?.text ?? "");
  const base = nlb ? alibabaNlb : alibabaClb;
  const typeData = annotations.get(`${KEY}type`);
  const type = typeData === undefined ? "tcp" : wordOf(typeData, ["tcp", "http"]);
  const flag = annotations.get(`${KEY}flag`) ?? annotations.get(`${KEY}switch`);
  if (flag !== undefined && wordOf(flag, ["on", "off"]) === "off")
    return [{ selector, place, why: "its health check is switched off" }];
  const timeouts = type === "tcp" ? ["connect-timeout", "timeout"] : ["timeout", "connect-timeout"];
  const port = annotations.text(`${KEY}connect-port`);
  const timeoutMs = annotations.seconds(KEY + timeouts[0]!, annotations.seconds(KEY + timeouts[1]!, base.timeoutMs));
  const asks = type === "http" ? httpOf(annotations) : null;
  const check = fromPreset(base, {
    selector,
    origin: place,
    summary: `${base.product}, ${type.toUpperCase()} health check of ${selector}`,
    ...(asks !== null && { style: "send-expect", connections: ({ host }) => [asks(host)] }),
    intervalMs: annotations.seconds(`${KEY}interval`, base.intervalMs),
    timeoutMs,
    rise: annotations.whole(`${BALANCER}healthy-threshold`, 1, 10, base.rise),
    fall: annotations.whole(`${BALANCER}unhealthy-threshold`, 1, 10, base.fall),
    assumptions: [
      `what the annotations leave out has the balancer's defaults: interval ${base.intervalMs / 1000} s, timeout ${base.timeoutMs / 1000} s, rise ${base.rise}, fall ${base.fall}`,
      ...(ports.length > 1 ? [`each of the ${ports.length} ports is checked in this way; here TARGET is`] : []),
      ...(port === undefined ? [] : [`the balancer checks port ${port}; here TARGET is checked`]),
      ...(asks === null
        ? []
        : [
            "an HTTP request's headers are not published, nor how its connection ends; Host alone, HTTP/1.0 and a FIN are assumed",
          ]),
    ],
    notes: annotations.unread(/^alibaba-cloud-loadbalancer-(?:un)?health/),
  });
  return [{ selector, server: null, check }];
}

function httpOf(annotations: Annotations): (host: string) => Connection {
  const [uri, domain, method, code] = ["uri", "domain", "method", "httpcode"].map((name) =>
    annotations.get(KEY + name),
  );
  const path = uri === undefined ? "/" : pathOf(uri);
  const named = domain === undefined || domain.text === "$_ip" ? null : textOf(domain);
  const asked = method === undefined ? "HEAD" : wordOf(method, ["HEAD", "GET"]);
  const words = code === undefined ? ["http_2xx"] : textOf(code).split(",");
  const codes = words.map((word): [number, number] => {
    const hundred = /^\s*http_([1-5])xx\s*$/.exec(word)?.[1];
    if (hundred === undefined) throw refused(code!, "http_2xx, http_3xx, http_4xx and http_5xx");
    return [Number(hundred) * 100, Number(hundred) * 100 + 99];
  });
  return (host) =>
    connection(
      "full",
      [
        httpRequest({ method: asked, path, version: "1.0", headers: [["Host", named ?? host]] }),
        httpStatus(statusCodes(codes)),
      ],
      { kind: "drain-fin" },
    );
}
