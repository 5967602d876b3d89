/** What the clients of this run say, decided once: by the settings, or for `auto` and `greeting` by the first contacts. */
import { quoted } from "../wire/bytes";
import { mysqlGreeting } from "../wire/mysql";
import type { Wire } from "../model/checker";
import type { ClientConfig } from "../model/config";
import type { Start } from "../model/evidence";
import { refusal } from "../text/refusal";
import { accepts, listens } from "./accepts";
import { CERTIFICATE, TRUST } from "./certificate";
import { connect } from "./connect";
import { greetedWithinMs, letIn, protocolClient, recognised, roles, type FirstContact } from "./first-contact";
import { greeting, greetingMatch } from "./greeting";
import { otherClient } from "./other-client";
import { isProtocol, protocols } from "./protocols";
import { type ProtocolName } from "../model/config";

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
  if (client.wire !== null) return named(client, client.wire);
  const protocol = recognised(client, contacts);
  if (protocol !== null) return speaks(client, protocol, contacts);
  const role = roles(client, contacts);
  const greetings = contacts.filter(({ ok, received }, i) => role[i] === "listens" && ok && received !== "");
  if (greetings.length > 0) {
    return greeted(
      client,
      greetings.map(({ received }) => received),
      role.filter((one, i) => one === "listens" && i < contacts.length).length,
    );
  }
  const question = role.includes("asks") ? contacts[1] : undefined;
  if (question?.ok) return answered(client, contacts[2]);
  const barred = contacts.findIndex((contact, i) => !letIn(client, contact, role[i]!));
  if (barred >= 0) return notLetIn(client, contacts[barred]!, barred);
  return client.kind === "auto" ? notGreeted(client, question) : insistsOnGreeting(client);
}

function speaks(client: ClientConfig, protocol: ProtocolName, [first, second]: readonly FirstContact[]): Choice {
  const says = mysqlGreeting(first!.received);
  const wire = protocolClient(client, protocol);
  const heard = `the first contact was greeted with ${quoted(first!.received.slice(0, 96))}, which is ${protocol}`;
  const outcome =
    second === undefined || second.ok ? "" : `, but was not accepted as its client (${second.cause}: ${second.error})`;
  if (outcome !== "" && says === null) {
    const choice = greeted(client, [first!.received], 2);
    return { ...choice, client: { ...choice.client, reason: `CLIENT=auto chose greeting: ${heard}${outcome}` } };
  }
  const { remark } = protocols[protocol];
  return {
    refusal: client.kind === "greeting" ? mysqlRefusal(client, says!) : "",
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
function answered(client: ClientConfig, again: FirstContact | undefined): Choice {
  const { port, protocol, wire } = client.byPort!;
  const { remark } = protocols[protocol];
  const lost = again !== undefined && !again.ok;
  const then = lost ? `; the next client was not accepted any more (${again.cause}: ${again.error})` : "";
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

function named(client: ClientConfig, wire: Wire): Choice {
  const answers = listens(wire);
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

function greeted(client: ClientConfig, greetings: readonly string[], contacts: number): Choice {
  const wire = greeting(client, greetingMatch(greetings));
  const first = quoted(greetings[0]!.slice(0, 48));
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
  return refusal(
    "CLIENT",
    client.kind,
    `the target speaks MySQL (${JSON.stringify(says)}) and counts whoever leaves without a login as an attacker; ` +
      "accepted is CLIENT=mysql, which logs in (a denied login is an answer, too)",
  ).message;
}

/** @param question how the service took what it was asked in its port's protocol; left out: it was not asked */
function notGreeted(client: ClientConfig, question?: FirstContact): Choice {
  const wire = connect(client);
  const kernel = client.tls === "off";
  const silent = `the first contacts were not greeted within ${greetedWithinMs(client) / 1000} s`;
  const asked =
    question &&
    `, and the service did not answer as ${client.byPort!.protocol}, which port ${client.byPort!.port} stands for`;
  return {
    refusal: "",
    wire,
    client: {
      kind: "connect",
      accepts: accepts(wire, "connect"),
      evidence: kernel ? "kernel" : "service",
      reason: question ? `${silent}${asked} (${question.cause}: ${question.error})` : silent,
      ...(kernel && { advice: otherClient(client, question) }),
    },
    notes: kernel ? [KERNEL_CAVEAT] : [],
  };
}

function insistsOnGreeting(client: ClientConfig): Choice {
  return anyGreeting(client, "the first contacts were not greeted, so any bytes count as a greeting", []);
}

/** Nothing is known of the service yet; the clients go on asking, and a baseline without answers says so. */
function notLetIn(client: ClientConfig, { cause, error, errno }: FirstContact, before: number): Choice {
  const { byPort } = client;
  const last = before === 2 ? `it was asked as ${byPort!.protocol}` : "the first contact";
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
