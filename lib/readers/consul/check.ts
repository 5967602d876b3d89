/** One check of a Consul agent: `tcp`, `http`, `grpc` and `h2ping` are made over TCP, the others are out of reach. */
import type { Connection, ConnectionOptions, Preset } from "../../model/checker";
import type { Step } from "../../model/extension";
import { hexOfText } from "../../wire/bytes";
import { connection } from "../../wire/connection";
import { goHttpRequest } from "../../wire/go-http-request";
import { grpcHealth } from "../../wire/grpc-health";
import { h2Ping } from "../../wire/h2-ping";
import { httpAnswer } from "../../wire/http-answer";
import { assumed } from "../../checkers/products/assumed";
import type { Data } from "../../source/data";
import { isHostName } from "../../source/host-name";
import {
  anyTextOf,
  goDurationOf,
  itemsOf,
  mapOf,
  nameFrom,
  portOf,
  refused,
  textOf,
  wholeOf,
  wordOf,
  yesOf,
} from "../../source/fields";
import type { Read } from "../partition";
import { notEmulated } from "../../source/unsupported";
import type { Note } from "../../model/note";
import { place, wrong, type SourceFile } from "../../source/place";
import type { Fields } from "./keys";

/** Of a check, as configurations and the HTTP API spell them. */
export const CHECK_KEYS = [
  ...["id", "check_id", "name", "notes", "token", "status", "service_id", "node", "namespace", "partition"],
  ...["args", "script_args", "script", "shell", "docker_container_id", "output_max_size"],
  ...["http", "header", "method", "body", "disable_redirects", "proxy_http", "proxy_grpc"],
  ...["tcp", "tcp_use_tls", "udp", "grpc", "grpc_use_tls", "h2ping", "h2ping_use_tls", "os_service"],
  ...["tls_server_name", "tls_skip_verify", "interval", "timeout", "ttl", "alias_node", "alias_service"],
  ...["success_before_passing", "failures_before_warning", "failures_before_critical"],
  "deregister_critical_service_after",
];

/** The kinds of check, each by the key that makes it one. */
const KINDS = ["tcp", "http", "grpc", "h2ping", "udp", "ttl", "args", "script_args", "script", "docker_container_id"];
const FAR: Record<string, string> = {
  udp: "a UDP check, and this is about TCP",
  ttl: "a TTL check: the service reports by itself",
  args: "a script check: a program on Consul's own host",
  script_args: "a script check: a program on Consul's own host",
  script: "a script check: a program on Consul's own host",
  docker_container_id: "a Docker check: a program inside of a container",
  os_service: "asks the operating system, not the service",
  alias_service: "an alias of another service's checks",
  alias_node: "an alias of another node's checks",
};

const LEAST_INTERVAL_MS = 1_000;
const ACCEPT = "text/plain, text/*, */*";
const USER_AGENT = "Consul Health Check";
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"] as const;

export interface Owner {
  selector: string;
  /** The service's own port: a check of another one goes there, not to the target's. */
  port: number | null;
}

interface Wire {
  style: string;
  /** `host:port` as the file has it. */
  server: string;
  port: number;
  says: string;
  connection(options: ConnectionOptions): Connection;
  assumptions: string[];
}

