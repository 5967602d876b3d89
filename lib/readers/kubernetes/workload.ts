/** The probes of all containers that an object describes. */
import type { Note } from "../../model/note";
import { placeOf } from "../../source/documents";
import { field } from "../../source/fields";
import { notEmulated, unsupported } from "../../source/unsupported";
import type { Data } from "../../source/data";
import { byItself, foundCheck, type Found } from "../found";
import type { ImportedCheck } from "../reader-types";
import { readContainer } from "./container";
import { groupOf, type KubernetesObject } from "./objects";
import { podsOf, type PodPart } from "./pods";

export function readWorkload(object: KubernetesObject): readonly Found[] {
  return podsOf(object.data).flatMap((pod) => {
    const owner = pod.name === "" ? object.name : `${object.name}/${pod.name}`;
    const knative = groupOf(object.data) === "serving.knative.dev";
    const notes = [...rewritten(pod), ...(knative ? [queueProxy(object.data)] : [])];
    const read = (data: Data, init: boolean) =>
      byItself(`${owner}/${field(data, "name")?.text ?? "unnamed"}`, placeOf(data), () =>
        readContainer({ owner, init, knative }, data),
      );
    return [
      ...pod.containers.flatMap((data) => read(data, false)),
      ...pod.initContainers.flatMap((data) => read(data, true)),
    ].map((one) => (one.kind === "check" ? foundCheck(withNotes(one.check, notes)) : one));
  });
}

function withNotes(imported: ImportedCheck, notes: readonly Note[]): ImportedCheck {
  return { ...imported, check: { ...imported.check, notes: [...(imported.check.notes ?? []), ...notes] } };
}

const REWRITE = "sidecar.istio.io/rewriteAppHTTPProbers";

/** Istio's agent makes the probes of a pod that is told so, from inside of the pod; it may be the mesh's default as well. */
function rewritten({ owner }: PodPart): Note[] {
  const annotation = field(field(field(owner, "metadata"), "annotations"), REWRITE);
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

/** Knative's queue-proxy stands before the container: the kubelet asks it, and it asks the container. */
function queueProxy(object: Data): Note {
  return unsupported(
    placeOf(object),
    "Knative's queue-proxy makes the probe from inside of the pod, more often while it starts",
  );
}
