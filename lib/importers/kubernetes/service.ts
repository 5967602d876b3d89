/** The health checks that a Service's annotations ask a cloud's load balancer for. Without any the cloud's defaults are not this file's. */
import type { Data } from "../../settings/data";
import { placeOf } from "../documents";
import { field, itemsOf, refused, secondsOf, textOf, wholeOf } from "../fields";
import type { ImportedCheck, OutOfReach } from "../importer";
import { alibabaService } from "./alibaba-service";
import { awsService } from "./aws-service";
import { azureService } from "./azure-service";

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
  appProtocol: Data | undefined;
}

export interface Annotations {
  /** The value behind the prefix; those that were asked for are not listed as unread. */
  get(key: string): Data | undefined;
  seconds(key: string, otherwise: number): number;
  whole(key: string, least: number, most: number, otherwise: number): number;
  text(key: string): string | undefined;
  /** Of those that begin so, the ones that nobody has asked for. */
  unread(begins: RegExp): string[];
}

const PREFIX = "service.beta.kubernetes.io/";

export function readService(object: Data, selector: string): (ImportedCheck | OutOfReach)[] {
  const given = field(field(object, "metadata"), "annotations");
  const spec = field(object, "spec");
  if (given?.kind !== "map" || field(spec, "type")?.text !== "LoadBalancer") return [];
  const service: Service = {
    selector,
    place: placeOf(given),
    spec,
    ports: itemsOf(field(spec, "ports")).map(portOf),
    local: field(spec, "externalTrafficPolicy")?.text === "Local",
    annotations: annotationsOf(given.fields),
  };
  const keys = [...given.fields.keys()];
  const any = (begins: RegExp) => keys.some((key) => key.startsWith(PREFIX) && begins.test(key.slice(PREFIX.length)));
  if (any(/^aws-load-balancer-/)) return awsService(service);
  if (any(/^(?:azure-load-balancer-|port_\d+_)/)) return azureService(service);
  if (any(/^alibaba-cloud-loadbalancer-/)) return alibabaService(service);
  return [];
}

function portOf(data: Data): ServicePort {
  const port = field(data, "port");
  if (port === undefined) throw refused(data, "a port with its number");
  const name = field(data, "name");
  const number = wholeOf(port, 1, 65_535);
  return {
    number,
    name: name === undefined ? String(number) : textOf(name),
    appProtocol: field(data, "appProtocol"),
  };
}

function annotationsOf(fields: ReadonlyMap<string, Data>): Annotations {
  const asked = new Set<string>();
  const get = (key: string) => {
    asked.add(PREFIX + key);
    const data = fields.get(PREFIX + key);
    return data === undefined || data.kind === "empty" ? undefined : data;
  };
  return {
    get,
    seconds(key, otherwise) {
      const data = get(key);
      return data === undefined ? otherwise : secondsOf(data);
    },
    whole(key, least, most, otherwise) {
      const data = get(key);
      return data === undefined ? otherwise : wholeOf(data, least, most);
    },
    text(key) {
      const data = get(key);
      return data === undefined ? undefined : textOf(data);
    },
    unread: (begins) =>
      [...fields]
        .filter(([key]) => key.startsWith(PREFIX) && begins.test(key.slice(PREFIX.length)) && !asked.has(key))
        .map(([key, data]) => `${placeOf(data)}: \`${key}\` is not emulated`),
  };
}

export const NODE_PORT = "the balancer's checks go to a port of each node and on to any pod; here TARGET is checked";

export const KUBE_PROXY =
  "with externalTrafficPolicy: Local the balancer asks kube-proxy on each node (healthCheckNodePort), not the service";
