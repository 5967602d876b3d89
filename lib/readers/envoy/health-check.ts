/** One health check of a cluster. */
import type { Ending, Step } from "../../model/extension";
import type { Connections, Preset } from "../../model/checker";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { grpcHealth } from "../../wire/grpc-health";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { redisCommand, redisPing } from "../../wire/redis";
import { statusCodes } from "../../wire/status-codes";
import { beginsWith, send } from "../../wire/steps";
import { assumed } from "../../checkers/products/assumed";
import { ENVOY_AT_ONCE, ENVOY_SET_UNHEALTHY, envoy as preset, envoyAssumptions } from "../../checkers/products/envoy";
import { duration } from "../../text/format";
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { itemsOf, portOf, refused, textOf, wholeOf, yesOf } from "../../source/fields";
import { notEmulated, unsupported } from "../../source/unsupported";
import type { Note } from "../../model/note";
import { fromPreset } from "../from-preset";
import type { Read } from "../partition";
import { at, durationOf, has, unreadIn } from "./proto";

const HANDLERS = ["tcp_health_check", "http_health_check", "grpc_health_check", "custom_health_check"];

const TIMING = [
  "timeout",
  "interval",
  "unhealthy_threshold",
  "healthy_threshold",
  "unhealthy_interval",
  "unhealthy_edge_interval",
  "no_traffic_interval",
];
/** They decide what is logged. */
const IRRELEVANT = [
  "event_log_path",
  "event_logger",
  "event_service",
  "always_log_health_check_failures",
  "always_log_health_check_success",
];

interface Said {
  summary: string;
  style: string;
  steps: Step[];
  /** Whether the connection stays for the next check, where that is not turned off. */
  reused: boolean;
  /** An answer that is wrong makes the host unhealthy at once; a wrong answer of a TCP check is waited out. */
  judgesAnswers: boolean;
  assumptions: string[];
  unsupported: Note[];
}

/** What one handler makes of its block; a text says why it is out of reach. */
type Handler = (block: Data, around: Around) => Said | string;

interface Around {
  /** For the HTTP and gRPC authority: an endpoint's own, else the cluster's name. */
  hostname: string;
  /** The cluster is a TLS one. */
  secure: boolean;
}

export function readHealthCheck(cluster: Data, called: string, selector: string, check: Data): Read {
  if (check.kind !== "map") throw refused(check, "a health check");
  const place = placeOf(check);
  const given = HANDLERS.filter((name) => has(check, name) !== undefined);
  if (given.length !== 1)
    throw refused(check, `exactly one of ${HANDLERS.join(", ")}; here ${given.join(" and ") || "none"} is given`);
  const [timeout, interval, unhealthy, healthy] = [
    "timeout",
    "interval",
    "unhealthy_threshold",
    "healthy_threshold",
  ].map((name) => {
    const data = at(check, name);
    if (data === undefined) throw refused(check, `a health check with ${name}, which Envoy requires`);
    return data;
  }) as [Data, Data, Data, Data];
  const timeoutMs = durationOf(timeout);
  const endpoints = endpointsOf(cluster);
  const tls = transportOf(cluster, check);
  const handler = handlers[given[0]!]!(has(check, given[0]!)!, {
    hostname: endpoints.hostname ?? called,
    secure: tls.steps.length > 0,
  });
  if (typeof handler === "string") return { far: { selector, place, why: handler } };

  const reused = handler.reused && yesOf(at(check, "reuse_connection"), true);
  const alternative = at(check, "alt_port");
  const port = alternative === undefined ? endpoints.port : portOf(alternative);
  const downMs = at(check, "unhealthy_interval");
  const edgeMs = at(check, "unhealthy_edge_interval");
  const idle = at(check, "no_traffic_interval");
  const base =
    idle === undefined
      ? preset
      : { ...preset, assumptions: assumed(preset.name, ...envoyAssumptions(duration(durationOf(idle)))) };
  const connectOnly = handler.steps.length === 0 && port === undefined;
  const ending: Ending = handler.steps.length === 0 && tls.steps.length === 0 ? { kind: "fin" } : { kind: "drain-fin" };
  const connections = (): Connections => [
    {
      ...connection("full", [...tls.steps, ...handler.steps, ...(reused ? [{ kind: "hold" } as const] : [])], ending),
      ...(port !== undefined && { port }),
    },
  ];
  const made = fromPreset(base, {
    selector,
    origin: place,
    summary: handler.summary,
    style: connectOnly && tls.steps.length > 0 ? "tls-handshake" : handler.style,
    ...(!(connectOnly && tls.steps.length === 0) && { connections }),
    intervalMs: durationOf(interval),
    timeoutMs,
    rise: wholeOf(healthy, 1, 1_000_000),
    fall: wholeOf(unhealthy, 1, 1_000_000),
    ...(handler.judgesAnswers && { decidesAtOnce: ENVOY_AT_ONCE }),
    evidence: handler.judgesAnswers ? [...EVIDENCE, ENVOY_SET_UNHEALTHY] : EVIDENCE,
    assumptions: [
      ...handler.assumptions,
      ...tls.assumptions,
      ...(reused
        ? [
            "Envoy makes its next check on the same connection; here each check opens one of its own and holds it until the next",
          ]
        : []),
    ],
    notes: [
      ...handler.unsupported,
      ...tls.unsupported,
      ...endpoints.unsupported,
      ...unreadIn(check, [...HANDLERS, ...TIMING, ...IRRELEVANT, "reuse_connection", "alt_port", "tls_options"]),
    ],
  });
  return {
    check: {
      selector,
      server: endpoints.server,
      check: {
        ...made,
        ...(downMs !== undefined && { downIntervalMs: durationOf(downMs) }),
        ...(edgeMs !== undefined && { fastIntervalMs: durationOf(edgeMs) }),
        ...(reused && { holdsToNextCheck: true as const }),
      },
    },
  };
}

