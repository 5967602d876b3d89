/**
 * HAProxy's health checks in its own terms, a list of connect, send and expect rules, and what goes over the wire for them.
 *
 * https://docs.haproxy.org/2.6/configuration.html#4.2-tcp-check%20connect, haproxy 2.6.12: src/tcpcheck.c
 */
import type { Ending, Handshake, Match, Step } from "../../model/extension";
import type { CheckStatuses, Connection, Connections } from "../../model/checker";
import { haproxyHandshake, type TlsStep } from "../tls-handshakes";
import { proveSteps } from "../prove-steps";

/** `h1` is said where a `server` line says `h2`. */
export type Proto = "h1" | "h2";

export interface Connect {
  kind: "connect";
  /** `default`: with what the `server` line says of TLS and of the PROXY header. Without it, as this rule says alone. */
  default?: true;
  port?: number;
  host?: string;
  ssl?: true;
  serverName?: string;
  alpn?: string[];
  /** The protocol of an HTTP check; left out: what the `server` line says, or HTTP/1. */
  proto?: Proto;
  sendProxy?: true;
  /** Ends with a FIN. */
  linger?: true;
}

export interface Send {
  kind: "send";
  hex: string;
  /** The same request where the connection speaks HTTP/2. */
  http2?: Step[];
}

export interface Expect {
  kind: "expect";
  match: Match;
  not?: true;
  /** `min-recv` */
  minBytes?: number;
  /** The statuses where they are not L7RSP, L7TOUT and L7OK. */
  wrong?: string;
  late?: string;
  ok?: string;
}

export type Rule = Connect | Send | Expect;

/** What a `server` line says of its checks' connections. */
export interface Transport {
  /** `check-ssl`, also inherited from `ssl`: the TLS of a `default` connection. */
  tls?: Pick<TlsStep, "serverName" | "alpn">;
  /** The server's own `alpn`: all its connections offer it, unless something else is said of the checks. */
  alpn?: string[];
  /** `check-proto`, else the server's own `proto`: of a `default` connection. */
  proto?: Proto;
  /** `check-send-proxy`, also inherited from `send-proxy`: a PROXY header on a `default` connection. */
  proxy?: true;
  /** The version of the PROXY header, for every rule that sends one. Default 1. */
  proxyVersion?: 1 | 2;
}

/** What holds for all connections of a check. */
export interface Way {
  /** All connections but the last are ended as the HTTP layer closes them. */
  http?: true;
  /** The status of a 404 that passes (`http-check disable-on-404`), and what it is while the server is DOWN. */
  on404?: CheckStatuses["on404"];
  /** Where nothing says which protocol it is, the first of ALPN is the one that is spoken (3.3). */
  alpnDecides?: true;
  /** `tune.bufsize`: when as many have come, more are not waited for. Default {@link BUFFER_BYTES}. */
  bufferBytes?: number;
}

/** include/haproxy/defaults.h, BUFSIZE */
const BUFFER_BYTES = 16_384;

/** The connection that a check makes when no rule says `connect`. */
export const IMPLICIT: Connect = { kind: "connect", default: true };

/** The plain `check`. */
export const PLAIN: readonly Rule[] = [IMPLICIT];

export function connectionsOf(rules: readonly Rule[], transport: Transport = {}, way: Way = {}): Connections {
  const [first, ...others] = plannedConnections(rules);
  const made = ({ connect, rules: own }: PlannedConnection, last: boolean) =>
    connectionOf(connect, own, last, transport, way);
  return [made(first, others.length === 0), ...others.map((one, i) => made(one, i === others.length - 1))];
}

/** A `connect` and the rules up to the next one. */
interface PlannedConnection {
  connect: Connect;
  rules: (Send | Expect)[];
}

function plannedConnections(rules: readonly Rule[]): [PlannedConnection, ...PlannedConnection[]] {
  let current: PlannedConnection = { connect: IMPLICIT, rules: [] };
  const planned: [PlannedConnection, ...PlannedConnection[]] = [current];
  for (const [i, rule] of rules.entries()) {
    if (rule.kind !== "connect") {
      current.rules.push(rule);
    } else if (i === 0) {
      current.connect = rule;
    } else {
      current = { connect: rule, rules: [] };
      planned.push(current);
    }
  }
  return planned;
}

