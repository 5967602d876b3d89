/** The check of one server. */
import type { Assumption } from "../../model/assumptions";
import { mapConnections } from "../../wire/connection";
import type { Connection, Provenance } from "../../model/checker";
import { connectionsOf, type Expect, type Rule } from "../../wire/haproxy/rules";
import { nameFrom } from "../../source/fields";
import { place, type SourceFile } from "../../source/place";
import { foundCheck, outOfReach, unchecked, type Found } from "../found";
import { addressOf, addressText, isServiceRecord, type Address } from "./server-address";
import { timed, timesOf } from "./check-times";
import { otherDestination, placed, transportOf } from "./destination";
import { lineNotes, type LineNote } from "./notes";
import type { Proxy, Server } from "./proxy-settings";
import { resolved } from "./resolved";
import { AUTOMATIC, type Version } from "./version";

const NO_PORT = "expected a port in its address, or port beside check, got neither";

/** It is about all checkers of a file at once. */
const ONE_PROCESS: Assumption = {
  claim: { about: "nodes", text: "one HAProxy process: each that runs with this file checks for itself (NODES)" },
};

/** Facts about HAProxy that hold for each of its checks. */
const PROVENANCE: readonly Provenance[] = [
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
const TLS_KEYWORDS = [
  ...["verify", "crt", "ssl-min-ver", "ssl-max-ver", "ciphers", "ciphersuites", "curves", "sigalgs"],
];
const PROXY_KEYWORDS = ["proxy-v2-options", "send-proxy-v2-ssl", "send-proxy-v2-ssl-cn"];

/** What the whole file says of all its checks. */
export interface WholeFile {
  version: Version;
  /** null: HAProxy's own. */
  bufferBytes: number | null;
  healthchecks: ReadonlyMap<string, Proxy>;
  notes: readonly LineNote[];
}

export function readCheck(file: SourceFile, backend: Proxy, server: Server, whole: WholeFile): Found {
  const { settings, line } = server;
  const proxy = checkedBy(backend, server, whole);
  const selector = `${backend.name}/${server.name}`;
  const origin = place(file, line);
  const fault = proxy.fault ?? server.fault;
  if (fault !== null) return outOfReach(selector, place(file, fault.line), fault.reason);
  const none = whyNone(proxy, server);
  if (none !== null)
    return none.kind === "unchecked" ? unchecked(selector, origin, none.why) : outOfReach(selector, origin, none.why);
  const address = addressOf(server.address);
  if (!address.ok) return outOfReach(selector, origin, address.reason);
  const where = otherDestination(settings);
  if (!where.ok) return outOfReach(selector, origin, where.reason);

  const { rules, notes, host } = resolved(
    proxy,
    whole.version,
    new Map([
      ["srv_name", server.name],
      ["be_name", backend.name],
    ]),
  );
  if (hasNoPort(server, address.value, where.value, rules))
    return outOfReach(selector, origin, `server ${server.name}: ${NO_PORT}`);
  const http = proxy.type === "httpchk";
  const connections = mapConnections(
    connectionsOf(rules, transportOf(server, automaticName(rules, host, whole)), {
      ...(http && { http }),
      ...(whole.version >= AUTOMATIC && { alpnDecides: true as const }),
      ...(whole.bufferBytes !== null && { bufferBytes: whole.bufferBytes }),
      ...(http && proxy.disableOn404 && { on404: { up: "L7OKC", down: on404WhileDown(rules) } }),
    }),
    (connection) => placed(connection, where.value, address.value),
  );
  const times = timesOf(proxy, server, connections);
  return foundCheck({
    selector,
    server: serverText(address.value, server),
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
      initially: settings.initState ?? "up-unproven",
      vocabulary: "haproxy",
      origin,
      provenance: [{ from: "configuration", text: origin }, ...PROVENANCE],
      assumptions: [ONE_PROCESS],
      notes: lineNotes(file, [
        ...whole.notes,
        ...proxy.notes,
        ...notes,
        ...times.notes,
        ...notesOf(server, connections),
        ...(http ? alpnNotes(server, connections, whole) : []),
      ]),
    },
  });
}

/** The backend, with the check of the `healthcheck` section that the server names. */
function checkedBy(backend: Proxy, { settings, line }: Server, { healthchecks }: WholeFile): Proxy {
  const name = settings.healthcheck;
  if (name === undefined) return backend;
  const section = healthchecks.get(name);
  if (section === undefined)
    return {
      ...backend,
      fault: backend.fault ?? { line, reason: `there is no healthcheck section ${JSON.stringify(name)}` },
    };
  const { type, typeLine, rules, tcpRules, httpRules, disableOn404, sendState } = section;
  return {
    ...backend,
    ...{ type, typeLine, rules, tcpRules, httpRules, disableOn404, sendState },
    notes: [...backend.notes, ...section.notes],
    fault: backend.fault ?? section.fault,
  };
}

