/** One server's check as a preset. */
import type { Assumption } from "../../model/assumptions";
import { mapConnections } from "../../wire/connection";
import type { Connection, Evidence } from "../../model/checker";
import { connectionsOf, type Rule, type Transport } from "../../wire/haproxy/rules";
import { nameFrom } from "../../source/fields";
import { type ImportedCheck, type OutOfReach } from "../reader-types";
import { place, wrong, type SourceFile } from "../../source/place";
import { addressOf, addressText, type Address } from "./address";
import { lineNotes, type LineNote } from "./notes";
import type { Proxy, Server } from "./proxy";
import { resolved } from "./resolved";

/** Of all checkers of a file at once: it is told without their names. */
const ONE_PROCESS: Assumption = {
  claim: { about: "nodes", text: "one HAProxy process: each that runs with this file checks for itself (NODES)" },
};

/** Facts about HAProxy that hold for each of its checks. */
const EVIDENCE: readonly Evidence[] = [
  {
    from: "source",
    text: "haproxy 2.6.12: src/tcpcheck.c, src/check.c process_chk_conn: a connection has inter; with `timeout check` that is its handshakes' time, or `timeout connect` if shorter, and `timeout check` begins behind them",
    url: "https://github.com/haproxy/haproxy/blob/v2.6.0/src/tcpcheck.c",
  },
  {
    from: "capture",
    text: "haproxy 2.6.12 beside this program: packets, bytes and cadence; the period is inter plus the check's own time",
  },
];

/** Keywords that matter where the check speaks TLS, or sends a PROXY header. */
const OF_TLS = [
  "verify",
  "crt",
  "ssl-min-ver",
  "ssl-max-ver",
  "ciphers",
  "ciphersuites",
  "curves",
  "sigalgs",
  "check-alpn",
];
const OF_PROXY = ["proxy-v2-options", "send-proxy-v2-ssl", "send-proxy-v2-ssl-cn"];

export function checkOf(
  file: SourceFile,
  proxy: Proxy,
  server: Server,
  general: readonly LineNote[],
): { check: ImportedCheck } | { outOfReach: OutOfReach } | null {
  const { settings, line } = server;
  const selector = `${proxy.name}/${server.name}`;
  const far = (why: string) => ({ outOfReach: { selector, place: place(file, line), why } });
  if (settings.track !== undefined) return far(`it has no check of its own: it tracks ${settings.track}`);
  if (!settings.check) return settings.agentCheck ? far("an agent check reads a word from another port") : null;
  if (proxy.disabled) return far(`${proxy.kind} ${proxy.name} is disabled`);
  if (settings.disabled) return far("the server is disabled: it is not checked until somebody enables it");
  if (proxy.type === "external-check") return far("an external program makes the check");
  if (settings.healthcheck !== undefined)
    return far(`\`healthcheck ${settings.healthcheck}\` needs a newer HAProxy than is known here`);
  const address = addressOf(server.address);
  if ("unreachable" in address) return far(address.unreachable);

  const { rules, notes } = resolved(proxy);
  const where = elsewhere(settings.addr === undefined ? {} : addressOf(settings.addr), settings.port);
  if ("unreachable" in where) return far(where.unreachable);
  const hasPort = address.port ?? settings.port ?? where.port;
  if (
    hasPort === undefined &&
    /^[^:$]+$/.test(server.address) &&
    !rules.some((rule) => rule.kind === "connect" && rule.port !== undefined)
  )
    throw wrong(file, line, `server ${server.name} has neither a port nor a port for its checks`);

  const http = proxy.type === "httpchk";
  const connections = mapConnections(
    connectionsOf(rules, transportOf(server), {
      ...(http && { http }),
      ...(http && proxy.disableOn404 && { on404: "L7OKC" }),
    }),
    (connection) => placed(connection, where, address),
  );

  const times = timesOf(proxy, server, connections);
  const all = [...general, ...proxy.notes, ...notes, ...times.notes, ...notesOf(server, connections)];
  return {
    check: {
      selector,
      server: address.host === "" ? null : `${addressText(address)}${server.ofTemplate ? ` (${server.name})` : ""}`,
      check: {
        name: nameFrom(selector),
        product: "HAProxy",
        summary: summaryOf(proxy, rules),
        style: styleOf(connections[0]),
        connections: ({ timeoutMs }) =>
          mapConnections(connections, (connection) => timed(connection, times.connectMs, timeoutMs)),
        intervalMs: settings.interMs,
        ...(settings.fastinterMs !== undefined && { fastIntervalMs: settings.fastinterMs }),
        ...(settings.downinterMs !== undefined && { downIntervalMs: settings.downinterMs }),
        timeoutMs: times.timeoutMs,
        rise: settings.rise,
        fall: settings.fall,
        nodes: 1,
        spread: "staggered",
        cadence: "after-completion",
        initially: "up-unproven",
        vocabulary: "haproxy",
        origin: place(file, line),
        evidence: [{ from: "configuration", text: place(file, line) }, ...EVIDENCE],
        assumptions: [ONE_PROCESS],
        notes: lineNotes(file, all),
      },
    },
  };
}

