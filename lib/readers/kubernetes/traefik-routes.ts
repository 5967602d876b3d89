/**
 * The health checks of Traefik's IngressRoute and TraefikService, which are those of its dynamic configuration: for Services of the type
 * ExternalName alone. traefik/traefik@04b9d3f8: pkg/provider/kubernetes/crd/traefikio/v1alpha1/ingressroute.go
 */
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { field } from "../../source/fields";
import { madeList, madeMap, madeText } from "../../source/made-data";
import { authority } from "../../wire/authority";
import { byItself, type Found } from "../found";
import { readHttp } from "../traefik/http-health-check";
import type { KubernetesObject } from "./objects";

export function readTraefikRoutes({ data, name }: KubernetesObject): readonly Found[] {
  const seen = new Map<string, number>();
  return servicesIn(field(data, "spec")).flatMap((service) => {
    const healthCheck = field(service, "healthCheck");
    if (healthCheck === undefined) return [];
    const called = field(service, "name")?.text ?? "unnamed";
    const times = (seen.get(called) ?? 0) + 1;
    seen.set(called, times);
    const selector = `${name}/${called}${times > 1 ? `-${times}` : ""}`;
    return byItself(selector, placeOf(healthCheck), () => [
      readHttp({ selector, balancer: balancerOf(service, called), healthCheck, transport: undefined }),
    ]);
  });
}

/** Those of routes, and of weighted and mirrored services, however deep. */
function servicesIn(data: Data | undefined): Data[] {
  if (data?.kind === "list") return data.items.flatMap(servicesIn);
  if (data?.kind !== "map") return [];
  const own = data.fields.has("healthCheck") ? [data] : [];
  return [...own, ...[...data.fields.values()].flatMap(servicesIn)];
}

/** The scheme is https for port 443, unless it is said. */
function balancerOf(service: Data, name: string): Data {
  const port = field(service, "port");
  const number = port !== undefined && /^\d{1,5}$/.test(port.text) ? Number(port.text) : null;
  const scheme = field(service, "scheme")?.text ?? (number === 443 ? "https" : "http");
  const server = madeMap(service, { url: madeText(port ?? service, `${scheme}://${authority(name, number)}`) });
  return madeMap(service, { servers: madeList(service, [server]) });
}
