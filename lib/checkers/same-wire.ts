/** Whether two checkers do the same on the wire: the same connections to the same places, however often and whatever they make of it. */
import type { Checker } from "../model/checker";

/** Equal for equal ones. */
export function wireKey({ connections, holdsUntil }: Pick<Checker, "connections" | "holdsUntil">): string {
  return JSON.stringify([
    holdsUntil,
    connections.map(({ host, port, nagle, handshake, steps, ending }) => [
      ...[host, port, nagle],
      ...[handshake, steps, ending],
    ]),
  ]);
}
