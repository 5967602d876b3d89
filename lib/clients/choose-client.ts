/** What the clients of this run say, decided once: by the settings, or for `auto` and `greeting` by the first contacts. */
import { quoted } from "../wire/bytes";
import { mysqlGreeting } from "../wire/mysql-messages";
import type { Wire } from "../model/checker";
import type { ClientConfig, ProtocolName } from "../model/config";
import type { Start } from "../model/evidence";
import { refusal } from "../text/refusal";
import { accepts, listens } from "./accepts";
import { CERTIFICATE, TRUST } from "./certificate";
import { connect } from "./connect";
import {
  greetedWithinMs,
  isLetIn,
  protocolClient,
  recognised,
  roles,
  type AskedProtocol,
  type FirstContact,
} from "./first-contact";
import { greeting, greetingMatch } from "./greeting";
import { otherClient } from "./other-client";
import { isProtocol, protocols } from "./protocols";

export interface Choice {
  /** Why there is no client that would do no harm, one line; empty when there is one. */
  refusal: string;
  wire: Wire;
  client: Start["client"];
  notes: string[];
  /** The service did not let the first contacts in: what its clients say is not known yet. */
  barred?: true;
}

/** @param contacts results of {@link nextContact}, for `auto` and `greeting`; none otherwise. */
export function chooseClient(client: ClientConfig, contacts: readonly FirstContact[]): Choice {
  if (client.wire !== null) return namedClient(client, client.wire);
  const [first, second, third] = contacts;
  const protocol = recognised(client, first);
  if (first !== undefined && protocol !== null) return protocolOfGreeting(client, protocol, first, second);
  const planned = roles(client, contacts);
  const listened = contacts.filter((_, i) => planned[i]?.kind === "listens");
  const [heard, ...others] = listened.filter(({ ok, received }) => ok && received !== "");
  if (heard !== undefined) {
    return commonGreeting(client, [heard.received, ...others.map(({ received }) => received)], listened.length);
  }
  const asks = planned.find((role) => role.kind === "asks");
  const question = asks !== undefined && second !== undefined ? { byPort: asks.byPort, contact: second } : null;
  if (question?.contact.ok) return protocolOfPort(client, question.byPort, third);
  for (const [i, contact] of contacts.entries()) {
    const role = planned[i];
    if (role !== undefined && !isLetIn(client, contact, role)) return notLetIn(client, contact, i);
  }
  return client.kind === "auto" ? connectOnly(client, question) : insistsOnGreeting(client);
}

/** The first greeting told the protocol: the second contact was a client of it. */
function protocolOfGreeting(
  client: ClientConfig,
  protocol: ProtocolName,
  { received }: FirstContact,
  second: FirstContact | undefined,
): Choice {
  const mysqlText = mysqlGreeting(received);
  const wire = protocolClient(client, protocol);
  const heard = `the first contact was greeted with ${quoted(received.slice(0, 96))}, which is ${protocol}`;
  const outcome =
    second === undefined || second.ok ? "" : `, but was not accepted as its client (${second.cause}: ${second.error})`;
  if (outcome !== "" && mysqlText === null) {
    const choice = commonGreeting(client, [received], 2);
    return { ...choice, client: { ...choice.client, reason: `CLIENT=auto chose greeting: ${heard}${outcome}` } };
  }
  const { remark } = protocols[protocol];
  return {
    refusal: client.kind === "greeting" && mysqlText !== null ? mysqlRefusal(client, mysqlText) : "",
    wire,
    client: {
      kind: protocol,
      accepts: accepts(wire, protocol),
      evidence: "service",
      reason: `CLIENT=auto chose ${protocol}: ${heard}${outcome}`,
    },
    notes: remark === undefined ? [] : [remark],
  };
}

/** Asked in the protocol of its port, the service gave the answer that its clients want. */
function protocolOfPort(
  client: ClientConfig,
  { port, protocol, wire }: AskedProtocol,
  next: FirstContact | undefined,
): Choice {
  const { remark } = protocols[protocol];
  const lost = next !== undefined && !next.ok;
  const then = lost ? `; the next client was not accepted any more (${next.cause}: ${next.error})` : "";
  return {
    refusal: "",
    wire,
    client: {
      kind: protocol,
      accepts: accepts(wire, protocol),
      evidence: "service",
      reason:
        `CLIENT=auto chose ${protocol}: the first contact was not greeted within ${greetedWithinMs(client) / 1000} s, ` +
        `port ${port} stands for ${protocol}, and as such the service answered${then}`,
    },
    notes: remark === undefined ? [] : [remark],
    ...(lost && { barred: true }),
  };
}

