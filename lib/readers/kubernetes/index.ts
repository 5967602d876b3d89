/**
 * Kubernetes manifests, several documents, a List or a Template: the probes of all containers of a Pod or of whatever makes pods, the cloud
 * annotations of Services, and the health checks of other resources.
 */
import type { WrongDocument } from "../../source/data-file";
import { placeOf, readEachDocument } from "../../source/documents";
import { field } from "../../source/fields";
import { place, type SourceFile } from "../../source/place";
import { topKeys } from "../../source/top-keys";
import { listed } from "../../text/format";
import { Refusal, resolved } from "../../text/refusal";
import { byItself, partition, unchecked, type Found } from "../found";
import type { ConfigurationReader, Imported } from "../reader-types";
import { readBackendTrafficPolicy } from "./envoy-gateway";
import { groupOf, kindOf, objectsIn, type KubernetesObject } from "./objects";
import { readRoute } from "./openshift-route";
import { readService } from "./service";
import { readTraefikRoutes } from "./traefik-routes";
import { unreadChecks } from "./unread-checks";
import { readWorkload } from "./workload";

export const kubernetes: ConfigurationReader = {
  format: "Kubernetes manifests",
  product: "Kubernetes",
  files:
    "Kubernetes manifests: probes, annotations of AWS, Azure and Alibaba services, and resources of Traefik, Envoy Gateway and OpenShift",
  selector: "`deployment/game/server/liveness`, `service/game`",
  recognises({ text }) {
    const keys = topKeys(text);
    // kubectl writes its keys by name: in JSON a list's kind stands behind all of its items.
    return keys.has("apiVersion") && (keys.has("kind") || keys.has("items"));
  },
  read(file) {
    const { run, refusal } = resolved(() => readManifests(file));
    if (run !== null) return run;
    throw new Refusal(
      HELM.test(file.text) ? `${refusal}; this is a Helm template: \`helm template\` prints manifests` : refusal,
    );
  },
};

/** What Helm fills in, and what manifests have no use for. */
const HELM =
  /\{\{-?\s*(?:(?:if|range|with|include|template|define|toYaml|tpl)\b|\.(?:Values|Release|Chart|Capabilities)\b)/;

function readManifests(file: SourceFile): Imported {
  const documents = readEachDocument(file);
  const objects = objectsIn(documents.flatMap((document) => ("refusal" in document ? [] : [document])));
  const found = [
    ...objects.flatMap((object) => byItself(object.name, placeOf(object.data), () => readObject(object))),
    ...documents.flatMap((document) => ("refusal" in document ? [wrongDocument(file, document)] : [])),
  ];
  return partition(found.length > 0 ? found : [unchecked("", place(file, 1), whyNone(objects))]);
}

/** What it is called cannot be known. */
function wrongDocument(file: SourceFile, { line, refusal }: WrongDocument): Found {
  return {
    kind: "out-of-reach",
    item: { selector: `line-${line}`, place: place(file, line), why: refusal, fault: true },
  };
}

function whyNone(objects: readonly KubernetesObject[]): string {
  const kinds = [...new Set(objects.map(({ data }) => kindOf(data)))];
  return `no object in it has containers or a balancer's health check${kinds.length === 0 ? "" : `: ${listed(kinds)}`}`;
}

/** By group and kind; whatever else has containers is a workload. */
const READERS: ReadonlyMap<string, (object: KubernetesObject) => readonly Found[]> = new Map([
  ["/Service", readCoreService],
  ["traefik.io/IngressRoute", readTraefikRoutes],
  ["traefik.io/TraefikService", readTraefikRoutes],
  ["traefik.containo.us/IngressRoute", readTraefikRoutes],
  ["traefik.containo.us/TraefikService", readTraefikRoutes],
  ["gateway.envoyproxy.io/BackendTrafficPolicy", readBackendTrafficPolicy],
  ["route.openshift.io/Route", (object) => [readRoute(object)]],
  ["/Route", (object) => [readRoute(object)]],
]);

function readObject(object: KubernetesObject): readonly Found[] {
  const known = READERS.get(`${groupOf(object.data)}/${kindOf(object.data)}`);
  if (known !== undefined) return known(object);
  const found = readWorkload(object);
  return found.length > 0 ? found : unreadChecks(object);
}

function readCoreService({ data, name }: KubernetesObject): readonly Found[] {
  const found = readService(data, name);
  if (found.length > 0) return found;
  const balanced = field(field(data, "spec"), "type")?.text === "LoadBalancer";
  const why = balanced
    ? `${name} says nothing of its balancer's health check that is known here: annotations of AWS, Azure and Alibaba are`
    : `${name} has no load balancer that would check it`;
  return [unchecked(name, placeOf(data), why)];
}
