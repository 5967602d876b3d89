/**
 * Kubernetes manifests, several documents, a List or a Template: the probes of all containers of a Pod or of whatever makes pods, the cloud
 * annotations of Services, and the health checks of other resources.
 */
import { placeOf, readDocuments } from "../../source/documents";
import { field } from "../../source/fields";
import { topKeys } from "../../source/top-keys";
import { byItself, partition, unchecked, type Found } from "../found";
import { type ConfigurationReader } from "../reader-types";
import { groupOf, kindOf, objectsIn, type KubernetesObject } from "./objects";
import { readService } from "./service";
import { readWorkload } from "./workload";

export const kubernetes: ConfigurationReader = {
  format: "Kubernetes manifests",
  product: "Kubernetes",
  files: "Kubernetes manifests: probes, and the annotations of AWS, Azure and Alibaba services",
  selector: "`deployment/game/server/liveness`, `service/game`",
  recognises({ text }) {
    const keys = topKeys(text);
    // kubectl writes its keys by name: in JSON a list's kind stands behind all of its items.
    return keys.has("apiVersion") && (keys.has("kind") || keys.has("items"));
  },
  read(file) {
    const objects = objectsIn(readDocuments(file, { merges: true }));
    return partition(
      objects.flatMap((object) => byItself(object.name, placeOf(object.data), () => readObject(object))),
    );
  },
};

function readObject(object: KubernetesObject): readonly Found[] {
  const isService = kindOf(object.data) === "Service" && groupOf(object.data) === "";
  return isService ? readCoreService(object) : readWorkload(object);
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