function namedClient(client: ClientConfig, wire: Wire): Choice {
  const answers = client.kind === "script" || listens(wire);
  const remark = isProtocol(client.kind) && !client.credentials ? protocols[client.kind].remark : undefined;
  return {
    refusal: "",
    wire,
    client: {
      kind: client.kind,
      accepts: accepts(wire, client.kind),
      evidence: answers ? "service" : "kernel",
      reason: "",
      ...(!answers && { advice: otherClient(client) }),
    },
    notes: answers ? (remark === undefined ? [] : [remark]) : [KERNEL_CAVEAT],
  };
}

const KERNEL_CAVEAT =
  "The clients only connect, and a handshake is the kernel's work: it goes on for a service that has stopped accepting, until " +
  "the queue is full. A CLIENT that speaks its protocol would prove that the service answers.";

/** Waits for what the greetings have in common. @param contacts how many listened */
function commonGreeting(
  client: ClientConfig,
  greetings: readonly [first: string, ...others: string[]],
  contacts: number,
): Choice {
  const wire = greeting(client, greetingMatch(greetings));
  const first = quoted(greetings[0].slice(0, 48));
  return {
    refusal: "",
    wire,
    client: {
      kind: "greeting",
      accepts: accepts(wire, "greeting"),
      evidence: "service",
      reason: `${greetings.length} of ${contacts} first contacts ${greetings.length === 1 ? "was" : "were"} greeted: ${first}`,
    },
    notes: [],
  };
}

function mysqlRefusal(client: ClientConfig, says: string): string {
  return refusal("CLIENT", client.kind, "CLIENT=mysql, which logs in (a denied login is an answer, too)", {
    why: `the target speaks MySQL (${JSON.stringify(says)}) and counts whoever leaves without a login as an attacker`,
  }).message;
}

/** @param question what the service was asked in its port's protocol, and how it took that; null: it was not asked */
function connectOnly(client: ClientConfig, question: { byPort: AskedProtocol; contact: FirstContact } | null): Choice {
  const wire = connect(client);
  const kernel = client.tls === "off";
  const silent = `the first contacts were not greeted within ${greetedWithinMs(client) / 1000} s`;
  const reason = question === null ? silent : `${silent}${notAnswered(question.byPort, question.contact)}`;
  return {
    refusal: "",
    wire,
    client: {
      kind: "connect",
      accepts: accepts(wire, "connect"),
      evidence: kernel ? "kernel" : "service",
      reason,
      ...(kernel && { advice: otherClient(client, question?.contact) }),
    },
    notes: kernel ? [KERNEL_CAVEAT] : [],
  };
}

function notAnswered({ protocol, port }: AskedProtocol, { cause, error }: FirstContact): string {
  return `, and the service did not answer as ${protocol}, which port ${port} stands for (${cause}: ${error})`;
}

function insistsOnGreeting(client: ClientConfig): Choice {
  return anyGreeting(client, "the first contacts were not greeted, so any bytes count as a greeting", []);
}

/** Nothing is known of the service yet; the clients go on asking, and a baseline without answers says so. */
function notLetIn(client: ClientConfig, { cause, error, errno }: FirstContact, before: number): Choice {
  const { byPort } = client;
  const last = before === 2 && byPort !== undefined ? `it was asked as ${byPort.protocol}` : "the first contact";
  const whom = before === 0 ? "the first contact in" : `anybody in after ${last}, which may be what ended it`;
  const reason = `the target did not let ${whom} (${cause}: ${error})`;
  const port = byPort === undefined ? "" : ` (port ${byPort.port}: ${byPort.settings})`;
  const notes = [
    errno === CERTIFICATE
      ? TRUST
      : `What the target says to its clients could not be found out; CLIENT names it${port}.`,
  ];
  return { ...anyGreeting(client, reason, notes), barred: true };
}

function anyGreeting(client: ClientConfig, reason: string, notes: string[]): Choice {
  const wire = greeting(client, { kind: "any" });
  return {
    refusal: "",
    wire,
    client: { kind: "greeting", accepts: accepts(wire, "greeting"), evidence: "service", reason },
    notes,
  };
}
