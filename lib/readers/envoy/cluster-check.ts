/** One health check of a cluster. */
import type { Ending } from "../../model/extension";
import type { Connections, Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { assumed } from "../../checkers/products/assumed";
import { ENVOY_AT_ONCE, ENVOY_SET_UNHEALTHY, envoy as preset, envoyAssumptions } from "../../checkers/products/envoy";
import { duration } from "../../text/format";
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { portOf, refused, wholeOf, yesOf } from "../../source/fields";
import { foundCheck, outOfReach, type Found } from "../found";
import { fromPreset } from "../from-preset";
import { readCustomHandler } from "./custom-handler";
import { endpointsOf } from "./endpoints";
import { readGrpcHandler } from "./grpc-handler";
import type { ReadHandler } from "./handler";
import { readHttpHandler } from "./http-handler";
import { at, durationOf, has, unreadIn } from "./proto";
import { readTcpHandler } from "./tcp-handler";
import { transportOf } from "./transport-socket";

const HANDLERS: ReadonlyMap<string, ReadHandler> = new Map<string, ReadHandler>([
  ["tcp_health_check", readTcpHandler],
  ["http_health_check", readHttpHandler],
  ["grpc_health_check", readGrpcHandler],
  ["custom_health_check", readCustomHandler],
]);

const TIMING = [
  ...["timeout", "interval", "unhealthy_threshold", "healthy_threshold"],
  ...["unhealthy_interval", "unhealthy_edge_interval", "no_traffic_interval"],
];
/** They decide what is logged. */
const IGNORED = [
  ...["event_log_path", "event_logger", "event_service"],
  ...["always_log_health_check_failures", "always_log_health_check_success"],
];
const KEYS = [...HANDLERS.keys(), ...TIMING, ...IGNORED, "reuse_connection", "alt_port", "tls_options"];

const PROVENANCE: Preset["provenance"] = [
  {
    from: "source",
    text: "envoyproxy/envoy@1116e87c: source/extensions/health_checkers: the first success makes a host healthy; reuse_connection is on where it is not turned off",
  },
  { from: "capture", text: "Envoy 1.40: a connect-only check ends with a FIN; `send` without `receive` sends nothing" },
];

const REUSED =
  "Envoy makes its next check on the same connection; here each check opens one of its own and holds it until the next";

/**
 * @param name of the cluster
 * @param selector what the check is called behind the `#`
 */
export function readHealthCheck(cluster: Data, name: string, selector: string, check: Data): Found {
  if (check.kind !== "map") throw refused(check, "a health check");
  const place = placeOf(check);
  const handler = handlerIn(check);
  const timing = requiredTiming(check);
  const timeoutMs = durationOf(timing.timeout);
  const endpoints = endpointsOf(cluster);
  const tls = transportOf(cluster, check);
  const exchange = handler.read(handler.block, {
    hostname: endpoints.hostname ?? name,
    secure: tls.steps.length > 0,
  });
  if (exchange.kind === "out-of-reach") return outOfReach(selector, place, exchange.why);

  const reused = exchange.reused && yesOf(at(check, "reuse_connection"), true);
  const otherPort = at(check, "alt_port");
  const port = otherPort === undefined ? endpoints.port : portOf(otherPort);
  const connectsOnly = exchange.steps.length === 0 && port === undefined;
  const plain = tls.steps.length === 0;
  const ending: Ending = exchange.steps.length === 0 && plain ? { kind: "fin" } : { kind: "drain-fin" };
  const connections = (): Connections => [
    {
      ...connection("full", [...tls.steps, ...exchange.steps, ...(reused ? [{ kind: "hold" } as const] : [])], ending),
      ...(port !== undefined && { port }),
      ...(exchange.judgesFrom !== null && { judgesFrom: tls.steps.length + exchange.judgesFrom }),
    },
  ];
  const downMs = at(check, "unhealthy_interval");
  const edgeMs = at(check, "unhealthy_edge_interval");
  const made = fromPreset(withTraffic(at(check, "no_traffic_interval")), {
    selector,
    origin: place,
    summary: exchange.summary,
    style: connectsOnly && !plain ? "tls-handshake" : exchange.style,
    ...(!(connectsOnly && plain) && { connections }),
    intervalMs: durationOf(timing.interval),
    timeoutMs,
    rise: wholeOf(timing.healthy, 1, 1_000_000),
    fall: wholeOf(timing.unhealthy, 1, 1_000_000),
    ...(exchange.judgesFrom !== null && { decidesAtOnce: ENVOY_AT_ONCE }),
    provenance: exchange.judgesFrom !== null ? [...PROVENANCE, ENVOY_SET_UNHEALTHY] : PROVENANCE,
    assumptions: [...exchange.assumptions, ...tls.assumptions, ...(reused ? [REUSED] : [])],
    notes: [...exchange.unsupported, ...tls.unsupported, ...endpoints.unsupported, ...unreadIn(check, KEYS)],
  });
  return foundCheck({
    selector,
    server: endpoints.server,
    check: {
      ...made,
      ...(downMs !== undefined && { downIntervalMs: durationOf(downMs) }),
      ...(edgeMs !== undefined && { fastIntervalMs: durationOf(edgeMs) }),
      ...(reused && { holdsToNextCheck: true as const }),
    },
  });
}

/** The only handler that a check has. */
function handlerIn(check: Data): { read: ReadHandler; block: Data } {
  const given = [...HANDLERS].flatMap(([name, read]) => {
    const block = has(check, name);
    return block === undefined ? [] : [{ name, read, block }];
  });
  const [handler, ...others] = given;
  if (handler === undefined || others.length > 0) {
    const names = given.map(({ name }) => name).join(" and ");
    throw refused(
      check,
      `exactly one of ${[...HANDLERS.keys()].join(", ")}`,
      names === "" ? "none is given" : `${names} are given`,
    );
  }
  return handler;
}

function requiredTiming(check: Data): { timeout: Data; interval: Data; unhealthy: Data; healthy: Data } {
  const required = (name: string): Data => {
    const data = at(check, name);
    if (data === undefined) throw refused(check, `a health check with ${name}, which Envoy requires`);
    return data;
  };
  return {
    timeout: required("timeout"),
    interval: required("interval"),
    unhealthy: required("unhealthy_threshold"),
    healthy: required("healthy_threshold"),
  };
}

/** A cluster without traffic is checked at another interval; the preset assumes traffic, and names that interval. */
function withTraffic(idleInterval: Data | undefined): Preset {
  if (idleInterval === undefined) return preset;
  const assumptions = envoyAssumptions(duration(durationOf(idleInterval)));
  return { ...preset, assumptions: assumed(preset.name, ...assumptions) };
}
