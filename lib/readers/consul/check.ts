/** One check of a Consul agent: `tcp`, `http`, `grpc` and `h2ping` are made over TCP, the others are out of reach. */
import type { Preset } from "../../model/checker";
import type { Note } from "../../model/note";
import { assumed } from "../../checkers/products/assumed";
import type { Data } from "../../source/data";
import { goDurationOf, nameFrom, wholeOf, wordOf } from "../../source/fields";
import { place, wrong, type SourceFile } from "../../source/place";
import { notEmulated } from "../../source/unsupported";
import { foundCheck, outOfReach, type Found } from "../found";
import { kindOf } from "./check-kinds";
import type { Fields } from "./consul-keys";

/** The keys of a check, as configurations and the HTTP API spell them. */
export const CHECK_KEYS = [
  ...["id", "check_id", "name", "notes", "token", "status", "service_id", "node", "namespace", "partition"],
  ...["args", "script_args", "script", "shell", "docker_container_id", "output_max_size"],
  ...["http", "header", "method", "body", "disable_redirects", "proxy_http", "proxy_grpc"],
  ...["tcp", "tcp_use_tls", "udp", "grpc", "grpc_use_tls", "h2ping", "h2ping_use_tls", "os_service"],
  ...["tls_server_name", "tls_skip_verify", "interval", "timeout", "ttl", "alias_node", "alias_service"],
  ...["success_before_passing", "failures_before_warning", "failures_before_critical"],
  "deregister_critical_service_after",
];

const NOT_EMULATED: ReadonlyMap<string, string> = new Map([
  ["failures_before_warning", "an opinion is UP or DOWN, and a warning is UP"],
  ["deregister_critical_service_after", "checks go on"],
  ["proxy_http", "the check goes to the service itself"],
  ["proxy_grpc", "the check goes to the service itself"],
]);

const LEAST_INTERVAL_MS = 1_000;
const STATES = ["critical", "passing", "warning", "maintenance"] as const;

export interface Owner {
  selector: string;
  /** The service's own port: a check of another one goes there, not to the target's. */
  port: number | null;
}

export function readCheck(file: SourceFile, data: Data, fields: Fields, { selector, port }: Owner): Found {
  const origin = place(file, data.line);
  const kind = kindOf(file, data, fields);
  if (kind.makes.kind === "out-of-reach") return outOfReach(selector, origin, kind.makes.why);

  const name = nameFrom(selector);
  const wire = kind.makes.read(kind.value, fields);
  const interval = fields.get("interval");
  if (interval === undefined) throw wrong(file, data.line, "interval is missing: Consul refuses such a check");
  const askedMs = goDurationOf(interval);
  const timeout = fields.get("timeout");
  const status = fields.get("status");
  const passing = status !== undefined && wordOf(status, STATES) === "passing";
  const elsewhere = port !== null && port !== wire.port ? { port: wire.port } : {};
  const check: Preset = {
    name,
    product: "Consul",
    summary: `Consul ${kind.key} check of ${selector}: ${wire.summary}`,
    style: wire.style,
    connections: (options) => [{ ...wire.connection(options), ...elsewhere }],
    intervalMs: Math.max(LEAST_INTERVAL_MS, askedMs),
    timeoutMs: timeout === undefined ? 10_000 : goDurationOf(timeout),
    rise: thresholdOf(fields.get("success_before_passing")),
    fall: thresholdOf(fields.get("failures_before_critical")),
    nodes: 1,
    spread: "random",
    cadence: "after-completion",
    initially: passing ? "up-unproven" : "down-unproven",
    provenance: [
      { from: "configuration", text: origin },
      {
        from: "source",
        text: "hashicorp/consul@4395cd11: agent/checks/check.go (random first delay, interval after the check's end, timeout 10 s, the first result decides)",
      },
      ...(askedMs < LEAST_INTERVAL_MS
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
  return foundCheck({ selector, server: wire.server, check });
}

/** Zero is one. */
function thresholdOf(data: Data | undefined): number {
  return data === undefined ? 1 : Math.max(1, wholeOf(data, 0, 1_000_000));
}

function unsupportedIn(file: SourceFile, fields: Fields): Note[] {
  return [...NOT_EMULATED].flatMap(([key, because]) => {
    const data = fields.get(key);
    return data === undefined ? [] : [notEmulated(place(file, data.line), key, because)];
  });
}