export function readCheck(file: SourceFile, data: Data, fields: Fields, { selector, port }: Owner): Read {
  const origin = place(file, data.line);
  const kinds = [...KINDS, "os_service", "alias_service", "alias_node"].filter((kind) => fields.has(kind));
  // A program may be run inside of a container; that is what it then is.
  const kind = kinds.includes("docker_container_id") ? "docker_container_id" : kinds[0];
  if (kind === undefined)
    throw wrong(
      file,
      data.line,
      "a check needs one of tcp, http, grpc, h2ping, udp, ttl, args, os_service or alias_service",
    );
  const others = kinds.filter(
    (one) => !/^(script_?args|script|args|docker_container_id|alias_node|alias_service)$/.test(one),
  );
  if (others.length > 1)
    throw wrong(file, data.line, `${others.join(" and ")} in one check: Consul makes only one of them`);
  const far = FAR[kind];
  if (far !== undefined) return { far: { selector, place: origin, why: far } };

  const name = nameFrom(selector);
  const wire = wireOf(kind, fields.get(kind)!, fields);
  const interval = fields.get("interval");
  if (interval === undefined) throw wrong(file, data.line, "interval is missing: Consul refuses such a check");
  const asked = goDurationOf(interval);
  const timeout = fields.get("timeout");
  const count = (key: string) => (fields.has(key) ? Math.max(1, wholeOf(fields.get(key)!, 0, 1_000_000)) : 1);
  const status = fields.get("status");
  const passing =
    status !== undefined && wordOf(status, ["critical", "passing", "warning", "maintenance"]) === "passing";
  const elsewhere = port !== null && port !== wire.port ? { port: wire.port } : {};
  const check: Preset = {
    name,
    product: "Consul",
    summary: `Consul ${kind} check of ${selector}: ${wire.says}`,
    style: wire.style,
    connections: (options) => [{ ...wire.connection(options), ...elsewhere }],
    intervalMs: Math.max(LEAST_INTERVAL_MS, asked),
    timeoutMs: timeout === undefined ? 10_000 : goDurationOf(timeout),
    rise: count("success_before_passing"),
    fall: count("failures_before_critical"),
    nodes: 1,
    spread: "random",
    cadence: "after-completion",
    initially: passing ? "up-unproven" : "down-unproven",
    evidence: [
      { from: "configuration", text: origin },
      {
        from: "source",
        text: "hashicorp/consul@4395cd11: agent/checks/check.go (random first delay, interval after the check's end, timeout 10 s, the first result decides)",
      },
      ...(asked < LEAST_INTERVAL_MS
        ? [{ from: "source" as const, text: "hashicorp/consul@4395cd11: an interval below 1 s is raised to 1 s" }]
        : []),
    ],
    assumptions: assumed(
      name,
      { about: "nodes", text: "one agent is assumed, that of the service's own host" },
      ...wire.assumptions,
    ),
    notes: unsupportedIn(file, fields),
    origin,
  };
  return { check: { selector, server: wire.server, check } };
}

function unsupportedIn(file: SourceFile, fields: Fields): Note[] {
  const lost: Record<string, string> = {
    failures_before_warning: "an opinion is UP or DOWN, and a warning is UP",
    deregister_critical_service_after: "checks go on",
    proxy_http: "the check goes to the service itself",
    proxy_grpc: "the check goes to the service itself",
  };
  return Object.entries(lost).flatMap(([key, why]) => {
    const data = fields.get(key);
    return data === undefined ? [] : [notEmulated(place(file, data.line), key, why)];
  });
}

function wireOf(kind: string, value: Data, fields: Fields): Wire {
  switch (kind) {
    case "tcp":
      return tcpWire(value, fields);
    case "http":
      return httpWire(value, fields);
    case "grpc":
      return grpcWire(value, fields);
    default:
      return pingWire(value, fields);
  }
}

/** Go's own client: close_notify, then FIN. */
function tlsStep(fields: Fields, host: string, alpn: string[]): Step {
  const verify = !yesOf(fields.get("tls_skip_verify"), false);
  const named = fields.get("tls_server_name");
  const serverName = named === undefined ? host : textOf(named);
  return {
    kind: "tls",
    ...(isHostName(serverName) && { serverName }),
    verify,
    ...(alpn.length > 0 && { alpn }),
  };
}

function tcpWire(value: Data, fields: Fields): Wire {
  const { server, host, port } = addressOf(value, textOf(value, ADDRESS));
  const tls = yesOf(fields.get("tcp_use_tls"), false);
  const made = tls
    ? connection("full", [tlsStep(fields, host, [])], { kind: "drain-fin" })
    : connection("full", [], { kind: "fin" });
  return {
    style: tls ? "tls-handshake" : "fin",
    server,
    port,
    says: tls ? "connects, makes a TLS handshake and closes" : "connects and closes",
    connection: () => made,
    assumptions: [],
  };
}

