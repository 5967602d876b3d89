/** A checker of a real server: what it sends, and when. */
import type { Preset } from "../../model/checker";
import { authority } from "../../wire/authority";
import { assumed } from "../../checkers/products/assumed";
import { nameFrom } from "../../source/fields";
import { place, type SourceFile } from "../../source/place";
import { foundCheck, outOfReach, type Found } from "../found";
import { connectOptions } from "./connect-options";
import { VERSION, type Checker, type Exchange } from "./exchange";
import { readHttpGet, readSslGet } from "./http-get";
import { LOGGING, reader } from "./reader";
import type { RealServer } from "./real-server";
import { readSmtpCheck } from "./smtp-check";
import type { Statement } from "./statements";
import { readTcpCheck } from "./tcp-check";
import { checkerTiming, WARMUP } from "./timing";

type Kind = { kind: "exchange"; read: (checker: Checker) => Exchange } | { kind: "out-of-reach"; why: string };

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["TCP_CHECK", { kind: "exchange", read: readTcpCheck }],
  ["HTTP_GET", { kind: "exchange", read: readHttpGet }],
  ["SSL_GET", { kind: "exchange", read: readSslGet }],
  ["SMTP_CHECK", { kind: "exchange", read: readSmtpCheck }],
  [
    "MISC_CHECK",
    { kind: "out-of-reach", why: "MISC_CHECK runs a program of yours; what that sends is not in this file" },
  ],
  ["DNS_CHECK", { kind: "out-of-reach", why: "DNS_CHECK asks over UDP" }],
  ["PING_CHECK", { kind: "out-of-reach", why: "PING_CHECK sends ICMP" }],
  ["UDP_CHECK", { kind: "out-of-reach", why: "UDP_CHECK sends UDP" }],
  ["BFD_CHECK", { kind: "out-of-reach", why: "BFD_CHECK follows a BFD session, which is UDP" }],
  ["FILE_CHECK", { kind: "out-of-reach", why: "FILE_CHECK reads a file and sends nothing" }],
]);

/** The statements of a checker that are not about its exchange. */
const IGNORED = new Set([...LOGGING, WARMUP]);

/** A statement of a real server, and which kind of checker it is. */
export interface CheckerStatement {
  statement: Statement;
  name: string;
  kind: Kind;
}

/** The checkers among the statements of a real server. */
export function checkerStatements(block: readonly Statement[]): CheckerStatement[] {
  return block.flatMap((statement) => {
    const [name = ""] = statement.words;
    const kind = KINDS.get(name);
    return kind === undefined ? [] : [{ statement, name, kind }];
  });
}

export const CHECKER_NAMES: ReadonlySet<string> = new Set(KINDS.keys());

export function readChecker(file: SourceFile, { statement, kind }: CheckerStatement, server: RealServer): Found {
  const origin = place(file, statement.line);
  const { selector } = server;
  if (kind.kind === "out-of-reach") return outOfReach(selector, origin, kind.why);

  const block = reader(file, statement.block ?? []);
  const timing = checkerTiming(block, server.timing);
  const connect = connectOptions(block, server);
  const exchange = kind.read({ statement, block, server, connect });
  const fall = (timing.retry ?? 1) + 1;
  const intervalMs = (timing.delayLoopMs ?? 60_000) * (exchange.intervals ?? 1);
  const retryMs = timing.delayBeforeRetryMs ?? exchange.delayBeforeRetryMs;
  const downMs = exchange.waitsToRepeat === true ? Math.max(intervalMs, retryMs) : intervalMs;
  const name = nameFrom(selector);
  const check: Preset = {
    name,
    product: "keepalived",
    summary: exchange.summary,
    style: exchange.style,
    ...(exchange.connections && { connections: exchange.connections }),
    intervalMs,
    ...(fall > 1 && retryMs > 0 && retryMs !== intervalMs && { fastIntervalMs: retryMs }),
    ...(downMs !== intervalMs && { downIntervalMs: downMs }),
    timeoutMs: timing.connectTimeoutMs ?? 5_000,
    rise: 1,
    fall,
    nodes: server.suspends ? 1 : 2,
    spread: "random",
    cadence: "after-completion",
    initially: timing.alpha === true ? "down" : "up-unproven",
    provenance: [
      { from: "configuration", text: origin },
      ...exchange.provenance,
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
    notes: [...exchange.unsupported, ...connect.unsupported, ...block.unread(IGNORED), ...server.notes],
    origin,
  };
  return foundCheck({ selector, server: authority(server.address, server.port), check });
}
