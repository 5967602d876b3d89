/**
 * A Route of OpenShift: its router is an HAProxy, which checks the pods of every route that has more than one.
 * openshift/router: images/router/haproxy/conf/haproxy-config.template (`check inter 5000ms`)
 */
import { haproxy, haproxySsl } from "../../checkers/products/haproxy";
import { placeOf } from "../../source/documents";
import { field, goDurationOf, textOf } from "../../source/fields";
import { foundCheck, type Found } from "../found";
import { fromPreset } from "../from-preset";
import type { KubernetesObject } from "./objects";

const INTERVAL = "router.openshift.io/haproxy.health.check.interval";
const INTERVAL_MS = 5_000;
const CONNECT_MS = 5_000;

export function readRoute({ data, name }: KubernetesObject): Found {
  const annotation = field(field(field(data, "metadata"), "annotations"), INTERVAL);
  const termination = field(field(field(data, "spec"), "tls"), "termination");
  const tls = termination !== undefined && textOf(termination).toLowerCase() === "reencrypt";
  const intervalMs = annotation === undefined ? INTERVAL_MS : goDurationOf(annotation);
  const base = tls ? haproxySsl : haproxy;
  const check = fromPreset(base, {
    selector: name,
    origin: placeOf(annotation ?? data),
    summary: `OpenShift's router, HAProxy check of ${name}${tls ? " over TLS" : ""}`,
    intervalMs,
    timeoutMs: Math.min(intervalMs, CONNECT_MS),
    rise: 2,
    fall: 3,
    assumptions: [
      "the router checks a route's pods only where it has more than one of them; it is taken to",
      ...(annotation === undefined ? ["the router's own default is assumed: a check every 5 s"] : []),
    ],
  });
  return foundCheck({ selector: name, server: null, check });
}