function httpWire(value: Data, fields: Fields): Wire {
  const url = textOf(value, URL);
  const [, scheme = "", userinfo, address = "", path = ""] =
    /^(https?):\/\/(?:([^/?#@]*)@)?([^/?#]+)([^#]*)/i.exec(url) ?? [];
  if (scheme === "") throw refused(value, URL);
  const secure = scheme.toLowerCase() === "https";
  const { server, host, port } = addressOf(value, /:\d+$/.test(address) ? address : `${address}:${secure ? 443 : 80}`);
  const method = fields.has("method") ? wordOf(fields.get("method")!, METHODS) : "GET";
  const headers = headersOf(fields.get("header"));
  const own = (name: string) => headers.find(([other]) => other.toLowerCase() === name)?.[1];
  const others = headers.filter(
    ([header]) => !/^(host|user-agent|content-length|transfer-encoding|trailer)$/i.test(header),
  );
  const request = goHttpRequest({
    method,
    path: requestTarget(path),
    host: own("host") ?? address,
    userAgent: own("user-agent") ?? USER_AGENT,
    headers: own("accept") === undefined ? [...others, ["Accept", ACCEPT]] : others,
    body: fields.has("body") ? anyTextOf(fields.get("body")!) : "",
  });
  const tls = secure ? [tlsStep(fields, host, ["http/1.1"])] : [];
  const made = connection("full", [...tls, request, ...httpAnswer("2[0-9][0-9]|429")], { kind: "drain-fin" });
  return {
    style: "send-expect",
    server,
    port,
    says: `${method} ${url}; 2xx is good, and so is 429`,
    connection: () => made,
    assumptions: [
      ...(yesOf(fields.get("disable_redirects"), false)
        ? []
        : ["a redirect is not followed here, and counts as a failure"]),
      ...(secure ? ["Consul speaks HTTP/2 where the service offers it in TLS; HTTP/1.1 is spoken here"] : []),
      ...(userinfo === undefined ? [] : ["the user and password in the URL are not sent here"]),
    ],
  };
}

function grpcWire(value: Data, fields: Fields): Wire {
  const [, address = "", service = ""] = /^([^/]*)(?:\/(.*))?$/s.exec(textOf(value, GRPC)) ?? [];
  const { server, host, port } = addressOf(value, address);
  if (hexOfText(service).length > 2 * 100) throw refused(value, GRPC);
  const secure = yesOf(fields.get("grpc_use_tls"), false);
  const tls = secure ? [tlsStep(fields, host, ["h2"])] : [];
  return {
    style: "send-expect",
    server,
    port,
    says: `grpc.health.v1.Health/Check of ${service === "" ? "the whole server" : service}; SERVING is good`,
    connection: ({ timeoutMs }) => {
      const call = grpcHealth({ authority: server, secure, service, userAgent: "grpc-go/1.65.0", timeoutMs });
      return connection("full", [...tls, ...call], { kind: "drain-fin" });
    },
    assumptions: [
      "the call's headers are spelled out here, where grpc-go packs them, and its PING is left out; the version that it names is that of a recent Consul",
    ],
  };
}

function pingWire(value: Data, fields: Fields): Wire {
  const { server, host, port } = addressOf(value, textOf(value, ADDRESS));
  const secure = yesOf(fields.get("h2ping_use_tls"), true);
  const made = connection("full", [...(secure ? [tlsStep(fields, host, ["h2"])] : []), ...h2Ping], {
    kind: "drain-fin",
  });
  return {
    style: "send-expect",
    server,
    port,
    says: `an HTTP/2 PING${secure ? " inside TLS" : ""}`,
    connection: () => made,
    assumptions: [],
  };
}

const ADDRESS = "host:port, such as localhost:5432";
const URL = "a URL such as http://localhost:8080/health";
const GRPC = "host:port or host:port/service, such as localhost:50051/web";

function addressOf(data: Data, text: string): { server: string; host: string; port: number } {
  const [, host = "", port = ""] = /^(\[[^\]\s]+\]|[^:\s/]*):(\d{1,5})$/.exec(text) ?? [];
  if (port === "") throw refused(data, data.path.endsWith("http") ? URL : ADDRESS);
  return { server: text, host: host.replace(/^\[|\]$/g, ""), port: portOf({ ...data, text: port }) };
}

/** Go writes `/` for an empty path, and percent signs for what may not stand in one. */
function requestTarget(path: string): string {
  const from = path.startsWith("/") ? path : `/${path}`;
  return from.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

function headersOf(data: Data | undefined): [string, string][] {
  if (data === undefined) return [];
  return [...mapOf(data, 'headers such as { "X-Check": ["1"] }')].flatMap(([name, values]) => {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw refused({ ...values, text: name }, "the name of a header");
    const list = values.kind === "list" ? itemsOf(values) : [values];
    return list.map((value): [string, string] => [name, textOf(value)]);
  });
}
