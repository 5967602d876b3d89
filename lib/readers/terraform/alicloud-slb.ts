/** `alicloud_slb_listener`: a CLB of Alibaba Cloud. */
import type { Provenance } from "../../model/checker";
import { alibabaClb } from "../../checkers/products/alibaba";
import { field, pathOf, portOf, secondsOf, textOf, wordOf } from "../../source/fields";
import { wrong } from "../../source/place";
import { alibabaCodes, ALIBABA_OK, type AlibabaHttp } from "../alibaba-http";
import { foundCheck, type Found } from "../found";
import { fromPreset } from "../from-preset";
import { domainOf, HTTP_ASSUMED, presetOf, threshold, wireOf } from "./alicloud";
import { assumedFor, resourceOutOfReach, setting, type Block, type Resource, type Setting } from "./resource";

const RAISED: Provenance = {
  from: "documentation",
  text: "a timeout shorter than the interval is raised to the interval",
  url: "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/slb_listener",
};

export function alicloudSlbListener(resource: Resource): Found {
  const { address, origin, values } = resource;
  const protocol = field(values.data, "protocol");
  if (protocol === undefined) throw wrong({ name: values.data.file }, values.line, `${address} has no protocol`);
  const spoken = wordOf(protocol, ["tcp", "http", "https", "udp"]);
  if (spoken === "udp") return resourceOutOfReach(resource, "a UDP check, and this is about TCP");
  if (field(values.data, "listener_forward")?.text === "on")
    return resourceOutOfReach(resource, "it redirects and has no servers to check");
  const layer7 = spoken !== "tcp";
  const switched = setting(values, "health_check", (data) => wordOf(data, ["on", "off"]), "on");
  if (layer7 && switched.value === "off") return resourceOutOfReach(resource, "its health checks are switched off");

  const type: Setting<"tcp" | "http"> = layer7
    ? { value: "http", assumed: [] }
    : setting(values, "health_check_type", (data) => wordOf(data, ["tcp", "http"]), "tcp");
  const port = field(values.data, "backend_port");
  const trafficPort = port === undefined ? null : portOf(port);
  const checkPort = setting(
    values,
    "health_check_connect_port",
    (data) => (data.text === "-520" ? null : portOf(data)),
    null,
    "the server's own",
  );
  const elsewhere = checkPort.value !== null && checkPort.value !== trafficPort ? { port: checkPort.value } : {};
  const http: Setting<AlibabaHttp | null> = type.value === "tcp" ? { value: null, assumed: [] } : httpOf(values);
  const interval = setting(values, "health_check_interval", secondsOf, 2_000, "2 s");
  const timeout = setting(values, "health_check_timeout", secondsOf, 5_000, "5 s");
  const rise = setting(values, "healthy_threshold", threshold(1), 3);
  const fall = setting(values, "unhealthy_threshold", threshold(1), 3);
  return foundCheck({
    selector: address,
    server: trafficPort === null ? null : `port ${trafficPort}`,
    check: fromPreset(presetOf(http.value, alibabaClb), {
      selector: address,
      origin,
      summary: `Alibaba Cloud CLB, ${type.value.toUpperCase()} health check of ${address}`,
      ...wireOf(http.value, alibabaClb, elsewhere),
      intervalMs: interval.value,
      timeoutMs: Math.max(timeout.value, interval.value),
      rise: rise.value,
      fall: fall.value,
      provenance: [...alibabaClb.provenance, ...(timeout.value < interval.value ? [RAISED] : [])],
      assumptions: [
        ...(http.value === null ? [] : [HTTP_ASSUMED, "HTTP/1.0 is assumed"]),
        ...assumedFor(switched, type, checkPort, http, interval, timeout, rise, fall),
      ],
    }),
  });
}

function httpOf(values: Block): Setting<AlibabaHttp> {
  const method = setting(values, "health_check_method", (data) => wordOf(data, ["HEAD", "GET"] as const), "HEAD");
  const path = setting(values, "health_check_uri", pathOf, "/");
  const domain = setting(values, "health_check_domain", domainOf, null, "the server's address");
  const codes = setting(
    values,
    "health_check_http_code",
    (data) => alibabaCodes(data, textOf(data).split(",")),
    ALIBABA_OK,
    "http_2xx",
  );
  return {
    value: {
      method: method.value,
      path: path.value,
      version: "1.0",
      domain: domain.value,
      codes: codes.value,
    },
    assumed: assumedFor(method, path, domain, codes),
  };
}
