/** RESET_URL: restarts the service, and waits until its clients get in again. */
import { sleep } from "k6";
import http from "k6/http";
import { acceptQueue, Exchange, now } from "k6/x/healthcheck";
import type { Wire } from "../model/checker";
import type { Choice } from "../clients/choose-client";
import type { ClientConfig } from "../model/config";
import type { Reset } from "../settings/reset-url";
import { urlWithheld } from "../text/secret";
import { clientSpec } from "./specs";
import { firstContacts } from "./start";

const WITHIN_MS = 60_000;
const EVERY_MS = 250;
/** This many clients in a row must get in: a service that is about to go down for its restart may still accept one. */
const IN_A_ROW = 3;
/** A client during the wait is given up sooner than others: a service that is down may not answer at all. */
const PATIENCE_MS = 2_000;
const PHASE = "reset";

/** @returns empty, or why the service is not there for its clients; null when k6 has ended the run meanwhile */
export function resetTarget(reset: Reset, client: ClientConfig, wire: Wire, address: string): string | null {
  const brief = withLittlePatience(client);
  return restart(reset) || untilLetIn(() => threeInARow(brief, wire, address));
}

/**
 * The same before the first contact: nobody knows then in what state the service is, nor, where the settings leave it open, what its clients
 * say. So it is looked at again until those clients get in that the look has led to: `auto` would see
 * the silence of a service that hangs, and that must not decide how the whole run judges.
 */
export function resetFirst(
  reset: Reset,
  client: ClientConfig,
  address: string,
): { kind: "back"; choice: Choice } | { kind: "gone"; trouble: string } {
  const brief = withLittlePatience(client);
  let choice: Choice | null = null;
  const looked = () => {
    choice = firstContacts(brief, address);
    if (choice.refusal !== "") return "";
    return choice.barred ? choice.client.reason : threeInARow(brief, choice.wire, address);
  };
  const trouble = restart(reset) || untilLetIn(looked);
  return trouble === "" && choice !== null
    ? { kind: "back", choice }
    : { kind: "gone", trouble: trouble ?? "the run was ended meanwhile" };
}

function withLittlePatience(client: ClientConfig): ClientConfig {
  return { ...client, timeoutMs: Math.min(client.timeoutMs, PATIENCE_MS) };
}

/** @returns empty, or what is wrong */
function restart({ method, url }: Reset): string {
  const answer = http.request(method, url, null, { timeout: WITHIN_MS, tags: { name: "reset" } });
  if (answer.status >= 200 && answer.status < 300) return "";
  const what = answer.status === 0 ? answer.error.split(url).join(urlWithheld(url)) : `status ${answer.status}`;
  return `RESET_URL did not restart it (${method} ${urlWithheld(url)}: ${what})`;
}

function untilLetIn(attempt: () => string | null): string | null {
  const until = now() + WITHIN_MS;
  let error = "";
  while (now() < until) {
    const refused = attempt();
    if (refused === null || refused === "") return refused;
    error = refused;
    sleep(EVERY_MS / 1000);
  }
  return `after RESET_URL no client got in for ${WITHIN_MS / 1000} s (${error})`;
}

/** @returns empty when all of them got in, else why one did not */
function threeInARow(client: ClientConfig, wire: Wire, address: string): string | null {
  const exchange = new Exchange(clientSpec(client, wire, address, "reset"));
  for (let count = 1; ; count++) {
    const { outcome, ok, error } = exchange.run({ phase: PHASE });
    if (outcome === "cancelled") return null;
    if (!ok) return error;
    const left = leftUnaccepted(wire, address);
    if (left > 0)
      return `the kernel completes connections, but the service does not accept them: ${left} wait in its queue`;
    if (count === IN_A_ROW) return "";
    sleep(EVERY_MS / 1000);
  }
}

/**
 * Clients that only connect are let in by the kernel, for a service that does not accept as well: then what they leave behind in its queue
 * tells, where it can be read.
 */
function leftUnaccepted({ steps }: Wire, address: string): number {
  const heard = steps.some(({ kind }) => kind === "expect" || kind === "tls");
  return heard ? 0 : acceptQueue(address, { phase: PHASE }).length;
}
