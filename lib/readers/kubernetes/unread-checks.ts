/** Health checks of resources that nobody here knows: they are named, and not dropped. */
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { outOfReach, type Found } from "../found";
import { kindOf, type KubernetesObject } from "./objects";

const KEY = /^(?:active|passive|http|tcp|grpc)?health_?checks?(?:policy|config|er)?$/i;
/** They describe kinds of objects, or hold texts. */
const NONE = new Set(["CustomResourceDefinition", "ConfigMap", "Secret"]);

export function unreadChecks({ data, name }: KubernetesObject): Found[] {
  if (NONE.has(kindOf(data))) return [];
  const [first] = blocksIn(data);
  return first === undefined
    ? []
    : [outOfReach(name, placeOf(first), `the health checks of a ${kindOf(data)} are not read`)];
}

function blocksIn(data: Data): Data[] {
  if (data.kind === "list") return data.items.flatMap(blocksIn);
  if (data.kind !== "map") return [];
  return [...data.fields].flatMap(([key, value]) =>
    KEY.test(key) && (value.kind === "map" || value.kind === "list") ? [value] : blocksIn(value),
  );
}
