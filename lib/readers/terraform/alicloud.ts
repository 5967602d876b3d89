/** `alicloud_slb_listener` (CLB) and `alicloud_nlb_server_group` of Alibaba Cloud. */
import { isAbout } from "../../checkers/assumptions";
import type { Connection, Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { statusCodes } from "../../wire/status-codes";
import { alibabaClb, alibabaNlb } from "../../checkers/products/alibaba";
import type { Data } from "../../source/data";
import {
  field,
  itemsOf,
  pathOf,
  portOf,
  refused,
  secondsOf,
  textOf,
  wholeOf,
  wordOf,
  yesOf,
} from "../../source/fields";
import { fromPreset } from "../from-preset";
import type { Read } from "../partition";
import { wrong } from "../../source/place";
import { blockOf, far, setting, type Block, type Resource } from "./resource";

type Codes = readonly (readonly [first: number, last: number])[];

/** What an HTTP check asks for. */
interface Asks {
  method: "HEAD" | "GET";
  path: string;
  version: "1.0" | "1.1";
  /** null: the server's own address. */
  domain: string | null;
  codes: Codes;
}

const SERVER_IP = /^\$(?:_ip|SERVER_IP)$/;
const OK: Codes = [[200, 299]];
const HTTP_ASSUMED = [
  "an HTTP request's headers are not published, nor how its connection ends; Host alone and a FIN are assumed",
];

export function alicloudSlbListener(resource: Resource): Read {
  const { address, origin, values } = resource;
  const protocol = field(values.data, "protocol");
  if (protocol === undefined) throw wrong({ name: values.data!.file }, values.line, `${address} has no protocol`);
  const spoken = wordOf(protocol, ["tcp", "http", "https", "udp"]);
  if (spoken === "udp") return far(resource, "a UDP check, and this is about TCP");
  if (field(values.data, "listener_forward")?.text === "on")
    return far(resource, "it redirects and has no servers to check");
  const layer7 = spoken !== "tcp";
  const on = setting(values, "health_check", (data) => wordOf(data, ["on", "off"]), "on");
  if (layer7 && on === "off") return far(resource, "its health checks are switched off");

  const kind = layer7 ? "http" : setting(values, "health_check_type", (data) => wordOf(data, ["tcp", "http"]), "tcp");
  const port = field(values.data, "backend_port");
  const trafficPort = port === undefined ? null : portOf(port);
  const checkPort = setting(
    values,
    "health_check_connect_port",
    (data) => (data.text === "-520" ? null : portOf(data)),
    null,
    "the server's own",
  );
  const asks: Asks | null =
    kind === "tcp"
      ? null
      : {
          method: setting(values, "health_check_method", (data) => wordOf(data, ["HEAD", "GET"]), "HEAD"),
          path: setting(values, "health_check_uri", pathOf, "/"),
          version: "1.0",
          domain: setting(values, "health_check_domain", domainOf, null, "the server's address"),
          codes: setting(
            values,
            "health_check_http_code",
            (data) => codesOf(data, textOf(data).split(",")),
            OK,
            "http_2xx",
          ),
        };
  const intervalMs = setting(values, "health_check_interval", secondsOf, 2_000, "2 s");
  const asked = setting(values, "health_check_timeout", secondsOf, 5_000, "5 s");
  const raised = asked < intervalMs;
  const elsewhere = checkPort !== null && checkPort !== trafficPort ? { port: checkPort } : {};
  return {
    check: {
      selector: address,
      server: trafficPort === null ? null : `port ${trafficPort}`,
      check: fromPreset(asks === null ? alibabaClb : onlyNodes(alibabaClb), {
        selector: address,
        origin,
        summary: `Alibaba Cloud CLB, ${kind.toUpperCase()} health check of ${address}`,
        ...wireOf(asks, alibabaClb, elsewhere),
        intervalMs,
        timeoutMs: Math.max(asked, intervalMs),
        rise: setting(values, "healthy_threshold", threshold(1), 3),
        fall: setting(values, "unhealthy_threshold", threshold(1), 3),
        evidence: [
          ...alibabaClb.evidence,
          ...(raised
            ? [
                {
                  from: "documentation" as const,
                  text: "a timeout shorter than the interval is raised to the interval",
                  url: "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/slb_listener",
                },
              ]
            : []),
        ],
        assumptions: [
          ...(asks === null ? [] : HTTP_ASSUMED),
          ...(asks === null ? [] : ["HTTP/1.0 is assumed"]),
          ...values.assumptions,
        ],
      }),
    },
  };
}

export function alicloudNlbServerGroup(resource: Resource): Read {
  const { address, origin, values } = resource;
  const block = blockOf(values, "health_check");
  if (!setting(block, "health_check_enabled", (data) => yesOf(data, true), true))
    return far(resource, "its health checks are switched off");
  const kind = setting(block, "health_check_type", (data) => wordOf(data, ["TCP", "HTTP", "UDP"]), "TCP");
  if (kind === "UDP") return far(resource, "a UDP check, and this is about TCP");
  const checkPort = setting(
    block,
    "health_check_connect_port",
    (data) => wholeOf(data, 0, 65_535),
    0,
    "the server's own",
  );
  const asks = kind === "TCP" ? null : asked(block);
  return {
    check: {
      selector: address,
      server: null,
      check: fromPreset(asks === null ? alibabaNlb : onlyNodes(alibabaNlb), {
        selector: address,
        origin,
        summary: `Alibaba Cloud NLB, ${kind} health check of ${address}`,
        ...wireOf(asks, alibabaNlb, checkPort === 0 ? {} : { port: checkPort }),
        intervalMs: setting(block, "health_check_interval", secondsOf, 10_000, "10 s"),
        timeoutMs: setting(block, "health_check_connect_timeout", secondsOf, 5_000, "5 s"),
        rise: setting(block, "healthy_threshold", threshold(2), 2),
        fall: setting(block, "unhealthy_threshold", threshold(2), 2),
        assumptions: [...(asks === null ? [] : HTTP_ASSUMED), ...values.assumptions],
      }),
    },
  };
}

function asked(block: Block): Asks {
  const version = setting(
    block,
    "health_check_http_version",
    (data) => wordOf(data, ["HTTP1.0", "HTTP1.1"]),
    "HTTP1.0",
  );
  return {
    method: setting(block, "http_check_method", (data) => wordOf(data, ["GET", "HEAD"]), "GET"),
    path: setting(block, "health_check_url", pathOf, "/"),
    version: version === "HTTP1.0" ? "1.0" : "1.1",
    domain: setting(block, "health_check_domain", domainOf, null, "the server's address"),
    codes: setting(
      block,
      "health_check_http_code",
      (data) =>
        itemsOf(data).length === 0
          ? OK
          : codesOf(
              data,
              itemsOf(data).map((one) => textOf(one)),
            ),
      OK,
      "http_2xx",
    ),
  };
}

const threshold = (least: number) => (data: Data) => wholeOf(data, least, 10);

function domainOf(data: Data): string | null {
  const domain = textOf(data);
  if (!/^\S+$/.test(domain)) throw refused(data, "a domain name");
  return SERVER_IP.test(domain) ? null : domain;
}

/** `http_2xx` and so on. */
function codesOf(data: Data, words: readonly string[]): Codes {
  return words.map((word): [number, number] => {
    const [, hundred] = /^\s*http_([1-5])xx\s*$/.exec(word) ?? [];
    if (hundred === undefined) throw refused(data, "http_2xx, http_3xx, http_4xx and http_5xx");
    return [Number(hundred) * 100, Number(hundred) * 100 + 99];
  });
}

/** TCP: what the preset does, if only at another port. */
function wireOf(asks: Asks | null, base: Preset, elsewhere: { port?: number }): Pick<Preset, "style" | "connections"> {
  if (asks !== null)
    return { style: "send-expect", connections: ({ host }) => [{ ...httpConnection(asks, host), ...elsewhere }] };
  const made = connection("full", [], { kind: base.style === "rst" ? "rst" : "fin" });
  return { style: base.style, connections: () => [{ ...made, ...elsewhere }] };
}

function httpConnection({ method, path, version, domain, codes }: Asks, host: string): Connection {
  const request = httpRequest({ method, path, version, headers: [["Host", domain ?? host]] });
  return connection("full", [request, httpStatus(statusCodes(codes))], { kind: "drain-fin" });
}

/** What is assumed of TCP checks says nothing of HTTP. */
function onlyNodes(base: Preset): Preset {
  return { ...base, assumptions: (base.assumptions ?? []).filter((one) => isAbout(one, "nodes")) };
}
