/**
 * How hard a check is on a service, as an order: the gentle ones first, so that they do not meet a service that a harsh one has left hanging.
 *
 * What is never accepted harms nobody; what reads and says goodbye is a client; then what closes without listening, what waits in
 * silence, what resets, and at the end what stays. The order is that of what services have died of (lib/report/incident-list.ts), not a measurement.
 */
import type { Checker, Connection } from "../model/checker";
import { neverAccepted } from "../wire/never-accepted";
import { endsWithReset } from "../wire/ends-with-reset";

export function harshness(checkers: readonly Pick<Checker, "connections">[]): number {
  return Math.max(...checkers.map(({ connections }) => Math.max(...connections.map(rank))));
}

function rank(connection: Connection): number {
  const { steps, ending } = connection;
  const kinds = steps.map(({ kind }) => kind);
  const resets = endsWithReset(ending);
  const speaks = kinds.some((kind) => kind === "send" || kind === "tls" || kind === "proxy");
  const listening = steps.findIndex((step) => (step.kind === "expect" && !step.peek) || step.kind === "tls");
  const looks = steps.some((step) => step.kind === "expect" && step.peek);
  const holding = kinds.indexOf("hold");
  if (neverAccepted(connection)) return 0;
  // A check that holds after an exchange resembles a slow client; one that holds without a word may block an accept loop.
  if (holding >= 0 && !(listening >= 0 && listening < holding)) return 9;
  // A TLS handshake that is begun and left.
  if (kinds.includes("tls-hello")) return resets ? 5 : 3;
  if (listening >= 0 && !resets) return 1;
  if (listening >= 0) return speaks ? 3 : 4;
  if (looks) return 6;
  if (!resets) return 2;
  return kinds.includes("wait") ? 7 : 8;
}
