/**
 * Envoy: the clusters of a bootstrap, of a list of resources, or one alone, in YAML or JSON, and their `health_checks`.
 * https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/health_check.proto
 */
import type { Data } from "../../source/data";
import { placeOf, readDocuments } from "../../source/documents";
import { itemsOf, textOf } from "../../source/fields";
import { topKeys } from "../../source/top-keys";
import { partition, unchecked } from "../found";
import type { ConfigurationReader } from "../reader-types";
import { readHealthCheck } from "./cluster-check";
import { at } from "./proto";

const CHECKS = /["']?\b(?:health_checks|healthChecks)["']?\s*:/;
const BOOTSTRAP = ["static_resources", "staticResources", "dynamic_resources", "dynamicResources"];
/** Keys that clusters stand below, or that are in one. */
const CLUSTERS = [
  ...["clusters", "resources", "configs", "load_assignment", "loadAssignment", "lb_policy", "lbPolicy"],
  ...["connect_timeout", "connectTimeout", "health_checks", "healthChecks"],
];

export const envoy: ConfigurationReader = {
  format: "Envoy clusters",
  product: "Envoy",
  files: "Envoy, YAML or JSON",
  selector: "the cluster",
  recognises({ text }) {
    const keys = topKeys(text);
    return BOOTSTRAP.some((key) => keys.has(key)) || (CLUSTERS.some((key) => keys.has(key)) && CHECKS.test(text));
  },
  read(file) {
    const clusters = readDocuments(file, { merges: false }).flatMap(clustersIn);
    return partition(
      clusters.flatMap((cluster) => {
        const nameData = at(cluster, "name");
        const name = nameData === undefined ? "unnamed" : textOf(nameData, "the name of a cluster");
        const checks = itemsOf(at(cluster, "health_checks"));
        if (checks.length === 0) return [unchecked(name, placeOf(cluster), `cluster ${name} has no health_checks`)];
        return checks.map((check, index) =>
          readHealthCheck(cluster, name, checks.length === 1 ? name : `${name}/${index + 1}`, check),
        );
      }),
    );
  },
};

function clustersIn(document: Data): readonly Data[] {
  if (document.kind === "list") return document.items.flatMap(clustersIn);
  for (const path of [["static_resources", "clusters"], ["clusters"], ["resources"]]) {
    const found = at(document, ...path);
    if (found !== undefined) return itemsOf(found);
  }
  // What the admin interface dumps wraps each of them once more.
  const dumped = [...itemsOf(at(document, "configs"))].flatMap((one) => [
    ...itemsOf(at(one, "static_clusters")),
    ...itemsOf(at(one, "dynamic_active_clusters")),
  ]);
  if (dumped.length > 0) return dumped.flatMap((one) => at(one, "cluster") ?? []);
  return [document];
}
