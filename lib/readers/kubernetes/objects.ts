/** The objects of manifests, and what people call them: `deployment/web`. */
import type { Data } from "../../source/data";
import { field, itemsOf, textOf } from "../../source/fields";

export interface KubernetesObject {
  data: Data;
  name: string;
}

/** With the namespace before the name where that alone tells two apart. */
export function objectsIn(documents: readonly Data[]): KubernetesObject[] {
  const short = documents.flatMap(withItsItems).map((data) => ({ data, name: shortName(data) }));
  const times = new Map<string, number>();
  for (const { name } of short) times.set(name, (times.get(name) ?? 0) + 1);
  return short.map(({ data, name }) => ({
    data,
    name: times.get(name) === 1 ? name : `${metadataOf(data, "namespace") ?? "default"}/${name}`,
  }));
}

/** A List, a PodList and so on hold others, and so does OpenShift's Template. */
function withItsItems(document: Data): Data[] {
  const kind = field(document, "kind");
  if (kind === undefined) return [];
  const text = textOf(kind, "the kind of an object");
  if (text.endsWith("List")) return itemsOf(field(document, "items")).flatMap(withItsItems);
  const objects = field(document, "objects");
  if (text === "Template" && objects !== undefined) return itemsOf(objects).flatMap(withItsItems);
  return [document];
}

function shortName(object: Data): string {
  const name = metadataOf(object, "name") ?? metadataOf(object, "generateName") ?? "unnamed";
  return `${kindOf(object).toLowerCase()}/${name}`;
}

export function kindOf(object: Data): string {
  return field(object, "kind")?.text ?? "";
}

/** `apps` of `apps/v1`; empty for the core's. */
export function groupOf(object: Data): string {
  const version = field(object, "apiVersion")?.text ?? "";
  return version.includes("/") ? version.slice(0, version.indexOf("/")) : "";
}

export function metadataOf(object: Data, key: string): string | undefined {
  const data = field(field(object, "metadata"), key);
  return data === undefined ? undefined : textOf(data);
}
