/**
 * What one check lasts at the most, ms, its holds aside: each of its connections comes once the one before has succeeded, and has the time
 * for its handshake, where it has one of its own, and the timeout behind it.
 */
import type { Checker } from "../model/checker";

export function maxDurationMs({ connections, timeoutMs }: Pick<Checker, "connections" | "timeoutMs">): number {
  return connections.reduce((sum, one) => sum + (one.connectTimeoutMs ?? 0) + (one.timeoutMs ?? timeoutMs), 0);
}
