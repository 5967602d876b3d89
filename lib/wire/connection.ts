/** The connections of a check: how one is made of its steps, how all of them change, and which one decides. */
import type { Ending, Handshake, Step } from "../model/extension";
import type { Connection, Connections } from "../model/checker";
import { proveSteps } from "./prove-steps";

/** One whose steps are spelled out, with what it can prove of itself. */
export function connection(handshake: Handshake, steps: Step[], ending: Ending): Connection {
  return { handshake, steps, ending, prove: proveSteps(handshake, steps, ending) };
}

/** One connection for each of `all`. As `map`, which forgets that there is a first one. */
export function mapConnections<From>(
  [first, ...others]: readonly [From, ...From[]],
  connection: (from: From) => Connection,
): Connections {
  return [connection(first), ...others.map(connection)];
}

/** The one that decides what the whole check comes to. */
export function lastConnection(connections: Connections): Connection {
  return connections[connections.length - 1] ?? connections[0];
}
