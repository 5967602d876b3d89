/**
 * Kubernetes manifests, several documents or a List: the probes of all containers of a Pod or of whatever makes pods, and the cloud
 * annotations of Services.
 */
import type { Data } from "../../source/data";
import { placeOf, readDocuments } from "../../source/documents";
import { field, itemsOf, refused, textOf } from "../../source/fields";
import { foundCheck, partition, unchecked, type Found } from "../found";
import { type ConfigurationReader, type ImportedCheck } from "../reader-types";
import { notEmulated } from "../../source/unsupported";
import type { Note } from "../../model/note";
import { wrong, type SourceFile } from "../../source/place";
import { readProbe, type Purpose } from "./probe";
import { readService } from "./service";

const PURPOSES: readonly Purpose[] = ["liveness", "readiness", "startup"];

export const kubernetes: ConfigurationReader = {
  format: "Kubernetes manifests",
  product: "Kubernetes",
  files: "Kubernetes manifests: probes, and the annotations of AWS, Azure and Alibaba services",
  selector: "`deployment/game/server/liveness`, `service/game`",
  recognises: ({ text }) => /^\s*["']?apiVersion["']?\s*:/m.test(text) && /^\s*["']?kind["']?\s*:/m.test(text),
  read(file) {
    const objects = withNames(readDocuments(file, { merges: true }).flatMap(objectsOf));
    const found = objects.flatMap(({ object, name }) => readObject(file, object, name));
    const paths = new Set(found.flatMap(pathsOf));
    return partition([...found, ...objects.flatMap(({ object, name }) => uncheckedIn(object, name, paths))]);
  },
};

/** A List, a PodList and so on hold others. */
function objectsOf(document: Data): Data[] {
  const kind = field(document, "kind");
  if (kind === undefined) return [];
  if (!textOf(kind, "the kind of an object").endsWith("List")) return [document];
  return itemsOf(field(document, "items")).flatMap(objectsOf);
}

/** `deployment/web`; with the namespace before it where that alone tells two apart. */
function withNames(objects: readonly Data[]): { object: Data; name: string }[] {
  const times = new Map<string, number>();
  const short = objects.map((object) => ({ object, name: shortName(object) }));
  for (const { name } of short) times.set(name, (times.get(name) ?? 0) + 1);
  return short.map(({ object, name }) => ({
    object,
    name: times.get(name) === 1 ? name : `${meta(object, "namespace") ?? "default"}/${name}`,
  }));
}

function shortName(object: Data): string {
  const name = meta(object, "name") ?? meta(object, "generateName") ?? "unnamed";
  return `${(field(object, "kind")?.text ?? "").toLowerCase()}/${name}`;
}

function meta(object: Data, key: string): string | undefined {
  const data = field(field(object, "metadata"), key);
  return data === undefined ? undefined : textOf(data);
}

function readObject(file: SourceFile, object: Data, name: string): Found[] {
  if (field(object, "kind")?.text === "Service") return readService(object, name);
  const pod = podOf(object);
  if (pod === undefined) return [];
  const containers = itemsOf(field(pod, "containers")).map((data) => ({ data, init: false }));
  const before = itemsOf(field(pod, "initContainers")).map((data) => ({ data, init: true }));
  const istio = rewritten(object);
  return [...containers, ...before]
    .flatMap(({ data, init }) => readContainer(file, name, data, init))
    .map((one) => (one.kind === "check" ? foundCheck(withNotes(one.check, istio)) : one));
}

function withNotes(imported: ImportedCheck, notes: readonly Note[]): ImportedCheck {
  return { ...imported, check: { ...imported.check, notes: [...(imported.check.notes ?? []), ...notes] } };
}

const REWRITE = "sidecar.istio.io/rewriteAppHTTPProbers";

/** Istio's agent makes the probes of a pod that is told so, from inside of the pod; it may be the mesh's default as well. */
function rewritten(object: Data): Note[] {
  const spec = field(object, "spec");
  const template = field(field(field(spec, "jobTemplate"), "spec"), "template") ?? field(spec, "template") ?? object;
  const annotation = field(field(field(template, "metadata"), "annotations"), REWRITE);
  return annotation?.text === "true"
    ? [
        notEmulated(
          placeOf(annotation),
          REWRITE,
          "Istio's agent makes the probe from inside of the pod (CHECKER=istio)",
        ),
      ]
    : [];
}

/** What it is called, and all that is above it: `a/b/c`, `a/b` and `a`. */
function pathsOf(found: Found): string[] {
  const { selector } = found.kind === "check" ? found.check : found.item;
  const segments = selector.split("/");
  return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}

/** Services and containers of which nothing was found. */
function uncheckedIn(object: Data, name: string, found: ReadonlySet<string>): Found[] {
  if (field(object, "kind")?.text === "Service") {
    const balanced = field(field(object, "spec"), "type")?.text === "LoadBalancer";
    const why = balanced
      ? `${name} says nothing of its balancer's health check that is known here: annotations of AWS, Azure and Alibaba are`
      : `${name} has no load balancer that would check it`;
    return found.has(name) ? [] : [unchecked(name, placeOf(object), why)];
  }
  return itemsOf(field(podOf(object), "containers")).flatMap((data) => {
    const container = field(data, "name")?.text ?? "unnamed";
    const selector = `${name}/${container}`;
    return found.has(selector)
      ? []
      : [unchecked(selector, placeOf(data), `container ${container} of ${name} has no probes`)];
  });
}

/** Wherever the kind keeps its pods' description: a Pod, a CronJob, and all the others, our own resources included. */
function podOf(object: Data): Data | undefined {
  const spec = field(object, "spec");
  const job = field(field(field(spec, "jobTemplate"), "spec"), "template");
  const places = [
    field(job, "spec"),
    field(field(spec, "template"), "spec"),
    field(field(object, "template"), "spec"),
    spec,
  ];
  return places.find((place) => field(place, "containers") !== undefined);
}

function readContainer(file: SourceFile, owner: string, data: Data, init: boolean): Found[] {
  if (data.kind !== "map") throw refused(data, "a container");
  const name = field(data, "name");
  const container = {
    selector: `${owner}/${name === undefined ? "unnamed" : textOf(name)}`,
    data,
    hasStartupProbe: field(data, "startupProbe") !== undefined,
  };
  return PURPOSES.flatMap((purpose) => {
    const probe = field(data, `${purpose}Probe`);
    if (probe === undefined) return [];
    if (init && field(data, "restartPolicy")?.text !== "Always")
      throw wrong(
        file,
        probe.line,
        `${probe.path === "" ? "" : `${probe.path}: `}an init container has no probes, unless it is a sidecar (restartPolicy: Always)`,
      );
    return [readProbe(container, purpose, probe)];
  });
}
