/** The health checks that a Service's annotations ask a cloud's load balancer for. Without any the cloud's defaults are not this file's. */
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { field, itemsOf, portOf, refused, secondsOf, textOf, wholeOf, wordOf } from "../../source/fields";
import { notEmulated } from "../../source/unsupported";
import type { Found } from "../found";
import { alibabaService } from "./alibaba-service";
import { awsService } from "./aws-service";
import type { Annotations, Service, ServicePort } from "./annotated-service";
import { azureService } from "./azure-service";

const PREFIX = "service.beta.kubernetes.io/";

export function readService(object: Data, selector: string): Found[] {
  const given = field(field(object, "metadata"), "annotations");
  const spec = field(object, "spec");
  if (given?.kind !== "map" || field(spec, "type")?.text !== "LoadBalancer") return [];
  const service: Service = {
    selector,
    place: placeOf(given),
    spec,
    ports: itemsOf(field(spec, "ports")).map(servicePort),
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

function servicePort(data: Data): ServicePort {
  const port = field(data, "port");
  if (port === undefined) throw refused(data, "a port with its number");
  const name = field(data, "name");
  const protocol = field(data, "protocol");
  const number = portOf(port);
  return {
    number,
    name: name === undefined ? String(number) : textOf(name),
    protocol: protocol === undefined ? "TCP" : wordOf(protocol, ["TCP", "UDP", "SCTP"]),
    appProtocol: field(data, "appProtocol"),
  };
}

function annotationsOf(fields: ReadonlyMap<string, Data>): Annotations {
  const asked = new Set<string>();
  const get = (key: string) => {
    asked.add(key);
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
    unread: (begins, ignored = new Set()) =>
      [...fields].flatMap(([whole, data]) => {
        const key = whole.startsWith(PREFIX) ? whole.slice(PREFIX.length) : "";
        return begins.test(key) && !asked.has(key) && !ignored.has(key) ? [notEmulated(placeOf(data), whole)] : [];
      }),
  };
}
