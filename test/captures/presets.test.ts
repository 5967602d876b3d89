/**
 * Each preset's packets are those of its own ladder, in that order; the service read the very bytes that the preset says, and saw the end
 * that it claims. The services answer as their protocols have it, so that every check succeeds.
 *
 * Presets that say the same on the wire are the same by construction (wireKey): one of each is captured.
 */
import { describe, expect, test } from "vitest";
import { buildChecker } from "../../lib/checkers/build-checker";
import { hexOfText, lengthPrefixed } from "../../lib/wire/bytes";
import type { Connection } from "../../lib/model/checker";
import { ladder, rungText } from "../../lib/report/ladder";
import { wireKey } from "../../lib/checkers/same-wire";
import { presets } from "../../lib/checkers/products/index";
import { moves, type Connection as Packets } from "../support/capture";
import { certificate } from "../support/certificate";
import { canCapture, hasTool } from "../support/tools";
import { witness } from "../support/witness";
import { acts, hears, says, type Move } from "./acts";
import { captured } from "./captured";
import { pattern } from "./ladder-pattern";

/** A whole frame for the connection: version, the largest frame, no capabilities. */
const AGENT_HELLO = [
  "65" + "00000001" + "0000",
  hexOfText("\x07version") + "08" + hexOfText("\x032.0"),
  hexOfText("\x0emax-frame-size") + "03" + "fcf006",
  hexOfText("\x0ccapabilities") + "08" + "00",
].join("");
const HTTP: Move[] = [hears("\r\n\r\n"), says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")];
const SMTP: Move[] = [
  ...[says("220 mx.test ESMTP\r\n"), hears("HELO"), hears("\r\n"), says("250 mx.test\r\n")],
  ...[hears("QUIT\r\n"), says("221 bye\r\n")],
];
const REDIS: Move[] = [hears("PING\r\n"), says("+PONG\r\n")];

const MYSQL_GREETING = [
  "4a000000",
  "0a" + hexOfText("8.0.36\0") + "07000000" + hexOfText("abcdefgh\0"),
  "fff7" + "21" + "0200" + "ffff" + "15" + "00".repeat(10),
  hexOfText("ijklmnopqrst\0mysql_native_password\0"),
].join("");
const MYSQL_OK = "0700000200000002000000";
const MYSQL_QUIT = "0100000001";
/** Header, 32 fixed bytes, the user, no password. */
const mysqlLogin = (user: string): Move[] => [
  { say: MYSQL_GREETING },
  { hear: 4 + 32 + user.length + 1 + 1 },
  { say: MYSQL_OK },
];

const PGSQL_OK = "520000000800000000";

/** What the service does, by preset; left out: nothing. */
const scripts: Record<string, Move[]> = {
  "haproxy-ssl-hello": [{ hear: 126 }, { say: "15" + "0300" + "0002" + "0228" }],
  "haproxy-http": HTTP,
  "haproxy-mysql": [{ say: MYSQL_GREETING }, { hear: MYSQL_QUIT }, { say: MYSQL_OK }],
  "haproxy-pgsql": [hears("haproxy\0\0"), { say: PGSQL_OK }],
  "haproxy-redis": REDIS,
  "haproxy-smtp": SMTP,
  "haproxy-ldap": [{ hear: 14 }, { say: "300c" + "020101" + "6107" + "0a0100" + "0400" + "0400" }],
  "haproxy-spop": [hears("healthcheck"), { hear: 1 }, { say: lengthPrefixed(AGENT_HELLO, 4) }],
  "keepalived-http": [...HTTP, { leave: true }],
  "keepalived-ssl": [...HTTP, { leave: true }],
  "keepalived-smtp": SMTP,
  "ldirectord-negotiate": [hears("PING\r\n"), says("PONG\r\n")],
  "envoy-redis": REDIS,
  "kubelet-http": HTTP,
  varnish: [...HTTP, { leave: true }],
  proxysql: [...mysqlLogin("monitor"), { hear: MYSQL_QUIT }],
  maxscale: mysqlLogin("maxscale"),
  pgpool: [hears("postgres\0\0"), { say: PGSQL_OK }],
  dnsdist: [{ hear: 38 }, { say: "000c" + "7073" + "8580" + "0001000000000000" }],
};

const all = [...presets.values()].map((preset) => buildChecker({ kind: "preset", preset }, { host: "127.0.0.1" }));

/** One for each wire, with the others that are the same. */
const distinct = all
  .filter((checker, i) => all.findIndex((other) => wireKey(other) === wireKey(checker)) === i)
  .map((checker) => ({
    checker,
    same: all.filter((other) => other !== checker && wireKey(other) === wireKey(checker)).map(({ name }) => name),
  }));

const CLIENTS = "127.0.0.1";

/** A session ticket, the answer to close_notify, and the service's own end race with the close. */
function inARace(lines: readonly string[], { steps }: Connection): string[] {
  const notify = lines.indexOf("→ close_notify");
  const silent = steps[steps.length - 1]?.kind === "tls";
  if (notify < 0 && silent && lines[lines.length - 1] === "→ FIN/ACK")
    return [...lines.slice(0, -1), "→ FIN/ACK or RST/ACK"];
  if (notify < 0) return [...lines];
  const before = lines.slice(0, notify).filter((line) => line !== "← FIN/ACK");
  return [...before, "→ close_notify", "→ FIN/ACK or RST/ACK"];
}

/** What the service must have read; null for a PROXY header, whose ports differ. */
function bytesOf({ steps }: Connection): string | null {
  if (steps.some(({ kind }) => kind === "proxy")) return null;
  return steps.map((step) => (step.kind === "send" ? step.hex : "")).join("");
}

/** The machine was busy elsewhere: about 200 ms after the SYN/ACK the kernel sends a withheld ACK by itself. */
function stalled([, synAck, third]: Packets): boolean {
  return third !== undefined && synAck !== undefined && third.time - synAck.time > 0.15;
}

// Once and at the beginning: making it blocks this process, in which services live.
const secured = hasTool("openssl") ? certificate() : {};

describe.skipIf(!canCapture || !hasTool("openssl"))("on the wire", () => {
  test.concurrent.for(distinct.map(({ checker, same }) => [[checker.name, ...same].join(", "), checker] as const))(
    "%s",
    async ([, checker], { expect, onTestFinished }) => {
      const { name, holdsUntil } = checker;
      const connection = checker.connections[0];
      const tls = connection.steps.some(({ kind }) => kind === "tls");
      const service = await witness(acts(scripts[name] ?? []), tls ? { tls: secured } : {});
      onTestFinished(() => service.stop());
      const { checks, journal } = await captured(service, {
        ...{ CHECKER: name, CLIENT: "connect" },
        // One node makes its checks one after the other, and holds each until the next.
        ...(holdsUntil === "next-check" && { STORM: "32s" }),
      });
      await service.until((contacts) => contacts.every(({ closed }) => closed));

      const { sent, completed, failed } = journal.checkers[0]!.probes;
      expect(sent).toBeGreaterThanOrEqual(holdsUntil === "phase-end" ? checker.nodes : 5);
      expect({ completed, failed, captured: checks.length }).toEqual({ completed: sent, failed: 0, captured: sent });
      const claimed = pattern(inARace(ladder(connection, holdsUntil).map(rungText), connection));
      const prompt = checks.filter((check) => connection.handshake === "full" || !stalled(check));
      expect(prompt.length).toBeGreaterThanOrEqual(checks.length / 2);
      for (const check of prompt) expect(`${moves(check)} `).toMatch(claimed);

      const seen = service.contacts.filter(({ from }) => from !== CLIENTS);
      const { handshake, steps, ending } = connection;
      if (handshake === "half-open" && steps.length === 0 && ending.kind === "rst") {
        expect(seen.length).toBeLessThanOrEqual(checks.length - prompt.length);
        return;
      }
      expect(seen.length).toBe(sent);
      // Some name the target's port, which is known by now.
      const target = { host: "127.0.0.1", port: service.port };
      const said = bytesOf(buildChecker({ kind: "preset", preset: presets.get(name)! }, target).connections[0]);
      for (const { received, ended } of seen) {
        if (said === null)
          expect(received.toString()).toMatch(/^PROXY (TCP4 127\.0\.0\.2 127\.0\.0\.1 \d+ \d+|UNKNOWN)\r\n$/);
        else expect(received.toString("hex")).toBe(said);
        // Behind bytes that it has just read Node takes a reset for an end; the capture tells them apart.
        const resets = ending.kind.endsWith("rst");
        if (!tls && !(resets && received.length > 0)) expect(ended).toBe(resets ? "rst" : "fin");
      }
    },
  );

  test("no script without a preset", () => {
    expect(Object.keys(scripts).filter((name) => !distinct.some(({ checker }) => checker.name === name))).toEqual([]);
  });
});
