/**
 * Envoy: the clusters of a bootstrap, of a list of resources, or one alone, in YAML or JSON, and their `health_checks`.
 * https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/health_check.proto
 */
import type { Data } from "../../source/data";
import { placeOf, readDocuments } from "../../source/documents";
import { textOf } from "../../source/fields";
import { topKeys } from "../../source/top-keys";
import { place } from "../../source/place";
import { byItself, partition, unchecked, type Found } from "../found";
import type { ConfigurationReader } from "../reader-types";
import { readHealthCheck } from "./cluster-check";
import { at, repeated } from "./proto";

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
    const documents = readDocuments(file, { merges: false });
    const found = documents.flatMap(clustersIn).flatMap(readCluster);
    return partition(found.length > 0 ? found : [unchecked("", place(file, 1), whyNone(documents))]);
  },
};

function readCluster(cluster: Data): readonly Found[] {
  const name = at(cluster, "name")?.text ?? "unnamed";
  return byItself(name, placeOf(cluster), () => {
    const nameData = at(cluster, "name");
    if (nameData !== undefined) textOf(nameData, "the name of a cluster");
    const checks = repeated(cluster, "health_checks");
    if (checks.length === 0) return [unchecked(name, placeOf(cluster), `cluster ${name} has no health_checks`)];
    return checks.flatMap((check, index) => {
      const selector = checks.length === 1 ? name : `${name}/${index + 1}`;
      return byItself(selector, placeOf(check), () => [readHealthCheck(cluster, name, selector, check)]);
    });
  });
}

function whyNone(documents: readonly Data[]): string {
  return documents.some((document) => at(document, "dynamic_resources", "cds_config") !== undefined)
    ? "its clusters come from elsewhere (cds_config), and their health checks with them: read that file, or Envoy's /config_dump"
    : "it has no clusters, which health_checks belong to";
}

const HOLDERS = [["static_resources", "clusters"], ["clusters"], ["resources"]];

function clustersIn(document: Data): readonly Data[] {
  if (document.kind === "list") return document.items.flatMap(clustersIn);
  const found = HOLDERS.flatMap((path) => repeated(document, ...path));
  if (found.length > 0) return found;
  // What the admin interface dumps wraps each of them once more.
  const dumped = repeated(document, "configs").flatMap((one) => [
    ...repeated(one, "static_clusters"),
    ...repeated(one, "dynamic_active_clusters"),
  ]);
  if (dumped.length > 0) return dumped.flatMap((one) => at(one, "cluster") ?? []);
  return BOOTSTRAP.some((name) => at(document, name) !== undefined) ? [] : [document];
}
