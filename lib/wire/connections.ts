/** The connections of a check, of which there is always a first and a last. */
import type { Connection, Connections } from "../model/checker";

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
