/** One check of a service of Nomad's. */
import { assumed } from "../../checkers/products/assumed";
import { consul } from "../../checkers/products/consul";
import { nomad } from "../../checkers/products/nomad";
import type { Connections, ConnectionOptions, Preset } from "../../model/checker";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { goHttpRequest } from "../../wire/go-http-request";
import { httpStatus } from "../../wire/http-status";
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { field, goDurationOf, refused, textOf, wholeOf, wordOf, yesOf } from "../../source/fields";
import { madeText } from "../../source/made-data";
import { unread } from "../../source/unsupported";
import { httpWire } from "../consul/http-wire";
import type { Fields } from "../consul/consul-keys";
import { foundCheck, outOfReach, type Found } from "../found";
import { fromPreset } from "../from-preset";

const TYPES = ["tcp", "http", "grpc", "script"] as const;
const READ = [
  ...["name", "type", "port", "interval", "timeout", "path", "protocol", "method", "header", "body", "address_mode"],
  ...["tls_skip_verify", "tls_server_name", "success_before_passing", "failures_before_critical", "initial_status"],
  ...["task", "command", "args", "expose", "notes"],
];
/** On average: Go's garbage collector closes what the client has forgotten, after 0 to 120 s. */
const OPEN_MS = 60_000;

/** Over HTTP Nomad's client reads the answer, and forgets no connection. */
const ANSWERED: Preset = {
  name: nomad.name,
  product: nomad.product,
  summary: nomad.summary,
  style: "send-expect",
  intervalMs: nomad.intervalMs,
  timeoutMs: nomad.timeoutMs,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "ticker",
  provenance: nomad.provenance,
  assumptions: assumed(
    nomad.name,
    "the headers of Go's client are assumed, and that it ends its connection by a FIN",
    "200 to 399 is taken to be good",
  ),
};

export interface About {
  selector: string;
  /** Nomad's client makes it; Consul's agent does otherwise. */
  byNomad: boolean;
  /** null: Nomad chooses it. */
  port: number | null;
  /** Of the service. */
  traffic: number | null;
}

export function readCheck(check: Data, { selector, byNomad, port, traffic }: About): Found {
  const at = placeOf(check);
  const typeData = field(check, "type");
  if (typeData === undefined) throw refused(check, `a check with its type, one of ${TYPES.join(", ")}`);
  const type = wordOf(typeData, TYPES);
  if (type === "script") return outOfReach(selector, at, "a script check runs a program in the task");
  if (type === "grpc") return outOfReach(selector, at, "a gRPC check of Nomad's is not emulated");
  const needed = (key: string): Data => {
    const data = field(check, key);
    if (data === undefined) throw refused(check, `a check with ${key}, which Nomad requires`);
    return data;
  };
  const intervalMs = goDurationOf(needed("interval"));
  const elsewhere = port !== null && traffic !== null && port !== traffic ? { port } : {};
  const wire = type === "tcp" ? tcpWire(byNomad, intervalMs) : httpCheck(check, byNomad, port);
  const count = (key: string) => {
    const data = field(check, key);
    return data === undefined ? 1 : Math.max(1, wholeOf(data, 0, 1_000_000));
  };
  const { makes, ...own } = wire;
  return foundCheck({
    selector,
    server: port === null ? null : `port ${port}`,
    check: fromPreset(wire.base, {
      selector,
      origin: at,
      summary: `${byNomad ? "Nomad" : "Consul, for Nomad"}, ${type} check ${selector}`,
      ...own,
      connections: (options) => {
        const [first] = makes(options);
        return [{ ...first, ...elsewhere }];
      },
      intervalMs: own.intervalMs ?? intervalMs,
      timeoutMs: goDurationOf(needed("timeout")),
      rise: byNomad ? 1 : count("success_before_passing"),
      fall: byNomad ? 1 : count("failures_before_critical"),
      // Until its first result a service is not there.
      initially: field(check, "initial_status")?.text === "passing" ? "up-unproven" : "down-unproven",
      notes: unread(check, (key) => READ.includes(key)),
    }),
  });
}

interface Wire extends Partial<Pick<Preset, "style" | "nodes" | "intervalMs">> {
  base: Preset;
  makes(options: ConnectionOptions): Connections;
}

/** Nomad's client forgets its connection, so several are open at a time: nodes in turn stand for them. */
function tcpWire(byNomad: boolean, intervalMs: number): Wire {
  if (!byNomad) return { base: consul, style: "fin", makes: () => [connection("full", [], { kind: "fin" })] };
  const nodes = Math.max(1, Math.round(OPEN_MS / intervalMs));
  return {
    base: nomad,
    style: "hold",
    nodes,
    intervalMs: nodes * intervalMs,
    makes: () => [connection("full", [{ kind: "hold" }], { kind: "fin" })],
  };
}

function httpCheck(check: Data, byNomad: boolean, port: number | null): Wire {
  const pathData = field(check, "path");
  if (pathData === undefined) throw refused(check, "an http check with a path");
  const path = textOf(pathData);
  const protocol = field(check, "protocol");
  const scheme = protocol === undefined ? "http" : wordOf(protocol, ["http", "https"]);
  const fields: Fields = new Map(
    ["method", "header", "body", "tls_skip_verify", "tls_server_name"].flatMap((key): [string, Data][] => {
      const data = field(check, key);
      return data === undefined ? [] : [[key, data]];
    }),
  );
  const url = (host: string) =>
    madeText(pathData, `${scheme}://${authority(host, port)}${path.startsWith("/") ? path : `/${path}`}`);
  if (!byNomad) {
    // Read once here, so that a fault is told with the file.
    httpWire(url("target"), fields);
    return {
      base: consul,
      style: "send-expect",
      makes: (options) => [httpWire(url(options.host), fields).connection(options)],
    };
  }
  const method = field(check, "method")?.text ?? "GET";
  const tls =
    scheme === "https"
      ? [{ kind: "tls" as const, verify: !yesOf(field(check, "tls_skip_verify"), false), alpn: ["http/1.1"] }]
      : [];
  return {
    base: ANSWERED,
    style: "send-expect",
    nodes: 1,
    makes: ({ host }) => {
      const request = goHttpRequest({
        method,
        path,
        host: authority(host, port),
        userAgent: "Go-http-client/1.1",
        headers: [],
        body: field(check, "body")?.text ?? "",
        keepsAlive: true,
      });
      return [connection("full", [...tls, request, httpStatus()], { kind: "drain-fin" })];
    },
  };
}
