/**
 * HAProxy's health checks in its own terms, a list of connect, send and expect rules, and what goes over the wire for them.
 *
 * https://docs.haproxy.org/2.6/configuration.html#4.2-tcp-check%20connect, haproxy 2.6.12: src/tcpcheck.c
 */
import type { Ending, Handshake, Match, Step } from "../../model/extension";
import type { CheckStatuses, Connection, Connections } from "../../model/checker";
import { haproxyHandshake, type TlsStep } from "../tls-handshakes";
import { proveSteps } from "../prove-steps";

export interface Connect {
  kind: "connect";
  /** `default`: with what the `server` line says of TLS and of the PROXY header. Without it, as this rule says alone. */
  default?: true;
  port?: number;
  host?: string;
  ssl?: true;
  serverName?: string;
  alpn?: string[];
  sendProxy?: true;
  /** Ends with a FIN. */
  linger?: true;
}

export interface Send {
  kind: "send";
  hex: string;
}

export interface Expect {
  kind: "expect";
  match: Match;
  not?: true;
  /** `min-recv` */
  minBytes?: number;
  /** What comes behind the match is all that the next expect sees: the headers of an HTTP answer, when its body is looked at. */
  consumes?: true;
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
  /** `check-send-proxy`, also inherited from `send-proxy`: a PROXY header on a `default` connection. */
  proxy?: true;
  /** Of the header, whoever asks for it. Default 1. */
  proxyVersion?: 1 | 2;
}

/** How an HTTP check ends its connections, all but the last: as the HTTP layer closes them. */
export interface Way {
  http?: true;
  /** The status of a 404 that passes (`http-check disable-on-404`). */
  on404?: string;
}

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
  const steps: Step[] = [
    ...(proxied ? [proxyHeader(transport.proxyVersion ?? 1)] : []),
    ...(tls === undefined ? [] : [tls]),
    ...rules.map((rule, i) => stepOf(rule, rules[i + 1])),
  ];
  // The final ACK is withheld where no rule follows, or data that will carry it. A connect that another connect follows is completed.
  const alone = rules.length === 0 && last;
  const handshake: Handshake = alone || rules[0]?.kind === "send" ? "half-open" : "full";
  const ending = endingOf(connect, steps, last, way);
  const prove = proveSteps(handshake, steps, ending);
  // Whether an RST or a FIN is sent is up to the service's own FIN.
  if (ending.kind === "drain-rst") delete prove.ended;
  return {
    ...(connect.port !== undefined && { port: connect.port }),
    ...(connect.host !== undefined && { host: connect.host }),
    handshake,
    steps,
    ending,
    prove,
    statuses: statusesOf(rules, steps.length - rules.length, tls !== undefined, way),
  };
}

function tlsOf(connect: Connect, { tls }: Transport): TlsStep | undefined {
  if (connect.ssl !== true && !(connect.default === true && tls !== undefined)) return undefined;
  const serverName = connect.serverName ?? (connect.default === true ? tls?.serverName : undefined);
  const alpn = connect.alpn ?? (connect.default === true ? tls?.alpn : undefined);
  return { ...haproxyHandshake, ...(serverName !== undefined && { serverName }), ...(alpn !== undefined && { alpn }) };
}

/** Version 1 has the check connection's own addresses, version 2 is LOCAL (src/connection.c, conn_send_proxy). */
function proxyHeader(version: 1 | 2): Step {
  return { kind: "proxy", version, command: version === 1 ? "proxy" : "local" };
}

/** Rules that follow one another look at the same answer; a send begins a new one. */
function stepOf(rule: Send | Expect, next: Send | Expect | undefined): Step {
  if (rule.kind === "send") return { kind: "send", hex: rule.hex };
  const { match, not, minBytes, consumes } = rule;
  return {
    kind: "expect",
    match,
    ...(not && { not }),
    ...(minBytes !== undefined && { minBytes }),
    ...(next?.kind === "expect" && !consumes && { keep: true }),
  };
}

/** An RST, but a clean close where the service has closed already, or with `linger`. Only the HTTP layer says goodbye inside TLS. */
function endingOf({ linger }: Connect, steps: readonly Step[], last: boolean, { http }: Way): Ending {
  const tls = steps.some(({ kind }) => kind === "tls");
  if (http && !last) return { kind: "fin" };
  if (linger) return { kind: steps.length === 0 ? "fin" : "drain-fin", ...(tls && !http && { closeNotify: false }) };
  return { kind: steps.length === 0 ? "rst" : "drain-rst", ...(tls && http && { closeNotify: true }) };
}

function statusesOf(rules: readonly (Send | Expect)[], first: number, tls: boolean, { on404 }: Way): CheckStatuses {
  const last = rules[rules.length - 1];
  const connected = tls ? "L6OK" : "L4OK";
  const wrong = statusesBy(rules, first, "wrong");
  const late = statusesBy(rules, first, "late");
  return {
    ok: last === undefined ? connected : (last.kind === "expect" && last.ok) || "L7OK",
    ...(wrong !== undefined && { wrong }),
    ...(late !== undefined && { late }),
    ...(on404 !== undefined && { on404 }),
  };
}

function statusesBy(
  rules: readonly (Send | Expect)[],
  first: number,
  which: "wrong" | "late",
): { [step: number]: string } | undefined {
  const statuses = rules.flatMap((rule, i) => {
    const status = rule.kind === "expect" ? rule[which] : undefined;
    return status === undefined ? [] : [[first + i, status] as const];
  });
  return statuses.length === 0 ? undefined : Object.fromEntries(statuses);
}
