/** A checker of a real server: what it sends, and when. */
import type { Ending, Step } from "../../model/extension";
import { authority } from "../../wire/authority";
import type { Connections, ConnectionOptions, Evidence, Preset } from "../../model/checker";
import { connection, mapConnections } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { opensslHandshake } from "../../wire/openssl-handshake";
import { readToEnd } from "../../wire/read-to-end";
import { smtpHelo } from "../../wire/smtp";
import { statusCodes } from "../../wire/status-codes";
import { stepByStep } from "../../wire/step-by-step";
import { assumed } from "../../checkers/products/assumed";
import { KEEPALIVED_READS, KEEPALIVED_TLS } from "../../checkers/products/keepalived";
import { nameFrom } from "../../source/fields";
import type { Read } from "../partition";
import { translated } from "../haproxy/regex";
import { place, wrong, type SourceFile } from "../../source/place";
import { notEmulated } from "../../source/unsupported";
import type { Note } from "../../model/note";
import { isOn, reader, secondsAfter, statementNote, textAfter, wholeAfter, type Reader } from "./reader";
import type { Statement } from "./statements";

/** What is left out has keepalived's default. */
export interface Timing {
  delayLoopMs?: number;
  retry?: number;
  delayBeforeRetryMs?: number;
  connectTimeoutMs?: number;
  alpha?: boolean;
}

export interface RealServer {
  selector: string;
  address: string;
  /** null: the file names none. */
  port: number | null;
  timing: Timing;
  virtualHost: string | null;
  /** `ha_suspend` */
  suspends: boolean;
  /** What stands above the checker and is not emulated. */
  notes: Note[];
}

/** What goes over the wire, and what is to be said of it. */
interface Exchange {
  summary: string;
  style: string;
  connections?(options: ConnectionOptions): Connections;
  /** How many of its intervals one of our checks takes. */
  intervals?: number;
  delayBeforeRetryMs: number;
  evidence: Evidence[];
  assumptions: string[];
  unsupported: Note[];
}

const VERSION = "keepalived 2.2.7";

const LEAVES: Evidence = { from: "capture", text: "inside TLS a FIN without close_notify" };

const FAR: Record<string, string> = {
  MISC_CHECK: "MISC_CHECK runs a program of yours; what that sends is not in this file",
  DNS_CHECK: "DNS_CHECK asks over UDP",
  PING_CHECK: "PING_CHECK sends ICMP",
  UDP_CHECK: "UDP_CHECK sends UDP",
  BFD_CHECK: "BFD_CHECK follows a BFD session, which is UDP",
  FILE_CHECK: "FILE_CHECK reads a file and sends nothing",
};

/** They change what keepalived logs or which of its processes' descriptors it uses. */
const IRRELEVANT = new Set(["log_all_failures"]);

export function readChecker(file: SourceFile, statement: Statement, server: RealServer): Read {
  const kind = statement.words[0]!;
  const origin = place(file, statement.line);
  const { selector } = server;
  if (FAR[kind] !== undefined) return { far: { selector, place: origin, why: FAR[kind] } };

  const block = reader(file, statement.block ?? []);
  const timing = checkerTiming(block, server.timing);
  const connect = connectOptions(block, server);
  const exchange = readExchange[kind]!(block, server, connect, statement);
  const fall = (timing.retry ?? 1) + 1;
  const loopMs = timing.delayLoopMs ?? 60_000;
  const retryMs = timing.delayBeforeRetryMs ?? exchange.delayBeforeRetryMs;
  const name = nameFrom(selector);
  return {
    check: {
      selector,
      server: authority(server.address, server.port),
      check: {
        name,
        product: "keepalived",
        summary: exchange.summary,
        style: exchange.style,
        ...(exchange.connections && { connections: exchange.connections }),
        intervalMs: loopMs * (exchange.intervals ?? 1),
        ...(fall > 1 && retryMs > 0 && retryMs !== loopMs && { fastIntervalMs: retryMs }),
        timeoutMs: timing.connectTimeoutMs ?? 5_000,
        rise: 1,
        fall,
        nodes: server.suspends ? 1 : 2,
        spread: "random",
        cadence: "after-completion",
        initially: timing.alpha === true ? "down" : "up-unproven",
        evidence: [
          { from: "configuration", text: origin },
          ...exchange.evidence,
          {
            from: "source",
            text: `${VERSION}: check_data.c, check_api.c: delay_loop 60 s, connect_timeout 5 s, retry 1; a first check that fails decides at once`,
          },
        ],
        assumptions: assumed(
          name,
          {
            about: "nodes",
            text: server.suspends
              ? "ha_suspend: one director is taken to check, the one that holds the virtual address"
              : "2 nodes: a MASTER and a BACKUP are assumed, both check; NODES sets another number",
          },
          ...exchange.assumptions,
        ),
        notes: [...exchange.unsupported, ...connect.unsupported, ...block.unread(IRRELEVANT), ...server.notes],
        origin,
      } satisfies Preset,
    },
  };
}

