/** Which cause leads: the one that tells what to repair. */
import type { Cause, ClientRecord } from "../model/extension";

/** The order of causes settles ties: nearest to the service's own fault first. `harness` is our own fault and comes last. */
const BY_WEIGHT: readonly Cause[] = [
  "queued-not-served",
  "final-ack-dropped",
  "syn-dropped",
  "refused",
  "reset",
  "rejected",
  "unanswered",
  "slow",
  "own-client",
  "harness",
];

export interface LeadingCause {
  cause: Cause | null;
  /** Clients were first queued and not served; then the queue was full and the kernel dropped the next ones. */
  overflowed: boolean;
}

/** The most frequent cause of the records; null when nobody failed. */
export function mostFrequent(records: readonly (ClientRecord | undefined)[]): Cause | null {
  const count = counter(records);
  return [...BY_WEIGHT].sort((a, b) => count(b) - count(a)).find((cause) => count(cause) > 0) ?? null;
}

/**
 * The leading cause of the phase that was harmed first.
 *
 * A service that stops accepting shows two causes, one after the other: as many clients as still fit in the queue are
 * queued and not served, and all later ones meet a full queue. The queue may be so short that the first are a handful
 * among hundreds, yet they name the fault and the others only its consequence. A single one proves it when it is a tenth
 * of all, or when the queue was seen full; two prove it alone.
 */
export function leadingCause(
  harmed: ClientRecord | undefined,
  all: readonly (ClientRecord | undefined)[],
  queueSeenFull: boolean,
): LeadingCause {
  const count = counter(all);
  const queued = count("queued-not-served");
  const dropped = count("syn-dropped") + count("final-ack-dropped");
  const failed = BY_WEIGHT.reduce((sum, cause) => sum + count(cause), 0);
  const cause = mostFrequent([harmed]) ?? mostFrequent(all);
  const leads = cause === "queued-not-served" || cause === "syn-dropped" || cause === "final-ack-dropped";
  const proven = queued >= 2 || (queued === 1 && (queueSeenFull || queued >= failed / 10));
  if (leads && dropped > 0 && proven) return { cause: "queued-not-served", overflowed: true };
  return { cause, overflowed: false };
}

function counter(records: readonly (ClientRecord | undefined)[]): (cause: Cause) => number {
  return (cause) => records.reduce((sum, record) => sum + (record?.causes[cause] ?? 0), 0);
}
