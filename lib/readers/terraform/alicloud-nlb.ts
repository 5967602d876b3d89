/** `alicloud_nlb_server_group`: an NLB of Alibaba Cloud. */
import { alibabaNlb } from "../../checkers/products/alibaba";
import type { Data } from "../../source/data";
import { itemsOf, pathOf, secondsOf, textOf, wholeOf, wordOf, yesOf } from "../../source/fields";
import type { CodeRange } from "../../source/http-values";
import { alibabaCodes, ALIBABA_OK, type AlibabaHttp } from "../alibaba-http";
import { foundCheck, type Found } from "../found";
import { fromPreset } from "../from-preset";
import { domainOf, HTTP_ASSUMED, presetOf, threshold, wireOf } from "./alicloud";
import { assumedFor, resourceOutOfReach, blockOf, setting, type Block, type Resource, type Setting } from "./resource";

export function alicloudNlbServerGroup(resource: Resource): Found {
  const { address, origin, values } = resource;
  const block = blockOf(values, "health_check");
  const enabled = setting(block, "health_check_enabled", (data) => yesOf(data, true), true);
  if (!enabled.value) return resourceOutOfReach(resource, "its health checks are switched off");
  const type = setting(block, "health_check_type", (data) => wordOf(data, ["TCP", "HTTP", "UDP"]), "TCP");
  if (type.value === "UDP") return resourceOutOfReach(resource, "a UDP check, and this is about TCP");
  // Zero is the server's own.
  const checkPort = setting(
    block,
    "health_check_connect_port",
    (data) => wholeOf(data, 0, 65_535),
    0,
    "the server's own",
  );
  const http: Setting<AlibabaHttp | null> = type.value === "TCP" ? { value: null, assumed: [] } : httpOf(block);
  const interval = setting(block, "health_check_interval", secondsOf, 10_000, "10 s");
  const timeout = setting(block, "health_check_connect_timeout", secondsOf, 5_000, "5 s");
  const rise = setting(block, "healthy_threshold", threshold(2), 2);
  const fall = setting(block, "unhealthy_threshold", threshold(2), 2);
  return foundCheck({
    selector: address,
    server: null,
    check: fromPreset(presetOf(http.value, alibabaNlb), {
      selector: address,
      origin,
      summary: `Alibaba Cloud NLB, ${type.value} health check of ${address}`,
      ...wireOf(http.value, alibabaNlb, checkPort.value === 0 ? {} : { port: checkPort.value }),
      intervalMs: interval.value,
      timeoutMs: timeout.value,
      rise: rise.value,
      fall: fall.value,
      assumptions: [
        ...(http.value === null ? [] : [HTTP_ASSUMED]),
        ...assumedFor(enabled, type, checkPort, http, interval, timeout, rise, fall),
      ],
    }),
  });
}

function httpOf(block: Block): Setting<AlibabaHttp> {
  const version = setting(
    block,
    "health_check_http_version",
    (data) => wordOf(data, ["HTTP1.0", "HTTP1.1"] as const),
    "HTTP1.0",
  );
  const method = setting(block, "http_check_method", (data) => wordOf(data, ["GET", "HEAD"] as const), "GET");
  const path = setting(block, "health_check_url", pathOf, "/");
  const domain = setting(block, "health_check_domain", domainOf, null, "the server's address");
  const codes = setting(block, "health_check_http_code", codesOf, ALIBABA_OK, "http_2xx");
  return {
    value: {
      method: method.value,
      path: path.value,
      version: version.value === "HTTP1.0" ? "1.0" : "1.1",
      domain: domain.value,
      codes: codes.value,
    },
    assumed: assumedFor(version, method, path, domain, codes),
  };
}

function codesOf(data: Data): readonly CodeRange[] {
  const words = itemsOf(data).map((one) => textOf(one));
  return words.length === 0 ? ALIBABA_OK : alibabaCodes(data, words);
}