function checkerTiming(block: Reader, above: Timing): Timing {
  const { file } = block;
  const loop = block.last("delay_loop");
  const retry = block.last("retry") ?? block.last("nb_get_retry");
  const before = block.last("delay_before_retry");
  const timeout = block.last("connect_timeout");
  const alpha = block.last("alpha");
  for (const name of ["warmup", "nb_get_retry"]) block.last(name);
  return {
    ...above,
    ...(loop && { delayLoopMs: secondsAfter(file, loop, 1) }),
    ...(retry && { retry: wholeAfter(file, retry, 0, 1_000_000) }),
    ...(before && { delayBeforeRetryMs: secondsAfter(file, before) }),
    ...(timeout && { connectTimeoutMs: secondsAfter(file, timeout, 1) }),
    ...(alpha && { alpha: isOn(alpha) }),
  };
}

interface ConnectOptions {
  /** Where it goes, when that is not the real server's own port or host. */
  to: { port?: number; host?: string };
  unsupported: Note[];
}

function connectOptions(block: Reader, server: RealServer): ConnectOptions {
  const { file } = block;
  const ip = block.last("connect_ip");
  const port = block.last("connect_port");
  const host = ip && textAfter(file, ip);
  const number = port && wholeAfter(file, port, 1, 65_535);
  const from = ["bindto", "bind_port", "bind_if"].map((name) => block.last(name)).filter((one) => one !== undefined);
  return {
    to: {
      ...(number !== undefined && number !== server.port && { port: number }),
      ...(host !== undefined && host !== server.address && { host }),
    },
    unsupported: from.map((statement) => statementNote(file, statement, "SOURCES sets the addresses to send from")),
  };
}

const FIN: Ending = { kind: "fin" };

type ReadExchange = (block: Reader, server: RealServer, connect: ConnectOptions, statement: Statement) => Exchange;

