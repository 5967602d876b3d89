/**
 * How long a check may take. Without `timeout check` each connection has `inter` in all. With it, `inter` or `timeout connect`, whichever
 * is shorter, is for the handshakes, that of TLS too, and what follows them has `timeout check`.
 */
import type { Connection } from "../../model/checker";
import type { LineNote } from "./notes";
import type { Proxy, Server } from "./proxy-settings";

export interface CheckTimes {
  /** null: the timeout bounds the handshakes too. */
  connectMs: number | null;
  timeoutMs: number;
  notes: LineNote[];
}

export function timesOf(
  { timeoutCheckMs, timeoutConnectMs = Infinity }: Proxy,
  { settings, line }: Server,
  connections: readonly Connection[],
): CheckTimes {
  if (timeoutCheckMs === undefined) return { connectMs: null, timeoutMs: settings.interMs, notes: [] };
  const connectMs = Math.min(settings.interMs, timeoutConnectMs);
  // Nothing follows the handshakes.
  if (connections.every(({ steps }) => steps.every(({ kind }) => kind === "tls" || kind === "proxy")))
    return { connectMs: null, timeoutMs: connectMs, notes: [] };
  const listens = connections.some(({ steps }) => steps.some(({ kind }) => kind === "expect"));
  // The task that looks at the time stays queued for the end of the handshakes' time (measured with 2.6.12).
  const text =
    `\`timeout check\` of ${timeoutCheckMs} ms is over before the ${connectMs} ms for connecting: HAProxy may notice it as late as these; ` +
    "here it is heeded at once";
  return { connectMs, timeoutMs: timeoutCheckMs, notes: listens && timeoutCheckMs < connectMs ? [{ line, text }] : [] };
}

/** @param timeoutMs of what follows the handshakes; a setting may have given another one than the file */
export function timed(connection: Connection, connectMs: number | null, timeoutMs: number): Connection {
  if (connectMs === null) return connection;
  if (!connection.steps.some(({ kind }) => kind === "tls")) return { ...connection, connectTimeoutMs: connectMs };
  const steps = connection.steps.map((step) => {
    if (step.kind === "tls") return { ...step, withinMs: connectMs };
    return step.kind === "expect" ? { ...step, withinMs: timeoutMs } : step;
  });
  return { ...connection, steps, connectTimeoutMs: connectMs, timeoutMs: connectMs + timeoutMs };
}
