/** What the clients of this run say, decided once: by the settings, or for `auto` and `greeting` by the first contacts. */
import type { Cause, ExchangeResult, Match } from "../../xk6/healthcheck";
import { quoted } from "../bytes";
import type { Wire } from "../checker";
import type { ClientConfig } from "../config";
import type { Start } from "../judge/evidence";
import { refusal } from "../refusal";
import { connect } from "./connect";
import { greeting, greetingMatch } from "./greeting";
import { mysqlGreeting } from "./mysql";
import { polite } from "./polite";

export type FirstContact = Pick<ExchangeResult, "ok" | "received" | "cause" | "error" | "failedStep">;

export interface Choice {
  /** Why there is no client that would do no harm, one line; empty when there is one. */
  refusal: string;
  wire: Wire;
  client: Start["client"];
  notes: string[];
}

/** How long a first contact waits to be spoken to, ms. */
export const GREETED_WITHIN_MS = 1_500;

/** The first contact: listens for {@link GREETED_WITHIN_MS}, then leaves politely. */
export function firstContact(client: ClientConfig): Wire {
  return polite(client, {
    kind: "expect",
    match: { kind: "any" },
    withinMs: Math.min(GREETED_WITHIN_MS, client.timeoutMs),
  });
}

/** @param contacts results of {@link firstContact}, for `auto` and `greeting`; none otherwise. */
export function chooseClient(client: ClientConfig, contacts: readonly FirstContact[]): Choice {
  if (client.wire !== null) return named(client, client.wire);
  const greetings = contacts.filter(({ ok, received }) => ok && received !== "").map(({ received }) => received);
  if (greetings.length > 0) return greeted(client, greetings, contacts.length);
  const barred = contacts.findIndex((contact) => !letIn(client, contact));
  if (barred >= 0) return notLetIn(client, contacts[barred]!, barred);
  return client.kind === "auto" ? notGreeted(client) : insistsOnGreeting(client);
}

/**
 * A silent service, or one that hangs up without a word, has let the contact in as far as can be told: up to the step that
 * listens. (Inside TLS silence is `slow`: the handshake's bytes had come.)
 */
function letIn(client: ClientConfig, { cause, failedStep }: FirstContact): boolean {
  const silent: readonly (Cause | "")[] = ["queued-not-served", "rejected", "slow"];
  return failedStep === firstContact(client).steps.length - 1 && silent.includes(cause);
}

function named(client: ClientConfig, wire: Wire): Choice {
  const answers = wire.steps.some((step) => step.kind === "expect" || step.kind === "tls");
  return {
    refusal: "",
    wire,
    client: {
      kind: client.kind,
      accepts: accepts(wire, client.kind),
      evidence: answers ? "service" : "kernel",
      reason: "",
    },
    notes: answers ? [] : [KERNEL_CAVEAT],
  };
}

const KERNEL_CAVEAT =
  "The clients only connect, and a handshake is the kernel's work: it goes on for a service that has stopped accepting, until " +
  "the queue is full. CLIENT=http, tls or send-expect would prove that the service answers.";

function greeted(client: ClientConfig, greetings: readonly string[], contacts: number): Choice {
  const mysql = greetings.map(mysqlGreeting).find((found) => found !== null) ?? null;
  const wire = greeting(client, greetingMatch(greetings));
  const first = quoted(greetings[0]!.slice(0, 48));
  return {
    refusal: mysql === null ? "" : mysqlRefusal(client, mysql),
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
      "name a client that logs in, with client steps in a CONFIG file such as examples/mariadb.yaml (a denied login is an answer, too)",
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
  return anyGreeting(client, reason, ["What the target says to its clients could not be found out; CLIENT names it."]);
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
  if (kind === "http") return "an HTTP answer with a status from 1xx to 4xx";
  const expected = wire.steps.flatMap((step) => (step.kind === "expect" ? [matchText(step.match)] : []));
  if (expected.length === 0) {
    return wire.steps.some((step) => step.kind === "tls") ? "a completed TLS handshake" : "a completed TCP handshake";
  }
  return `${kind === "greeting" ? "a greeting" : "an answer"} ${expected.join(", then one ")}`;
}

function matchText(match: Match): string {
  switch (match.kind) {
    case "any":
      return "of any bytes";
    case "length":
      return `of at least ${match.bytes} ${match.bytes === 1 ? "byte" : "bytes"}`;
    case "literal":
      return `that begins with ${quoted(match.hex)}`;
    case "regex":
      return `that matches /${match.pattern}/`;
  }
}