const readExchange: Record<string, ReadExchange> = {
  TCP_CHECK: (_, __, { to }) => ({
    summary: "keepalived TCP_CHECK",
    style: "fin",
    ...(Object.keys(to).length > 0 && { connections: () => [{ ...connection("full", [], FIN), ...to }] }),
    delayBeforeRetryMs: 1_000,
    evidence: [
      { from: "source", text: `${VERSION}: check_tcp.c tcp_check_thread: closes as soon as it is connected` },
      { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" },
    ],
    assumptions: [
      "keepalived 2.1 or newer is assumed; older ones end with an RST: keepalived-pre-2-1",
      "while a server is down keepalived also repeats failed checks, `retry` times; here it checks every delay_loop",
    ],
    unsupported: [],
  }),
  HTTP_GET: (block, server, connect, statement) => readGet(block, server, connect, statement, false),
  SSL_GET: (block, server, connect, statement) => readGet(block, server, connect, statement, true),
  SMTP_CHECK: (block, server, { to }) => {
    const { file } = block;
    // All of its hosts must be good.
    const hosts = block.all("host").map((host) => {
      const inside = reader(file, host.block ?? []);
      const { to: where, unsupported } = connectOptions(inside, server);
      return { to: where, unsupported: [...unsupported, ...inside.unread(IRRELEVANT)] };
    });
    const [first = { to }, ...others] = hosts;
    const helo = block.last("helo_name");
    const name = helo === undefined ? "smtpchecker.keepalived.org" : plain(file, helo, textAfter(file, helo));
    return {
      summary: "keepalived SMTP_CHECK",
      style: "greeting-wait",
      connections: ({ timeoutMs }) =>
        mapConnections([first, ...others], (host) => ({
          ...stepByStep(connection("full", smtpHelo(name), FIN), timeoutMs),
          ...host.to,
        })),
      delayBeforeRetryMs: 1_000,
      evidence: [
        {
          from: "source",
          text: `${VERSION}: check_smtp.c: the banner (220), HELO (250), QUIT and any answer, then a close`,
        },
      ],
      assumptions: hosts.length > 1 ? [`its ${hosts.length} hosts are asked one after the other in each check`] : [],
      unsupported: hosts.flatMap(({ unsupported }) => unsupported),
    };
  },
};

interface Url {
  request: Step;
  answer: Step[];
  virtualHost: string | null;
  unsupported: Note[];
}

/** keepalived takes the next URL after each delay_loop; here a check asks for all of them, at a pace that makes as many connections. */
function readGet(
  block: Reader,
  server: RealServer,
  { to }: ConnectOptions,
  statement: Statement,
  tls: boolean,
): Exchange {
  const { file } = block;
  const kind = statement.words[0]!;
  const host = block.last("virtualhost");
  const protocol = block.last("http_protocol");
  const version = protocol === undefined ? "1.0" : textAfter(file, protocol);
  if (!/^1\.[01]$|^1\.0[cCkK]?$/.test(version))
    throw wrong(file, protocol!.line, `http_protocol: "${version}" is refused; accepted are 1.0, 1.0C and 1.1`);
  const sni = block.last("enable_sni");
  const quick = block.last("fast_recovery");
  const [firstUrl, ...otherUrls] = block.all("url");
  if (firstUrl === undefined) throw wrong(file, statement.line, `${kind} has no url`);
  const port = to.port ?? server.port;
  const urls: [Statement, ...Statement[]] = [firstUrl, ...otherUrls];
  const read = (url: Statement, address: string) =>
    readUrl(file, url, { address, port, version, host: host ? textAfter(file, host) : server.virtualHost });
  const known = urls.map((url) => read(url, server.address));
  return {
    summary: `keepalived ${kind}`,
    style: "send-expect",
    connections: ({ host: target, timeoutMs }) =>
      mapConnections(urls, (url) => {
        const { request, answer, virtualHost } = read(url, to.host ?? target);
        const hello = tls ? [handshake(sni !== undefined && isOn(sni) ? virtualHost : null)] : [];
        const ending = tls ? { ...FIN, closeNotify: false } : FIN;
        return { ...stepByStep(connection("full", [...hello, request, ...answer], ending), timeoutMs), ...to };
      }),
    intervals: urls.length,
    delayBeforeRetryMs: 3_000,
    evidence: [
      ...(tls ? [LEAVES] : []),
      {
        from: "source",
        text: `${VERSION}: check_http.c: the request, any answer from 200 to 299 unless it says otherwise, read to the end`,
      },
      { from: "capture", text: "the request without a Connection header, and a FIN" },
    ],
    assumptions: [
      KEEPALIVED_READS,
      ...(urls.length > 1
        ? [
            `keepalived asks for one URL each delay_loop, in turn; here for all ${urls.length}, every ${urls.length} × delay_loop`,
          ]
        : []),
      ...(tls ? [KEEPALIVED_TLS] : []),
    ],
    unsupported: [
      ...known.flatMap(({ unsupported }) => unsupported),
      ...(quick === undefined ? [] : [notEmulated(place(file, quick.line), "fast_recovery")]),
    ],
  };
}

function handshake(serverName: string | null): Step {
  return serverName === null ? opensslHandshake : ({ ...opensslHandshake, serverName } as Step);
}

interface Around {
  address: string;
  port: number | null;
  version: string;
  host: string | null;
}

const REGEX_OPTIONS = ["regex_no_match", "regex_options", "regex_min_offset", "regex_max_offset", "regex_stack"];

function readUrl(file: SourceFile, statement: Statement, around: Around): Url {
  const block = reader(file, statement.block ?? []);
  const path = block.last("path");
  if (path === undefined) throw wrong(file, statement.line, "a url without a path");
  const own = block.last("virtualhost");
  const virtualHost = own === undefined ? around.host : plain(file, own, textAfter(file, own));
  const codes = block.all("status_code").flatMap((one) => codesIn(file, one));
  const status = { ...httpStatus(statusCodes(codes.length > 0 ? codes : [[200, 299]])), keep: true };
  const regex = block.last("regex");
  const not = block.last("regex_no_match") !== undefined;
  const [options, ...offsets] = REGEX_OPTIONS.slice(1, 4).map((name) => block.last(name));
  block.last("regex_stack");
  const digest = block.last("digest");
  const pattern = regex === undefined ? null : translated(textAfter(file, regex));
  const rest = [options, ...offsets].filter((one) => one !== undefined);
  const cannot =
    pattern === null || ("pattern" in pattern && rest.length === 0 && !/\^|\\A/.test(pattern.pattern))
      ? null
      : "pattern" in pattern
        ? "with an anchor, options or offsets it cannot be said here"
        : "wrong" in pattern
          ? pattern.wrong
          : pattern.cannot;
  if (pattern !== null && "wrong" in pattern) throw wrong(file, regex!.line, `regex: ${pattern.wrong}`);
  const found: Step[] =
    pattern !== null && "pattern" in pattern && cannot === null
      ? [
          {
            kind: "expect",
            match: { kind: "regex", pattern: `(?s:\\r\\n\\r\\n.*)(?:${pattern.pattern})` },
            ...(not && { not }),
            keep: true,
          },
        ]
      : [];
  return {
    request: httpRequest({
      path: plain(file, path, textAfter(file, path)),
      version: around.version === "1.1" ? "1.1" : "1.0",
      headers: [
        ["User-Agent", "KeepAliveClient"],
        ...(/^1\.1$|[cC]$/.test(around.version) ? [["Connection", "close"] as const] : []),
        ["Host", virtualHost ?? authority(around.address, around.port)],
      ],
    }),
    answer: [status, ...found, readToEnd],
    virtualHost,
    unsupported: [
      ...(digest === undefined
        ? []
        : [notEmulated(place(file, digest.line), "digest", "an answer with another content counts as good")]),
      ...(cannot === null
        ? []
        : [notEmulated(place(file, regex!.line), "regex", `${cannot}; the status alone decides`)]),
      ...block.unread(new Set()),
    ],
  };
}

function codesIn(file: SourceFile, { words, line }: Statement): [first: number, last: number][] {
  return words.slice(1).map((word) => {
    const found = /^(\d{3})(?:-(\d{3}))?$/.exec(word);
    const [first, last] = [Number(found?.[1] ?? NaN), Number(found?.[2] ?? found?.[1] ?? NaN)];
    if (!(first >= 100 && last <= 999 && first <= last))
      throw wrong(file, line, `status_code: "${word}" is refused; accepted are codes such as 200 or 200-299`);
    return [first, last];
  });
}

/** It stands in a request or a command. */
function plain(file: SourceFile, { words, line }: Statement, text: string): string {
  if (!/^[\x20-\x7e]*$/.test(text)) throw wrong(file, line, `${words[0]}: only printable ASCII can be sent`);
  return text;
}