const EVIDENCE: Preset["evidence"] = [
  {
    from: "source",
    text: "envoyproxy/envoy@1116e87c: source/extensions/health_checkers: the first success makes a host healthy; reuse_connection is on where it is not turned off",
  },
  { from: "capture", text: "Envoy 1.40: a connect-only check ends with a FIN; `send` without `receive` sends nothing" },
];

const handlers: Record<string, Handler> = {
  tcp_health_check: (block) => {
    const [sends, receives] = [at(block, "send"), at(block, "receive")];
    const proxy = has(block, "proxy_protocol_config");
    const expected =
      receives === undefined ? [] : (receives.kind === "list" ? receives.items : [receives]).map(payload);
    const written = sends === undefined ? "" : payload(sends);
    const silent = expected.length === 0;
    const binary = sends !== undefined && at(sends, "text") === undefined;
    return {
      summary: `Envoy tcp_health_check${silent ? " without receive" : ""}`,
      style: silent ? "fin" : written === "" ? "greeting-wait" : "send-expect",
      steps: silent
        ? []
        : [
            ...(proxy === undefined ? [] : [proxyStep(proxy)]),
            ...(written === "" || binary ? [] : [{ kind: "send", hex: written } as const]),
            ...expected.map((hex): Step => ({ kind: "expect", match: { kind: "contains", hex } })),
          ],
      reused: !silent,
      judgesAnswers: false,
      assumptions: [
        ...(silent && (written !== "" || proxy !== undefined)
          ? ["without `receive` Envoy closes before it has written `send` or a PROXY header; so nothing is sent here"]
          : []),
        ...(binary && !silent ? ["Envoy sends a `send` of text alone; one that is binary is not sent"] : []),
        ...(proxy !== undefined && written !== "" && !silent
          ? ["Envoy writes the PROXY header and `send` in one segment; here they are two"]
          : []),
      ],
      unsupported: unreadIn(block, ["send", "receive", "proxy_protocol_config"]),
    };
  },
  http_health_check: (block, { hostname }) => {
    const codec = at(block, "codec_client_type");
    if (codec !== undefined && codec.text !== "HTTP1" && codec.text !== "0")
      return `it speaks ${codec.text} (line ${codec.line}), which is not emulated`;
    const path = at(block, "path");
    if (path === undefined) throw refused(block, "an http_health_check with a path");
    const host = at(block, "host");
    const method = at(block, "method");
    const ranges = itemsOf(at(block, "expected_statuses")).map(rangeOf);
    const removed = itemsOf(at(block, "request_headers_to_remove")).map((one) => textOf(one).toLowerCase());
    const added = itemsOf(at(block, "request_headers_to_add")).map(headerOf);
    const headers: (readonly [string, string])[] = [
      ["host", host === undefined ? hostname : textOf(host)],
      ...([["user-agent", "Envoy/HC"]] as const).filter(([name]) => !removed.includes(name)),
      ...added,
    ];
    const receives = at(block, "receive");
    const parts = receives === undefined ? [] : (receives.kind === "list" ? receives.items : [receives]).map(payload);
    const sends = at(block, "send");
    const retriable = at(block, "retriable_statuses");
    return {
      summary: "Envoy http_health_check",
      style: "send-expect",
      steps: [
        httpRequest({ ...(method && { method: methodOf(method) }), path: textOf(path), headers }),
        ...statusSteps(statusCodes(ranges.length > 0 ? ranges : [[200, 200]])),
        ...parts.map((hex): Step => ({ kind: "expect", match: { kind: "contains", hex } })),
      ],
      reused: true,
      judgesAnswers: true,
      assumptions:
        parts.length === 0
          ? []
          : [
              "a body without `receive` makes the host unhealthy at once; here it counts as one that did not come in time",
            ],
      unsupported: [
        ...(retriable === undefined
          ? []
          : [notEmulated(placeOf(retriable), "retriable_statuses", "they too make the host unhealthy at once")]),
        ...(sends === undefined ? [] : [notEmulated(placeOf(sends), "send", "the request has no body")]),
        ...added
          .filter(([, value]) => /%[A-Z_]+/.test(value))
          .map(([name]) =>
            unsupported(placeOf(block), `the variables in the header \`${name}\` are not replaced`, name),
          ),
        ...unreadIn(block, [
          ...[
            "codec_client_type",
            "path",
            "host",
            "method",
            "expected_statuses",
            "retriable_statuses",
            "request_headers_to_add",
            "request_headers_to_remove",
          ],
          ...["receive", "send", "response_buffer_size"],
        ]),
      ],
    };
  },
  grpc_health_check: (block, { hostname, secure }) => {
    const [service, authorityOf] = [at(block, "service_name"), at(block, "authority")];
    return {
      summary: "Envoy grpc_health_check",
      style: "send-expect",
      steps: grpcHealth({
        authority: authorityOf === undefined ? hostname : textOf(authorityOf),
        secure,
        service: service === undefined ? "" : textOf(service),
        userAgent: "Envoy/HC",
      }).slice(0, -1),
      reused: true,
      judgesAnswers: true,
      assumptions: [
        "the frames say what Envoy's say; its settings, windows and the coding of its header fields are not copied",
      ],
      unsupported: unreadIn(block, ["service_name", "authority"]),
    };
  },
  custom_health_check: (block) => {
    const named = at(block, "name");
    const name = named === undefined ? "" : textOf(named);
    const config = at(block, "typed_config") ?? at(block, "config");
    const type = at(config, "@type")?.text ?? "";
    if (!/redis/i.test(name) && !/redis/i.test(type))
      return `the custom health checker ${name || type || "without a name"} is not emulated`;
    const key = at(config, "key");
    return {
      summary: "Envoy Redis health check",
      style: "send-expect",
      steps: key === undefined ? redisPing : existsSteps(textOf(key)),
      reused: true,
      judgesAnswers: true,
      assumptions: [],
      unsupported: unreadIn(config, ["@type", "key"]),
    };
  },
};

