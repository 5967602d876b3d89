/** A Service of type LoadBalancer with its annotations, as the readers of the clouds need it. */
import { portNumber } from "../../source/address";
import type { Data } from "../../source/data";
import type { Note } from "../../model/note";

export interface Service {
  /** `service/web` */
  selector: string;
  place: string;
  spec: Data | undefined;
  ports: ServicePort[];
  /** externalTrafficPolicy: Local. The cloud then asks each node whether it has a pod, and kube-proxy answers. */
  local: boolean;
  annotations: Annotations;
}

export interface ServicePort {
  number: number;
  /** Its name, or its number where it has none. */
  name: string;
  protocol: "TCP" | "UDP" | "SCTP";
  appProtocol: Data | undefined;
}

export interface Annotations {
  /** The value behind the prefix; those that were asked for are not listed as unread. */
  get(key: string): Data | undefined;
  seconds(key: string, otherwise: number): number;
  whole(key: string, least: number, most: number, otherwise: number): number;
  text(key: string): string | undefined;
  /**
   * A note on each annotation that begins so and that nobody has asked for.
   *
   * @param ignored keys that somebody else reads
   */
  unread(begins: RegExp, ignored?: ReadonlySet<string>): Note[];
}

export const NODE_PORT = "the balancer's checks go to a port of each node and on to any pod; here TARGET is checked";

/** What a balancer may ask by a name has its number; null: it is neither a number nor the name of a port. */
export function numberOfPort(ports: readonly ServicePort[], text: string): number | null {
  return portNumber(text) ?? ports.find(({ name }) => name.toLowerCase() === text.toLowerCase())?.number ?? null;
}

export function portsNote(ports: readonly ServicePort[]): string[] {
  return ports.length > 1 ? [`each of the ${ports.length} ports is checked in this way; here TARGET is`] : [];
}

export const KUBE_PROXY =
  "with externalTrafficPolicy: Local the balancer asks kube-proxy on each node (healthCheckNodePort), not the service";