function connectionOf(
  connect: Connect,
  rules: readonly (Send | Expect)[],
  last: boolean,
  transport: Transport,
  way: Way,
): Connection {
  const tls = tlsOf(connect, transport);
  const proxied = connect.sendProxy === true || (connect.default === true && transport.proxy === true);
  const before: Step[] = [
    ...(proxied ? [proxyHeader(transport.proxyVersion ?? 1)] : []),
    ...(tls === undefined ? [] : [tls]),
  ];
  const proto = connect.proto ?? (connect.default && transport.proto) ?? (way.alpnDecides && protoOf(tls));
  const http2 = way.http === true && proto === "h2";
  const spoken = rules.map((rule, i) =>
    rule.kind === "send"
      ? ((http2 ? rule.http2 : undefined) ?? [{ kind: "send" as const, hex: rule.hex }])
      : [expectStep(rule, rules[i + 1], way.bufferBytes ?? BUFFER_BYTES, http2)],
  );
  const steps = [...before, ...spoken.flat()];
  /** The step that decides on a rule is its last. */
  const stepOf = (rule: number) =>
    before.length + spoken.slice(0, rule + 1).reduce((sum, { length }) => sum + length, 0) - 1;
  // The final ACK is withheld where no rule follows, or data that will carry it. A connect that another connect follows is completed.
  const alone = rules.length === 0 && last;
  const handshake: Handshake = alone || rules[0]?.kind === "send" ? "half-open" : "full";
  const ending = endingOf(connect, steps, last, way);
  // The check is over with the rule that fails, so that connection is the last.
  const failedEnding = last ? ending : endingOf(connect, steps, true, way);
  const prove = proveSteps(handshake, steps, ending);
  // Whether an RST or a FIN is sent is up to the service's own FIN.
  if (ending.kind === "drain-rst" || failedEnding.kind !== ending.kind) delete prove.ended;
  return {
    ...(connect.port !== undefined && { port: connect.port }),
    ...(connect.host !== undefined && { host: connect.host }),
    handshake,
    steps,
    ending,
    ...(failedEnding.kind !== ending.kind && { failedEnding }),
    prove,
    statuses: statusesOf(rules, stepOf, { tls: tls !== undefined, http2 }, way),
  };
}

function tlsOf(connect: Connect, { tls, alpn: serversOwn }: Transport): TlsStep | undefined {
  if (connect.ssl !== true && !(connect.default === true && tls !== undefined)) return undefined;
  const serverName = connect.serverName ?? (connect.default === true ? tls?.serverName : undefined);
  const alpn = connect.alpn ?? (connect.default === true ? tls?.alpn : undefined) ?? serversOwn;
  return { ...haproxyHandshake, ...(serverName !== undefined && { serverName }), ...(alpn !== undefined && { alpn }) };
}

/** The service is taken to choose the first that is offered. */
function protoOf(tls: TlsStep | undefined): Proto {
  return tls?.alpn?.[0] === "h2" ? "h2" : "h1";
}

/** Version 1 has the check connection's own addresses, version 2 is LOCAL (src/connection.c, conn_send_proxy). */
function proxyHeader(version: 1 | 2): Step {
  return { kind: "proxy", version, command: version === 1 ? "proxy" : "local" };
}

/** Rules that follow one another look at the same answer; a send begins a new one. */
function expectStep(rule: Expect, next: Send | Expect | undefined, bufferBytes: number, http2: boolean): Step {
  const { match, not, minBytes } = rule;
  return {
    kind: "expect",
    match: http2 && match.kind === "http" ? { ...match, h2: true } : match,
    ...(not && { not }),
    ...(minBytes !== undefined && { minBytes: Math.min(minBytes, bufferBytes) }),
    ...(next?.kind === "expect" && { keep: true }),
    maxBytes: bufferBytes,
  };
}

/** An RST, but a clean close where the service has closed already, or with `linger`. Only the HTTP layer says goodbye inside TLS. */
function endingOf({ linger }: Connect, steps: readonly Step[], last: boolean, { http }: Way): Ending {
  const tls = steps.some(({ kind }) => kind === "tls");
  if (http && !last) return { kind: "fin" };
  if (linger) return { kind: steps.length === 0 ? "fin" : "drain-fin", ...(tls && !http && { closeNotify: false }) };
  return { kind: steps.length === 0 ? "rst" : "drain-rst", ...(tls && http && { closeNotify: true }) };
}

function statusesOf(
  rules: readonly (Send | Expect)[],
  stepOf: (rule: number) => number,
  { tls, http2 }: { tls: boolean; http2: boolean },
  { on404 }: Way,
): CheckStatuses {
  const last = rules[rules.length - 1];
  const connected = tls ? "L6OK" : "L4OK";
  const wrong = { ...(http2 && settingsStatuses(rules, stepOf)), ...statusesBy(rules, stepOf, "wrong") };
  const late = statusesBy(rules, stepOf, "late");
  return {
    ok: last === undefined ? connected : (last.kind === "expect" && last.ok) || "L7OK",
    ...(Object.keys(wrong).length > 0 && { wrong }),
    ...(late !== undefined && { late }),
    ...(on404 !== undefined && { on404 }),
  };
}

/** A service that answers the preface in another protocol: the expected SETTINGS are two steps ahead of the request. */
function settingsStatuses(rules: readonly (Send | Expect)[], stepOf: (rule: number) => number): Record<number, string> {
  const sends = rules.flatMap((rule, i) => (rule.kind === "send" && rule.http2 !== undefined ? [stepOf(i) - 2] : []));
  return Object.fromEntries(sends.map((step) => [step, "SOCKERR"]));
}

function statusesBy(
  rules: readonly (Send | Expect)[],
  stepOf: (rule: number) => number,
  which: "wrong" | "late",
): { [step: number]: string } | undefined {
  const statuses = rules.flatMap((rule, i) => {
    const status = rule.kind === "expect" ? rule[which] : undefined;
    return status === undefined ? [] : [[stepOf(i), status] as const];
  });
  return statuses.length === 0 ? undefined : Object.fromEntries(statuses);
}