/** The headers, whatever they say, and then the status: a wrong one is told as soon as it is there, on a connection that stays open. */
function statusSteps(codes: string): Step[] {
  return [
    { ...httpStatus("[0-9]{3}"), keep: true },
    { ...httpStatus(codes), minBytes: 1 },
  ];
}

/** A key that is there makes a host unhealthy: a mark for maintenance. */
function existsSteps(key: string): Step[] {
  return [send(redisCommand("EXISTS", key)), beginsWith(":0\r\n")];
}

/** `text` is hex, `binary` is base64. */
function payload(data: Data): string {
  const [text, binary] = [at(data, "text"), at(data, "binary")];
  if (text !== undefined) {
    const hex = textOf(text).toLowerCase();
    if (!/^(?:[0-9a-f]{2})+$/.test(hex))
      throw refused(text, "pairs of hex digits: Envoy's text is hex, such as 50494e47 for PING");
    return hex;
  }
  if (binary === undefined) throw refused(data, "a payload with text (hex) or binary (base64)");
  return hexOfBase64(binary);
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function hexOfBase64(data: Data): string {
  const text = textOf(data).replace(/=+$/, "").replace(/-/g, "+").replace(/_/g, "/");
  const bits = [...text].map((char) => BASE64.indexOf(char));
  if (text === "" || bits.includes(-1) || text.length % 4 === 1) throw refused(data, "base64");
  const all = bits.map((six) => six.toString(2).padStart(6, "0")).join("");
  const bytes = all.match(/.{8}/g) ?? [];
  return bytes.map((byte) => parseInt(byte, 2).toString(16).padStart(2, "0")).join("");
}

function proxyStep(config: Data): Step {
  const version = at(config, "version")?.text ?? "V1";
  if (version !== "V1" && version !== "V2" && version !== "0" && version !== "1")
    throw refused(config, "version V1 or V2");
  return /^(?:V1|0)$/.test(version)
    ? { kind: "proxy", version: 1, command: "proxy" }
    : { kind: "proxy", version: 2, command: "local" };
}

/** The end is not part of it. */
function rangeOf(data: Data): [first: number, last: number] {
  const [start, end] = [at(data, "start"), at(data, "end")];
  if (start === undefined || end === undefined) throw refused(data, "a range with start and end");
  const [first, beyond] = [wholeOf(start, 100, 599), wholeOf(end, 101, 600)];
  if (beyond <= first) throw refused(data, "a range whose end is above its start");
  return [first, beyond - 1];
}

function headerOf(data: Data): [name: string, value: string] {
  const header = at(data, "header");
  const [key, value] = [at(header, "key"), at(header, "value")];
  if (key === undefined || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(textOf(key)))
    throw refused(data, "a header with key and value");
  return [textOf(key).toLowerCase(), value === undefined ? "" : textOf(value)];
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"];

function methodOf(data: Data): string {
  const method = textOf(data);
  if (method === "METHOD_UNSPECIFIED") return "GET";
  if (!METHODS.includes(method)) throw refused(data, `one of ${METHODS.join(", ")}`);
  return method;
}

interface Transport {
  steps: Step[];
  assumptions: string[];
  unsupported: Note[];
}

/** TLS of the cluster: the check is made inside. */
function transportOf(cluster: Data, check: Data): Transport {
  const socket = at(cluster, "transport_socket");
  const name = at(socket, "name")?.text ?? "";
  const config = at(socket, "typed_config");
  const type = at(config, "@type")?.text ?? "";
  const matches = at(cluster, "transport_socket_matches");
  const unread = matches === undefined ? [] : [notEmulated(placeOf(matches), "transport_socket_matches")];
  if (socket === undefined || /raw_buffer/.test(name)) return { steps: [], assumptions: [], unsupported: unread };
  if (!/UpstreamTlsContext/.test(type) && !/tls$/.test(name))
    return {
      steps: [],
      assumptions: [],
      unsupported: [
        ...unread,
        unsupported(placeOf(socket), `the transport socket \`${name || type}\` is not emulated`, name || type),
      ],
    };
  const sni = at(config, "sni");
  const protocols = itemsOf(
    at(check, "tls_options", "alpn_protocols") ?? at(config, "common_tls_context", "alpn_protocols"),
  );
  const alpn = protocols.map((one) => textOf(one));
  const certificates = at(config, "common_tls_context", "tls_certificates");
  return {
    steps: [
      {
        kind: "tls",
        verify: false,
        ...(sni !== undefined && { serverName: textOf(sni) }),
        ...(alpn.length > 0 && { alpn }),
      },
    ],
    assumptions: ["the certificate of the service is not verified here"],
    unsupported: [
      ...unread,
      ...(certificates === undefined
        ? []
        : [notEmulated(placeOf(certificates), "tls_certificates", "no client certificate is sent")]),
    ],
  };
}

interface Endpoints {
  /** The first one. */
  server: string | null;
  port?: number;
  hostname?: string;
  unsupported: Note[];
}

/** Endpoints may be checked at another port; one that all of them share is used. */
function endpointsOf(cluster: Data): Endpoints {
  const all = itemsOf(at(cluster, "load_assignment", "endpoints"))
    .flatMap((locality) => itemsOf(at(locality, "lb_endpoints")))
    .flatMap((one) => at(one, "endpoint") ?? []);
  const addresses = all.map((one) => {
    const [address, port] = [
      at(one, "address", "socket_address", "address"),
      at(one, "address", "socket_address", "port_value"),
    ];
    return address === undefined ? null : authority(textOf(address), port === undefined ? null : portOf(port));
  });
  const of = (name: string) => [...new Set(all.map((one) => at(one, "health_check_config", name)?.text))];
  const [ports, names] = [of("port_value"), of("hostname")];
  const config = all.map((one) => at(one, "health_check_config")).find((one) => one !== undefined);
  const own = config === undefined ? undefined : at(config, "port_value");
  const hostname = config === undefined ? undefined : at(config, "hostname");
  return {
    server: addresses.find((one) => one !== null) ?? null,
    ...(own !== undefined && ports.length === 1 && portOf(own) !== 0 && { port: portOf(own) }),
    ...(hostname !== undefined && names.length === 1 && { hostname: textOf(hostname) }),
    unsupported:
      config !== undefined && (ports.length > 1 || names.length > 1)
        ? [notEmulated(placeOf(config), "health_check_config", "its endpoints differ in it")]
        : unreadIn(config, ["port_value", "hostname"]),
  };
}