/** The name that the request's Host has, where no rule connects (3.3: check-sni-auto). */
function automaticName(rules: readonly Rule[], host: string | undefined, { version }: WholeFile): string | undefined {
  if (version < AUTOMATIC || rules[0]?.kind === "connect") return undefined;
  return host?.replace(/:[^:\]]*$/, "") || undefined;
}

/** Why HAProxy makes no check of its own that can be made here; null where it does. */
function whyNone(proxy: Proxy, { name, settings }: Server): { kind: "unchecked" | "out-of-reach"; why: string } | null {
  const unmade = (why: string) => ({ kind: "out-of-reach", why }) as const;
  if (settings.track !== undefined) return unmade(`it has no check of its own: it tracks ${settings.track}`);
  if (!settings.check)
    return settings.agentCheck
      ? unmade("an agent check reads a word from another port")
      : { kind: "unchecked", why: `server ${name} of ${proxy.kind} ${proxy.name} has no \`check\`` };
  if (proxy.disabled) return unmade(`${proxy.kind} ${proxy.name} is disabled`);
  if (settings.disabled) return unmade("the server is disabled: it is not checked until somebody enables it");
  if (proxy.type === "external-check") return unmade("an external program makes the check");
  return null;
}

function hasNoPort(server: Server, address: Address, where: Partial<Address>, rules: readonly Rule[]): boolean {
  if ((address.port ?? where.port) !== undefined || !/^[^:$]+$/.test(server.address)) return false;
  if (isServiceRecord(address.host)) return false;
  return !rules.some((rule) => rule.kind === "connect" && rule.port !== undefined);
}

/** HAProxy then judges a 404 by the rules: it is right where all of them ask for a status, and take this one. */
function on404WhileDown(rules: readonly Rule[]): string {
  const expects = rules.filter((rule): rule is Expect => rule.kind === "expect");
  const failing = expects.find(({ match, not = false }) => {
    if (match.kind !== "http" || match.part === "head") return false;
    return match.part !== "status" || new RegExp(match.pattern).test("404") === not;
  });
  const last = expects[expects.length - 1];
  return failing === undefined ? (last?.ok ?? "L7OK") : (failing.wrong ?? "L7RSP");
}

/** As the file has it, for people. */
function serverText(address: Address, { name, ofTemplate }: Server): string | null {
  if (address.host === "") return null;
  return `${addressText(address)}${ofTemplate ? ` (${name})` : ""}`;
}

function notesOf({ settings }: Server, connections: readonly Connection[]): LineNote[] {
  const has = (kind: string) => connections.some(({ steps }) => steps.some((step) => step.kind === kind));
  return [...settings.notes]
    .filter(
      ([keyword]) =>
        (!TLS_KEYWORDS.includes(keyword) || has("tls")) && (!PROXY_KEYWORDS.includes(keyword) || has("proxy")),
    )
    .map(([, note]) => note);
}

/** What the service chooses of ALPN is up to it. Up to 3.2 the check does not follow; from then on it does, and the first one is taken here. */
function alpnNotes({ line }: Server, connections: readonly Connection[], { version }: WholeFile): LineNote[] {
  return connections.flatMap(({ steps }): LineNote[] => {
    const offered = steps.flatMap((step) => (step.kind === "tls" ? (step.alpn ?? []) : []));
    const speaksHttp2 = steps.some((step) => step.kind === "expect" && step.match.kind === "http" && step.match.h2);
    if (!offered.includes("h2")) return [];
    if (version >= AUTOMATIC)
      return offered.length === 1 ? [] : [{ line, text: `of ALPN the service is taken to choose ${offered[0] ?? ""}` }];
    return speaksHttp2 ? [] : [{ line, text: ALPN_IGNORED, mistake: true }];
  });
}

const ALPN_IGNORED =
  "the check offers h2, and speaks HTTP/1 whatever the service chooses: one that takes h2 fails it, unless `check-proto h2` is said";

function summaryOf(proxy: Proxy, rules: readonly Rule[]): string {
  if (proxy.type === "check") return "HAProxy `check`";
  const by = rules.length === 0 ? "without rules" : `with ${rules.length === 1 ? "a rule" : "rules"}`;
  return `HAProxy \`option ${proxy.type}\`${proxy.type === "tcp-check" ? ` ${by}` : ""}`;
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
