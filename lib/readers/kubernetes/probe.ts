/**
 * A probe of a container as a checker. https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 *
 * TARGET stands for the container's port that is probed, whatever number the manifest gives it: the kubelet asks each pod at its own
 * address.
 */
import type { Step } from "../../model/extension";
import type { Connections, Evidence, Initially, Preset } from "../../model/checker";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpAnswer } from "../../wire/http-answer";
import { grpcHealth } from "../../wire/grpc-health";
import { kubernetesHttpGet } from "../../wire/kubernetes-http-get";
import { ipAddress } from "../../source/address";
import type { Data } from "../../source/data";
import { assumed } from "../../checkers/products/assumed";
import { placeOf } from "../../source/documents";
import { unread, unsupported } from "../../source/unsupported";
import type { Note } from "../../model/note";
import { field, itemsOf, nameFrom, portOf, refused, textOf, wholeOf, wordOf } from "../../source/fields";
import type { ImportedCheck, OutOfReach } from "../reader-types";

export type Purpose = "liveness" | "readiness" | "startup";

export interface Container {
  /** `deployment/web/app` */
  selector: string;
  data: Data;
  hasStartupProbe: boolean;
}

/** What the exchange of one handler is, and what is to be said of it. */
interface Handler {
  summary: string;
  style: string;
  options?: Preset["options"];
  connections?: Preset["connections"];
  port: number;
  evidence: Evidence[];
  assumptions: string[];
  unsupported: Note[];
}

const SOURCE = "kubernetes/kubernetes v1.34.4";
const HANDLERS = ["exec", "grpc", "httpGet", "tcpSocket"] as const;
const CADENCE = ["periodSeconds", "timeoutSeconds", "successThreshold", "failureThreshold"];

/** The kubelet tells its version; a manifest does not. */
const USER_AGENT = "kube-probe/1.34";
const VERSION_UNKNOWN = `a kubelet of Kubernetes 1.34 is assumed (User-Agent: ${USER_AGENT})`;

const INITIALLY: Record<Purpose, Initially> = { liveness: "up", readiness: "down", startup: "down" };