/** Where `addr` and `port` send the checks. */
function elsewhere(
  addr: Partial<Address> | { unreachable: string },
  port: number | undefined,
): Partial<Address> | { unreachable: string } {
  if ("unreachable" in addr) return addr;
  const other = port ?? addr.port;
  return {
    ...(addr.host !== undefined && { host: addr.host }),
    ...(other !== undefined && { port: other }),
  };
}

/** The target stands for the server: a `connect` to the server's own host or port says nothing more. */
function placed(connection: Connection, where: Partial<Address>, server: Address): Connection {
  const { port: ownPort, host: ownHost, ...wire } = connection;
  const port = ownPort ?? where.port;
  const host = ownHost ?? where.host;
  return {
    ...(port !== undefined && port !== server.port && { port }),
    ...(host !== undefined && host !== server.host && { host }),
    ...wire,
  };
}

/** `ssl` and `send-proxy` count for checks too, unless these go somewhere else (src/check.c, init_srv_check). */
function transportOf({ settings }: Server): Transport {
  const { port, addr, ssl, checkSsl, checkSni, checkAlpn, sendProxy, checkSendProxy } = settings;
  const own = port === undefined && addr === undefined;
  const tls = checkSsl === 1 || (checkSsl === 0 && own && ssl === 1);
  return {
    ...(tls && {
      tls: {
        ...(checkSni !== undefined && { serverName: checkSni }),
        ...(checkAlpn !== undefined && { alpn: checkAlpn }),
      },
    }),
    ...((checkSendProxy || (own && sendProxy !== 0)) && { proxy: true as const }),
    ...(sendProxy === 2 && { proxyVersion: 2 as const }),
  };
}

interface Times {
  /** null: the timeout bounds the handshakes too. */
  connectMs: number | null;
  timeoutMs: number;
  notes: LineNote[];
}

/**
 * Without `timeout check` each connection has `inter` in all. With it, `inter` or `timeout connect`, whichever is shorter, is for the
 * handshakes, that of TLS too, and what follows them has `timeout check`.
 */
function timesOf(
  { timeoutCheckMs, timeoutConnectMs = Infinity }: Proxy,
  { settings, line }: Server,
  connections: readonly Connection[],
): Times {
  if (timeoutCheckMs === undefined) return { connectMs: null, timeoutMs: settings.interMs, notes: [] };
  const connectMs = Math.min(settings.interMs, timeoutConnectMs);
  // Nothing follows the handshakes.
  if (connections.every(({ steps }) => steps.every(({ kind }) => kind === "tls" || kind === "proxy")))
    return { connectMs: null, timeoutMs: connectMs, notes: [] };
  const listens = connections.some(({ steps }) => steps.some(({ kind }) => kind === "expect"));
  // The task that looks at the time stays queued for the end of the handshakes' time (measured with 2.6.12).
  const text =
    `\`timeout check\` of ${timeoutCheckMs} ms is over before the ${connectMs} ms for connecting: HAProxy may notice it as late as these; ` +
    "here it is heeded at once";
  return { connectMs, timeoutMs: timeoutCheckMs, notes: listens && timeoutCheckMs < connectMs ? [{ line, text }] : [] };
}

function timed(connection: Connection, connectMs: number | null, timeoutMs: number): Connection {
  if (connectMs === null) return connection;
  if (!connection.steps.some(({ kind }) => kind === "tls")) return { ...connection, connectTimeoutMs: connectMs };
  const steps = connection.steps.map((step) => {
    if (step.kind === "tls") return { ...step, withinMs: connectMs };
    return step.kind === "expect" ? { ...step, withinMs: timeoutMs } : step;
  });
  return { ...connection, steps, connectTimeoutMs: connectMs, timeoutMs: connectMs + timeoutMs };
}

function notesOf({ settings }: Server, connections: readonly Connection[]): LineNote[] {
  const has = (kind: string) => connections.some(({ steps }) => steps.some((step) => step.kind === kind));
  return [...settings.notes]
    .filter(([keyword]) => (!OF_TLS.includes(keyword) || has("tls")) && (!OF_PROXY.includes(keyword) || has("proxy")))
    .map(([, note]) => note);
}

function summaryOf(proxy: Proxy, rules: readonly Rule[]): string {
  const by = rules.length === 0 ? "without rules" : `with ${rules.length === 1 ? "a rule" : "rules"}`;
  return proxy.type === "check"
    ? "HAProxy `check`"
    : `HAProxy \`option ${proxy.type}\`${proxy.type === "tcp-check" ? ` ${by}` : ""}`;
}

/** The style that it is nearest to. */
function styleOf({ handshake, steps, ending }: Connection): string {
  const has = (kind: string) => steps.some((step) => step.kind === kind);
  if (has("expect")) return has("send") ? "send-expect" : "greeting-wait";
  if (has("send")) return "send-rst";
  if (has("tls")) return "tls-handshake";
  if (has("proxy")) return "proxy-header";
  if (ending.kind === "fin") return "fin";
  return handshake === "half-open" ? "half-open" : "rst";
}
