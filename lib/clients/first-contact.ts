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
import type { ClientConfig, ProtocolName } from "../model/config";
import { protocolWire } from "./index";
import { polite } from "../wire/client-wire";
import { protocolNames, protocols } from "./protocols";

export type FirstContact = Pick<ExchangeResult, "ok" | "received" | "cause" | "error" | "errno" | "failedStep">;

/** The protocol that the target's port stands for, and its client. */
export type AskedProtocol = NonNullable<ClientConfig["byPort"]>;

/** What a contact is for. */
export type Role =
  | { kind: "listens" }
  /** A client of the protocol that the first greeting told. */
  | { kind: "is a client"; protocol: ProtocolName }
  /** Speaks first, in the protocol of the port. */
  | { kind: "asks"; byPort: AskedProtocol };

const LISTENS: Role = { kind: "listens" };

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
  const { timeoutMs } = client;
  switch (role?.kind) {
    case undefined:
      return null;
    case "asks":
      return { wire: role.byPort.wire, timeoutMs: Math.min(ASKED_WITHIN_MS, timeoutMs) };
    case "is a client":
      return { wire: protocolClient(client, role.protocol), timeoutMs };
    case "listens":
      return { wire: firstContact(client), timeoutMs };
  }
}

/** What the contacts are for, those to come included, as far as those that were made tell. */
export function roles(client: ClientConfig, [first, second]: readonly FirstContact[]): Role[] {
  const protocol = recognised(client, first);
  if (protocol !== null) {
    return client.kind === "auto" ? [LISTENS, { kind: "is a client", protocol }] : [LISTENS];
  }
  const silent = first !== undefined && !first.ok && isLetIn(client, first, LISTENS);
  if (client.kind !== "auto" || client.byPort === undefined || !silent) return [LISTENS, LISTENS];
  const asks: Role = { kind: "asks", byPort: client.byPort };
  return [LISTENS, asks, second?.ok ? asks : LISTENS];
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
export function recognised(client: ClientConfig, first: FirstContact | undefined): ProtocolName | null {
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
export function isLetIn(client: ClientConfig, { ok, cause, failedStep }: FirstContact, role: Role): boolean {
  if (ok) return true;
  if (role.kind !== "listens") return failedStep >= 0 && [...SILENT, "reset"].includes(cause);
  return failedStep === firstContact(client).steps.length - 1 && SILENT.includes(cause);
}