export function readProbe(container: Container, purpose: Purpose, probe: Data): ImportedCheck | OutOfReach {
  if (probe.kind !== "map") throw refused(probe, `a probe with one of ${HANDLERS.join(", ")}`);
  const selector = `${container.selector}/${purpose}`;
  const place = placeOf(probe);
  const handlers = HANDLERS.filter((name) => probe.fields.has(name));
  if (handlers.length !== 1)
    throw refused(probe, `exactly one of ${HANDLERS.join(", ")}; here ${handlers.join(" and ") || "none"} is given`);
  if (handlers[0] === "exec")
    return { selector, place, why: "an exec probe runs a command in the container and sends nothing to the service" };
  const what = probe.fields.get(handlers[0]!)!;
  if (what.kind !== "map") throw refused(what, "a block");
  const handler = readHandler[handlers[0]!](what, container);

  const rise = threshold(probe, "successThreshold", 1);
  if (purpose !== "readiness" && rise !== 1)
    throw refused(field(probe, "successThreshold")!, `1 for a ${purpose} probe`);
  return {
    selector,
    server: null,
    container: `${container.selector}:${handler.port}`,
    check: {
      name: nameFrom(selector),
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
      initially: INITIALLY[purpose],
      evidence: [
        { from: "configuration", text: place },
        ...handler.evidence,
        {
          from: "source",
          text: `${SOURCE}: pkg/kubelet/prober/worker.go (a ticker of periodSeconds; one prober for each probe)`,
        },
      ],
      assumptions: assumed(
        nameFrom(selector),
        ...[
          `the kubelet probes port ${handler.port} of each pod; here TARGET is probed`,
          ...handler.assumptions,
          ...courseOf(purpose, container),
        ],
      ),
      notes: [
        ...handler.unsupported,
        ...initialDelay(probe),
        ...unreadIn(probe, [...HANDLERS, ...CADENCE, "initialDelaySeconds"]),
      ],
      origin: place,
    },
  };
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

function unreadIn(block: Data, read: readonly string[]): Note[] {
  return unread(block, (key) => read.includes(key));
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

const MOST_SECONDS = 86_400;

/** Zero stands for the default, as for one that is left out. */
function threshold(probe: Data, key: string, otherwise: number): number {
  const data = field(probe, key);
  return (data && wholeOf(data, 0, MOST_SECONDS)) || otherwise;
}

const readHandler: Record<Exclude<(typeof HANDLERS)[number], "exec">, (what: Data, container: Container) => Handler> = {
  tcpSocket: (what, container) => ({
    summary: "tcpSocket",
    style: "fin",
    options: { lingerSeconds: 1 },
    port: portIn(what, container),
    evidence: [
      {
        from: "source",
        text: `${SOURCE}: pkg/probe/tcp/tcp.go DoTCPProbe, pkg/probe/dialer_others.go (SO_LINGER since 1.27)`,
      },
      { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK; SO_LINGER{1,1} is still a FIN" },
    ],
    assumptions: otherHost(what),
    unsupported: unreadIn(what, ["host", "port"]),
  }),
  httpGet,
  grpc: (what, container) => {
    const port = portIn(what, container, false);
    const service = field(what, "service");
    const called = service === undefined ? "" : textOf(service);
    return {
      summary: "grpc",
      style: "send-expect",
      connections: ({ host, timeoutMs }) => [
        connection(
          "full",
          grpcHealth({ authority: authority(host, port), service: called, userAgent: USER_AGENT, timeoutMs }),
          { kind: "drain-fin" },
        ),
      ],
      port,
      evidence: [{ from: "source", text: `${SOURCE}: pkg/probe/grpc/grpc.go Probe (google.golang.org/grpc)` }],
      assumptions: [
        `the frames are those of grpc-go, but header fields are not Huffman-coded and no PING is sent or answered`,
        VERSION_UNKNOWN,
      ],
      unsupported: unreadIn(what, ["port", "service"]),
    };
  },
};

function httpGet(what: Data, container: Container): Handler {
  const port = portIn(what, container);
  const schemeData = field(what, "scheme");
  const scheme = schemeData === undefined ? "HTTP" : wordOf(schemeData, ["HTTP", "HTTPS"]);
  const hostData = field(what, "host");
  const own = hostData === undefined ? null : textOf(hostData);
  const pathData = field(what, "path");
  const path = pathData === undefined ? "" : textOf(pathData);
  const headers = itemsOf(field(what, "httpHeaders")).map((header) => headerIn(header));
  return {
    summary: scheme === "HTTP" ? "httpGet" : "httpGet (HTTPS)",
    style: "send-expect",
    connections: ({ host }): Connections => [
      connection(
        "full",
        [
          ...(scheme === "HTTPS" ? [tls(own)] : []),
          kubernetesHttpGet({ path, host: authority(own ?? host, port), userAgent: USER_AGENT, headers }),
          ...httpAnswer("[23][0-9][0-9]"),
        ],
        { kind: "drain-fin" },
      ),
    ],
    port,
    evidence: [
      { from: "source", text: `${SOURCE}: pkg/probe/http/request.go, http.go DoHTTPProbe (200 to 399 is good)` },
      {
        from: "capture",
        text: "GET, Host, User-Agent, the other headers by name, Connection: close; FIN when the answer is complete",
      },
    ],
    assumptions: [
      ...otherHost(what),
      `redirects to the same host count as a success; the kubelet follows them`,
      ...(scheme === "HTTPS" ? [`the kubelet speaks HTTP/2 with a service that has it; here it is HTTP/1.1`] : []),
      VERSION_UNKNOWN,
    ],
    unsupported: unreadIn(what, ["host", "port", "path", "scheme", "httpHeaders"]),
  };
}

/** Any certificate will do. Go names no address in SNI, and the pod has nothing else. */
function tls(host: string | null): Step {
  return {
    kind: "tls",
    verify: false,
    alpn: ["http/1.1"],
    ...(host !== null && ipAddress(host) === null && { serverName: host }),
  };
}

function headerIn(header: Data): [name: string, value: string] {
  const name = field(header, "name");
  if (name === undefined) throw refused(header, "a header with name and value");
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(textOf(name))) throw refused(name, "the name of a header");
  const value = field(header, "value");
  return [name.text, value === undefined ? "" : textOf(value)];
}

function otherHost(what: Data): string[] {
  const host = field(what, "host");
  return host === undefined ? [] : [`the kubelet probes ${textOf(host)}; here TARGET is probed`];
}

/** A number, or the name of one of the container's ports. */
function portIn(what: Data, { data }: Container, named = true): number {
  const port = field(what, "port");
  if (port === undefined) throw refused(what, "a block with a port");
  if (port.kind !== "scalar" || /^\d+$/.test(port.text) || !named) return portOf(port);
  const ports = itemsOf(field(data, "ports"));
  const found = ports.find((one) => field(one, "name")?.text === port.text);
  const number = field(found, "containerPort");
  if (number === undefined) {
    const names = ports.map((one) => field(one, "name")?.text).filter((name) => name !== undefined);
    throw refused(
      port,
      `a port number, or the name of a port of the container (${names.join(", ") || "none has a name"})`,
    );
  }
  return portOf(number);
}
