/** What the clients of this run say, decided once: by the settings, or for `auto` and `greeting` by the first contacts. */
import type { Cause, ExchangeResult, Match } from "../../xk6/healthcheck";
import { quoted } from "../bytes";
import type { Wire } from "../checker";
import type { ClientConfig } from "../config";
import type { Start } from "../judge/evidence";
import { refusal } from "../refusal";
import { matchWithheld } from "../settings/withheld";
import { connect } from "./connect";
import { greeting, greetingMatch } from "./greeting";
import { protocolWire } from "./index";
import { mysqlGreeting } from "./mysql";
import { polite } from "./polite";
import { isProtocol, protocolNames, protocols, type ProtocolName } from "./protocols";

export type FirstContact = Pick<ExchangeResult, "ok" | "received" | "cause" | "error" | "failedStep">;

export interface Choice {
  /** Why there is no client that would do no harm, one line; empty when there is one. */
  refusal: string;
  wire: Wire;
  client: Start["client"];
  notes: string[];
  /** The service did not let the first contacts in: what its clients say is not known yet. */
  barred?: true;
}

/** How long a first contact waits to be spoken to, ms. */
const GREETED_WITHIN_MS = 1_500;

/** Two: what both greetings begin with is what the service always says. */
const CONTACTS = 2;

/**
 * The next contact with a service of which nothing is known yet; null when enough were made.
 *
 * The first one listens for {@link GREETED_WITHIN_MS} and leaves politely. Where its greeting tells the protocol, the second one
 * is a whole client of that protocol, as all that come after it will be. So a MySQL has one failed handshake of ours to count, not two,
 * and a login that is granted makes it forget that one.
 */
export function nextContact(client: ClientConfig, before: readonly FirstContact[]): Wire | null {
  if (before.length === CONTACTS) return null;
  const protocol = recognised(client, before);
  if (protocol === null) return firstContact(client);
  return client.kind === "auto" ? protocolClient(client, protocol) : null;
}

export function firstContact(client: ClientConfig): Wire {
  return polite(client, {
    kind: "expect",
    match: { kind: "any" },
    withinMs: Math.min(GREETED_WITHIN_MS, client.timeoutMs),
  });
}

/** @param contacts results of {@link nextContact}, for `auto` and `greeting`; none otherwise. */
export function chooseClient(client: ClientConfig, contacts: readonly FirstContact[]): Choice {
  if (client.wire !== null) return named(client, client.wire);
  const protocol = recognised(client, contacts);
  if (protocol !== null) return speaks(client, protocol, contacts);
  const greetings = contacts.filter(({ ok, received }) => ok && received !== "").map(({ received }) => received);
  if (greetings.length > 0) return greeted(client, greetings, contacts.length);
  const barred = contacts.findIndex((contact) => !letIn(client, contact));
  if (barred >= 0) return notLetIn(client, contacts[barred]!, barred);
  return client.kind === "auto" ? notGreeted(client) : insistsOnGreeting(client);
}

/**
 * The protocol that the first greeting is known by. One that several could have said tells nothing. For `greeting` only the one that must
 * not be left without a login; inside TLS none that would begin it by itself.
 */
function recognised(client: ClientConfig, [first]: readonly FirstContact[]): ProtocolName | null {
  if (!first?.ok) return null;
  const candidates = client.kind === "greeting" ? (["mysql"] as const) : protocolNames;
  const [name, ...others] = candidates.filter(
    (candidate) =>
      protocols[candidate].greets?.(first.received) && !(client.tls !== "off" && protocols[candidate].tls === "inside"),
  );
  return name !== undefined && others.length === 0 ? name : null;
}

function protocolClient({ tls, serverName }: ClientConfig, protocol: ProtocolName): Wire {
  return protocolWire(protocol, { host: serverName, tls, serverName, user: null, password: null });
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

/**
 * A silent service, or one that hangs up without a word, has let the contact in as far as can be told: up to the step that
 * listens. (Inside TLS silence is `unanswered`: the handshake had gone through.)
 */
function letIn(client: ClientConfig, { cause, failedStep }: FirstContact): boolean {
  const silent: readonly (Cause | "")[] = ["queued-not-served", "rejected", "unanswered", "slow"];
  return failedStep === firstContact(client).steps.length - 1 && silent.includes(cause);
}

function named(client: ClientConfig, wire: Wire): Choice {
  const answers = wire.steps.some((step) => step.kind === "expect" || step.kind === "tls");
  const remark = isProtocol(client.kind) && !client.credentials ? protocols[client.kind].remark : undefined;
  return {
    refusal: "",
    wire,
    client: {
      kind: client.kind,
      accepts: accepts(wire, client.kind),
      evidence: answers ? "service" : "kernel",
      reason: "",
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

function notGreeted(client: ClientConfig): Choice {
  const wire = connect(client);
  const kernel = client.tls === "off";
  return {
    refusal: "",
    wire,
    client: {
      kind: "connect",
      accepts: accepts(wire, "connect"),
      evidence: kernel ? "kernel" : "service",
      reason: `the first contacts were not greeted within ${Math.min(GREETED_WITHIN_MS, client.timeoutMs) / 1000} s`,
    },
    notes: kernel ? [KERNEL_CAVEAT] : [],
  };
}

function insistsOnGreeting(client: ClientConfig): Choice {
  return anyGreeting(client, "the first contacts were not greeted, so any bytes count as a greeting", []);
}

/** Nothing is known of the service yet; the clients go on asking, and a baseline without answers says so. */
function notLetIn(client: ClientConfig, { cause, error }: FirstContact, before: number): Choice {
  const whom = before === 0 ? "the first contact in" : "anybody in after the first contact, which may be what ended it";
  const reason = `the target did not let ${whom} (${cause}: ${error})`;
  const notes = ["What the target says to its clients could not be found out; CLIENT names it."];
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

/** What counts as accepted, for people. */
function accepts(wire: Wire, kind: string): string {
  if (isProtocol(kind)) return protocols[kind].accepts;
  // What the user wrote may be a secret: reports tell how much of it there is.
  const own = kind === "send-expect" || kind === "steps";
  const text = (match: Match) => (own ? ownText(match) : matchText(match));
  const expected = wire.steps.flatMap((step) => (step.kind === "expect" ? [text(step.match)] : []));
  if (expected.length === 0) {
    return wire.steps.some((step) => step.kind === "tls") ? "a completed TLS handshake" : "a completed TCP handshake";
  }
  return `${kind === "greeting" ? "a greeting" : "an answer"} ${expected.join(", then one ")}`;
}

function ownText(match: Match): string {
  const given = match.kind === "literal" || match.kind === "contains" || match.kind === "regex";
  return given ? `that was asked for (${matchWithheld(match)})` : matchText(match);
}

function matchText(match: Match): string {
  switch (match.kind) {
    case "any":
      return "of any bytes";
    case "length":
      return `of at least ${match.bytes} ${match.bytes === 1 ? "byte" : "bytes"}`;
    case "literal":
      return `that begins with ${quoted(match.hex)}`;
    case "contains":
      return `with ${quoted(match.hex)} in it`;
    case "regex":
      return `that matches /${match.pattern}/`;
  }
}
