/**
 * Where an object describes containers, wherever that is: a Pod's `spec`, the template of whatever makes pods, the pods that an operator's
 * resource lists, or the part of one that its containers' probes are taken from.
 */
import type { Data } from "../../source/data";
import { field } from "../../source/fields";

export interface PodPart {
  /** The part of the name below the object's; empty where the object has one pod. */
  name: string;
  /** The object or template that the pod's labels and annotations stand in. */
  owner: Data;
  containers: readonly Data[];
  initContainers: readonly Data[];
}

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"];
/** They describe kinds of objects, or hold texts. */
const NO_PODS = new Set(["CustomResourceDefinition", "ConfigMap", "Secret"]);

export function podsOf(object: Data): PodPart[] {
  if (NO_PODS.has(field(object, "kind")?.text ?? "")) return [];
  const found = podsBelow(object, object, "", "");
  return found.length === 1 ? found.map((pod) => ({ ...pod, name: "" })) : found;
}

/**
 * @param owner the nearest map above that has metadata
 * @param key of the data in the map or list that holds it
 */
function podsBelow(data: Data, owner: Data, path: string, key: string): PodPart[] {
  if (data.kind === "list")
    return data.items.flatMap((item, index) => podsBelow(item, owner, `${path}-${index + 1}`, key));
  if (data.kind !== "map") return [];
  const holder = field(data, "metadata") === undefined ? owner : data;
  const containers = data.fields.get("containers");
  const name = holder === owner ? path : (field(field(holder, "metadata"), "name")?.text ?? path);
  if (containers?.kind === "list") {
    const before = field(data, "initContainers");
    return [
      {
        name,
        owner: holder,
        containers: containers.items,
        initContainers: before?.kind === "list" ? before.items : [],
      },
    ];
  }
  if (PROBES.some((probe) => data.fields.get(probe)?.kind === "map"))
    return [{ name, owner: holder, containers: [named(data, key)], initContainers: [] }];
  return [...data.fields].flatMap(([below, value]) => podsBelow(value, holder, pathTo(name, below), below));
}

/** Every description of pods stands below some of these. */
const USUAL = new Set(["spec", "template", "podTemplate", "jobTemplate", "pods", "items"]);

function pathTo(path: string, key: string): string {
  if (USUAL.has(key)) return path;
  return path === "" ? key : `${path}-${key}`;
}

/** What probes stand in and is no container of a list: it is called what its key is. */
function named(data: Extract<Data, { kind: "map" }>, key: string): Data {
  if (data.fields.has("name")) return data;
  const name: Data = { kind: "scalar", raw: true, file: data.file, path: data.path, line: data.line, text: key };
  return { ...data, fields: new Map([...data.fields, ["name", name]]) };
}
