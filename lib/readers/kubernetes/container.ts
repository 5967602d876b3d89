/** The probes of one container. */
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { field, itemsOf, portOf, refused, textOf } from "../../source/fields";
import { wrong } from "../../source/place";
import { byItself, unchecked, type Found } from "../found";
import { readProbe, type Purpose } from "./probe";

const PURPOSES: readonly Purpose[] = ["liveness", "readiness", "startup"];

export interface Place {
  /** `deployment/web` */
  owner: string;
  init: boolean;
  /** In Knative a probe may leave its port out. */
  knative: boolean;
}

export function readContainer({ owner, init, knative }: Place, data: Data): readonly Found[] {
  if (data.kind !== "map") throw refused(data, "a container");
  const name = field(data, "name");
  const selector = `${owner}/${name === undefined ? "unnamed" : textOf(name)}`;
  const container = {
    selector,
    data,
    hasStartupProbe: field(data, "startupProbe") !== undefined,
    ownPort: knative ? firstPort(data) : null,
  };
  const probes = PURPOSES.flatMap((purpose) => {
    const probe = field(data, `${purpose}Probe`);
    return probe === undefined ? [] : [{ purpose, probe }];
  });
  if (probes.length === 0 && !init)
    return [unchecked(selector, placeOf(data), `container ${name?.text ?? "unnamed"} of ${owner} has no probes`)];
  const sidecar = !init || field(data, "restartPolicy")?.text === "Always";
  return probes.flatMap(({ purpose, probe }) =>
    byItself(`${selector}/${purpose}`, placeOf(probe), () => {
      if (!sidecar) throw noProbes(probe);
      return [readProbe(container, purpose, probe)];
    }),
  );
}

/** Knative's default, where the container names none. */
const KNATIVE_PORT = 8080;

function firstPort(container: Data): number {
  const [first] = itemsOf(field(container, "ports"));
  const port = field(first, "containerPort");
  return port === undefined ? KNATIVE_PORT : portOf(port);
}

function noProbes({ file, line, path }: Data): Error {
  const reason = "an init container has no probes, unless it is a sidecar (restartPolicy: Always)";
  return wrong({ name: file }, line, path === "" ? reason : `${path}: ${reason}`);
}
