/**
 * The first contacts with a service of which nothing is known yet, one after the other, until enough is known to choose a client.
 *
 * The first one listens for {@link GREETED_WITHIN_MS} and leaves politely. What it hears decides about the others:
 *
 *     a greeting that tells the protocol    a whole client of that protocol, as all that come after it will be. So a MySQL has one failed
 *                                           handshake of ours to count, not two, and a login that is granted makes it forget that one.
 *     another greeting                      listens again: what both greetings begin with is what the service always says
 *     nothing, on a port of a protocol      a client of that protocol, once; then another one, or, where that one was not answered, one that
 *                                           listens. A service whose accept loop our question has ended does not let the last one in.
 *     nothing, on another port              listens again
 */
import type { Cause, ExchangeResult } from "../model/extension";
import type { Wire } from "../model/checker";
import type { ClientConfig } from "../model/config";
import { protocolWire } from "./index";
import { polite } from "../wire/client-wire";
import { protocolNames, protocols } from "./protocols";
import { type ProtocolName } from "../model/config";

export type FirstContact = Pick<ExchangeResult, "ok" | "received" | "cause" | "error" | "errno" | "failedStep">;

export type Role = "listens" | "is a client" | "asks";

/** How long a first contact waits to be spoken to, ms. */
const GREETED_WITHIN_MS = 1_500;

/** How long one that asks may take, ms: on the wrong port nobody answers, and that is soon known. */
const ASKED_WITHIN_MS = 3_000;

/** The next contact, and how long it may take in all; null when enough were made. */
export function nextContact(
  client: ClientConfig,
  before: readonly FirstContact[],
): { wire: Wire; timeoutMs: number } | null {
  const role = roles(client, before)[before.length];
  if (role === undefined) return null;
  const { timeoutMs } = client;
  if (role === "asks") return { wire: client.byPort!.wire, timeoutMs: Math.min(ASKED_WITHIN_MS, timeoutMs) };
  const wire = role === "listens" ? firstContact(client) : protocolClient(client, recognised(client, before)!);
  return { wire, timeoutMs };
}

/** What the contacts are for, those to come included, as far as those that were made tell. */
export function roles(client: ClientConfig, contacts: readonly FirstContact[]): Role[] {
  const [first, second] = contacts;
  if (first !== undefined && recognised(client, contacts) !== null) {
    return client.kind === "auto" ? ["listens", "is a client"] : ["listens"];
  }
  const silent = first !== undefined && !first.ok && letIn(client, first, "listens");
  if (client.kind !== "auto" || client.byPort === undefined || !silent) return ["listens", "listens"];
  return ["listens", "asks", second?.ok ? "asks" : "listens"];
}

export function firstContact(client: ClientConfig): Wire {
  return polite(client, { kind: "expect", match: { kind: "any" }, withinMs: greetedWithinMs(client) });
}

export function greetedWithinMs({ timeoutMs }: ClientConfig): number {
  return Math.min(GREETED_WITHIN_MS, timeoutMs);
}

/**
 * The protocol that the first greeting is known by. One that several could have said tells nothing. For `greeting` only the one that must
 * not be left without a login; inside TLS none that would begin it by itself.
 */
export function recognised(client: ClientConfig, [first]: readonly FirstContact[]): ProtocolName | null {
  if (!first?.ok) return null;
  const candidates = client.kind === "greeting" ? (["mysql"] as const) : protocolNames;
  const [name, ...others] = candidates.filter(
    (candidate) =>
      protocols[candidate].greets?.(first.received) && !(client.tls !== "off" && protocols[candidate].tls === "inside"),
  );
  return name !== undefined && others.length === 0 ? name : null;
}

export function protocolClient({ tls, serverName }: ClientConfig, protocol: ProtocolName): Wire {
  return protocolWire(protocol, { host: serverName, tls, serverName, user: null, password: null });
}

/** Causes of a service that is silent, or that hangs up without a word. Inside TLS silence is `unanswered`: the handshake had gone through. */
const SILENT: readonly (Cause | "")[] = ["queued-not-served", "unanswered", "rejected", "slow"];

/** As far as can be told: up to the step that listens; for one that asks, up to any step, whatever the service thought of it. */
export function letIn(client: ClientConfig, { ok, cause, failedStep }: FirstContact, role: Role): boolean {
  if (ok) return true;
  if (role !== "listens") return failedStep >= 0 && [...SILENT, "reset"].includes(cause);
  return failedStep === firstContact(client).steps.length - 1 && SILENT.includes(cause);
}
