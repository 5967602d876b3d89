/**
 * How many losses at once count as one. Clients that come while a service is stuck are lost together: twenty losses in two seconds are one
 * accident, and not twenty. What the losses of the seconds scatter beyond what chance makes tells how many (as quasi-binomial models do).
 */
import type { ClientSecond } from "../model/journal-figures";

/** 1: as independent as they can be, or nothing is known of seconds. */
export function burstOf(seconds: readonly ClientSecond[]): number {
  const attempts = seconds.reduce((sum, second) => sum + second.attempts, 0);
  const lost = seconds.reduce((sum, second) => sum + second.attempts - second.accepted, 0);
  if (seconds.length < 2 || lost === 0 || lost === attempts) return 1;
  const share = lost / attempts;
  const scatter = seconds.reduce((sum, second) => {
    const beyond = second.attempts - second.accepted - second.attempts * share;
    return sum + beyond ** 2 / (second.attempts * share * (1 - share));
  }, 0);
  return Math.max(1, scatter / (seconds.length - 1));
}
