/**
 * Each style's packets are those of its ladder, in that order; the service's own record agrees.
 *
 * Each against a service that it does not race with: one that greets for the styles that wait for it, one that answers or is
 * silent for the others.
 */
import { describe, expect, test } from "vitest";
import { ladder, rungText } from "../../lib/report/ladder";
import { styles } from "../../lib/checkers/styles/index";
import { moves } from "../support/capture";
import { certificate } from "../support/certificate";
import { clients } from "../support/journal";
import { serveFlaw } from "../support/server";
import { canCapture, hasTool } from "../support/tools";
import { echoes, silent, witness } from "../support/witness";
import { captured } from "./captured";
import { pattern } from "./ladder-pattern";

interface Saw {
  accepted: number;
  /** Connections that ended in a FIN; in an RST. */
  eof: number;
  reset: number;
}

interface Service {
  address: string;
  port: number;
  /** Connections of `setup`, before the first phase. */
  firstContacts: number;
  client: Record<string, string>;
  /** Ends it. */
  saw(): Promise<Saw>;
}

const SAY = { CLIENT: "send-expect", CLIENT_SEND: "hello\\r\\n", CLIENT_EXPECT: "hello" };

const echoing = async (): Promise<Service> => {
  const server = await serveFlaw("healthy");
  return { ...server, firstContacts: 0, client: SAY, saw: () => server.stop() };
};

const greeting = async (): Promise<Service> => {
  const server = await serveFlaw("healthy-greeting");
  return { ...server, firstContacts: 2, client: { CLIENT: "greeting" }, saw: () => server.stop() };
};

const node = async (client: Record<string, string>, ...options: Parameters<typeof witness>): Promise<Service> => {
  const server = await witness(...options);
  return {
    address: server.address,
    port: server.port,
    firstContacts: 0,
    client,
    async saw() {
      await server.until((contacts) => contacts.every(({ closed }) => closed));
      await server.stop();
      const ended = (how: string) => server.contacts.filter((contact) => contact.ended === how).length;
      return { accepted: server.contacts.length, eof: ended("fin"), reset: ended("rst") };
    },
  };
};

const mute = () => node({ CLIENT: "connect" }, silent);
// Once and at the beginning: making it blocks this process, in which services live.
const tls = hasTool("openssl") ? certificate() : {};
const secure = () => node({ CLIENT: "tls", CLIENT_TLS: "insecure" }, echoes, { tls });

/** What the service sees of a check: its FIN, its RST, or not even a connection; inside TLS whether it completed the handshake. */
type Seen = "eof" | "reset" | "nothing" | "a handshake" | "no handshake";

/** A session ticket that comes between the last look at the socket and its close turns the FIN into an RST. */
const CLOSES_IN_A_RACE = ["→ close_notify", "→ FIN/ACK or RST/ACK"];

type Claim = [
  style: string,
  settings: Record<string, string>,
  service: () => Promise<Service>,
  seen: Seen,
  ending?: readonly string[],
];

const claims: Claim[] = [
  ["rst", {}, echoing, "reset"],
  ["half-open", {}, echoing, "nothing"],
  ["fin", {}, echoing, "eof"],
  ["delayed-close", {}, echoing, "reset"],
  ["delayed-close", { ENDING: "fin" }, echoing, "eof"],
  ["greeting-wait", {}, greeting, "eof"],
  ["greeting-wait", { ENDING: "rst" }, greeting, "reset"],
  ["greeting-unread", {}, greeting, "reset"],
  ["send-expect", {}, echoing, "eof"],
  ["send-expect", { ENDING: "rst" }, echoing, "reset"],
  ["send-rst", {}, echoing, "reset"],
  ["hold", {}, echoing, "eof"],
  ["hold", { HOLD: "200ms", ENDING: "rst" }, echoing, "reset"],
  ["proxy-header", {}, mute, "eof"],
  ["tls-hello", {}, secure, "no handshake"],
  ["tls-hello", { ENDING: "fin" }, secure, "no handshake"],
  ["tls-handshake", {}, secure, "a handshake", CLOSES_IN_A_RACE],
  ["tls-handshake", { ENDING: "rst" }, secure, "a handshake"],
];

function ladderOf(
  style: string,
  { ENDING: ending, HOLD }: Record<string, string>,
  instead: readonly string[] | undefined,
): readonly string[] {
  const options = {
    ...(ending !== undefined && { ending: ending as "rst" | "fin" }),
    ...(HOLD !== undefined && { holdMs: parseInt(HOLD) }),
  };
  const lines = ladder(styles.get(style)!.wire({ timeoutMs: 1_000, ...options })).map(rungText);
  if (!instead) return lines;
  const end = lines.findIndex((line) => /FIN|RST|close_notify/.test(line));
  return [...lines.slice(0, end), ...instead];
}

describe.skipIf(!canCapture || !hasTool("openssl"))("on the wire", () => {
  test.concurrent.for(claims)("%s %j", async ([style, settings, service, seen, ending], { expect, onTestFinished }) => {
    const { client, firstContacts, saw, ...target } = await service();
    onTestFinished(async () => void (await saw()));
    const { checks, journal } = await captured(target, { CHECKER: style, ...settings, ...client });
    const { accepted, eof, reset } = await saw();

    const { completed, sent } = journal.checkers[0]!.probes;
    expect(sent).toBeGreaterThanOrEqual(8);
    expect(completed).toBe(sent);
    const claimed = pattern(ladderOf(style, settings, ending));
    for (const check of checks) expect(`${moves(check)} `).toMatch(claimed);

    const others = clients(journal) + firstContacts;
    const came = seen === "nothing" || seen === "no handshake" ? 0 : sent;
    if (seen === "a handshake" || seen === "no handshake") {
      expect({ captured: checks.length, accepted }).toEqual({ captured: sent, accepted: others + came });
      return;
    }
    expect({ captured: checks.length, accepted, eof, reset }).toEqual({
      captured: sent,
      accepted: others + came,
      eof: others + (seen === "eof" ? sent : 0),
      reset: seen === "reset" ? sent : 0,
    });
  });

  test("every style is among them", () => {
    expect(new Set(claims.map(([style]) => style))).toEqual(new Set(styles.keys()));
  });
});
