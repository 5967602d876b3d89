/** What the handler of a probe (`tcpSocket`, `httpGet`, `grpc`) says. */
import type { Provenance, Preset } from "../../model/checker";
import type { Note } from "../../model/note";
import type { Data } from "../../source/data";
import { field, itemsOf, portOf, refused, textOf } from "../../source/fields";
import { unread } from "../../source/unsupported";

export interface Container {
  /** `deployment/web/app` */
  selector: string;
  data: Data;
  hasStartupProbe: boolean;
  /** What a probe without a port goes to; null: it needs one. */
  ownPort: number | null;
}

/** What goes over the wire, and the notes on it. */
export interface Handler {
  summary: string;
  style: string;
  options?: Preset["options"];
  connections?: Preset["connections"];
  port: number;
  provenance: Provenance[];
  assumptions: string[];
  unsupported: Note[];
}

export type ReadHandler = (block: Data, container: Container) => Handler;

export const SOURCE = "kubernetes/kubernetes v1.34.4";

/** The kubelet tells its version; a manifest does not. */
export const USER_AGENT = "kube-probe/1.34";
export const VERSION_UNKNOWN = `a kubelet of Kubernetes 1.34 is assumed (User-Agent: ${USER_AGENT})`;

export function unreadIn(block: Data, read: readonly string[]): Note[] {
  return unread(block, (key) => read.includes(key));
}

/** The kubelet probes another host than the pod. */
export function otherHost(block: Data): string[] {
  const host = field(block, "host");
  return host === undefined ? [] : [`the kubelet probes ${textOf(host)}; here TARGET is probed`];
}

/** A number, or the name of one of the container's ports. */
export function namedPort(block: Data, container: Container): number {
  const port = field(block, "port");
  if (port === undefined) return unsaidPort(block, container);
  if (port.kind !== "scalar" || /^\d+$/.test(port.text)) return portOf(port);
  const ports = itemsOf(field(container.data, "ports"));
  const number = field(
    ports.find((one) => field(one, "name")?.text === port.text),
    "containerPort",
  );
  if (number !== undefined) return portOf(number);
  const names = ports.map((one) => field(one, "name")?.text).filter((name) => name !== undefined);
  throw refused(
    port,
    `a port number, or the name of a port of the container (${names.join(", ") || "none has a name"})`,
  );
}

export function numberedPort(block: Data, container: Container): number {
  const port = field(block, "port");
  return port === undefined ? unsaidPort(block, container) : portOf(port);
}

function unsaidPort(block: Data, { ownPort }: Container): number {
  if (ownPort === null) throw refused(block, "a block with a port");
  return ownPort;
}
