/**
 * A probe of a container as a checker. https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 *
 * TARGET stands for the container's port that is probed, whatever number the manifest gives it: the kubelet asks each pod at its own
 * address.
 */
import type { Initially } from "../../model/checker";
import type { Note } from "../../model/note";
import type { Data } from "../../source/data";
import { assumed } from "../../checkers/products/assumed";
import { placeOf } from "../../source/documents";
import { field, nameFrom, refused, wholeOf } from "../../source/fields";
import { unsupported } from "../../source/unsupported";
import { foundCheck, outOfReach, type Found } from "../found";
import { grpc } from "./grpc-probe";
import { httpGet } from "./http-get-probe";
import { SOURCE, unreadIn, type Container, type ReadHandler } from "./probe-handler";
import { tcpSocket } from "./tcp-socket";

export type Purpose = "liveness" | "readiness" | "startup";

type KindOfHandler = { kind: "exchange"; read: ReadHandler } | { kind: "out-of-reach"; why: string };

const HANDLERS: ReadonlyMap<string, KindOfHandler> = new Map<string, KindOfHandler>([
  [
    "exec",
    { kind: "out-of-reach", why: "an exec probe runs a command in the container and sends nothing to the service" },
  ],
  ["grpc", { kind: "exchange", read: grpc }],
  ["httpGet", { kind: "exchange", read: httpGet }],
  ["tcpSocket", { kind: "exchange", read: tcpSocket }],
]);

const NAMES = [...HANDLERS.keys()];
const CADENCE = ["periodSeconds", "timeoutSeconds", "successThreshold", "failureThreshold"];
const KEYS = [...NAMES, ...CADENCE, "initialDelaySeconds"];

const MOST_SECONDS = 86_400;

const INITIALLY: Record<Purpose, Initially> = { liveness: "up", readiness: "down", startup: "down" };

export function readProbe(container: Container, purpose: Purpose, probe: Data): Found {
  const selector = `${container.selector}/${purpose}`;
  const place = placeOf(probe);
  const { kind, block } = handlerIn(probe);
  if (kind.kind === "out-of-reach") return outOfReach(selector, place, kind.why);
  if (block.kind !== "map") throw refused(block, "a block");
  const handler = kind.read(block, container);

  const rise = threshold(probe, "successThreshold", 1);
  const riseData = field(probe, "successThreshold");
  if (purpose !== "readiness" && rise !== 1 && riseData !== undefined)
    throw refused(riseData, `1 for a ${purpose} probe`);
  const name = nameFrom(selector);
  return foundCheck({
    selector,
    server: null,
    container: `${container.selector}:${handler.port}`,
    check: {
      name,
      product: "Kubernetes",
      summary: `Kubernetes ${handler.summary} ${purpose} probe`,
      style: handler.style,
      ...(handler.options && { options: handler.options }),
      ...(handler.connections && { connections: handler.connections }),
      intervalMs: threshold(probe, "periodSeconds", 10) * 1000,
      timeoutMs: threshold(probe, "timeoutSeconds", 1) * 1000,
      rise,
      fall: threshold(probe, "failureThreshold", 3),
      nodes: 1,
      spread: "random",
      cadence: "ticker",
      initially: INITIALLY[purpose],
      provenance: [
        { from: "configuration", text: place },
        ...handler.provenance,
        {
          from: "source",
          text: `${SOURCE}: pkg/kubelet/prober/worker.go (a ticker of periodSeconds; one prober for each probe)`,
        },
      ],
      assumptions: assumed(name, ...handler.assumptions, ...courseOf(purpose, container)),
      notes: [...handler.unsupported, ...initialDelay(probe), ...unreadIn(probe, KEYS)],
      origin: place,
      servers: [`port ${handler.port} of each pod`],
    },
  });
}

/** The only handler that a probe has. */
function handlerIn(probe: Data): { kind: KindOfHandler; block: Data } {
  if (probe.kind !== "map") throw refused(probe, `a probe with one of ${NAMES.join(", ")}`);
  const given = [...HANDLERS].flatMap(([name, kind]) => {
    const block = probe.fields.get(name);
    return block === undefined ? [] : [{ name, kind, block }];
  });
  const [handler, ...others] = given;
  if (handler === undefined || others.length > 0) {
    const names = given.map(({ name }) => name).join(" and ");
    throw refused(probe, `exactly one of ${NAMES.join(", ")}`, names === "" ? "none is given" : `${names} are given`);
  }
  return handler;
}

/** When it begins and ends in a container's life. */
function courseOf(purpose: Purpose, { hasStartupProbe }: Container): string[] {
  return [
    ...(purpose === "startup" ? [`the kubelet ends it with its first success; here it goes on`] : []),
    ...(purpose !== "startup" && hasStartupProbe
      ? [`the kubelet begins once the startup probe has succeeded; here it is taken to have`]
      : []),
    ...(purpose !== "readiness" ? [`the kubelet restarts the container when it fails; here nothing is restarted`] : []),
  ];
}

function initialDelay(probe: Data): Note[] {
  const data = field(probe, "initialDelaySeconds");
  if (data === undefined || wholeOf(data, 0, MOST_SECONDS) === 0) return [];
  return [
    unsupported(
      placeOf(data),
      `\`initialDelaySeconds: ${data.text}\` is not emulated: the service is taken to have started`,
      "initialDelaySeconds",
    ),
  ];
}

/** Zero stands for the default, as for one that is left out. */
function threshold(probe: Data, key: string, otherwise: number): number {
  const data = field(probe, key);
  return (data && wholeOf(data, 0, MOST_SECONDS)) || otherwise;
}
