/** Connections as text, so that two checkers' can be compared. */
import { quoted } from "../../../lib/wire/bytes";
import type { Connection, Segment } from "./capture";
import { SERVICE } from "./network";
import type { View } from "./peer";

/** Takes a payload (hex), or all that the service read, to what is compared of it. */
export type Mask = (hex: string, connection: Connection) => string;

/**
 * Longer than any pause between two packets here, and shorter than the 200 ms after which the kernel sends a withheld ACK by
 * itself: the machine was busy elsewhere, and the connection shows that instead of its checker.
 */
const STALL_SECONDS = 0.15;

export function stalled({ segments }: Connection): boolean {
  return segments.some(({ time }, i) => i > 0 && time - segments[i - 1]!.time > STALL_SECONDS);
}

/**
 * Packets that the kernels send by themselves, and may or may not: after the handshake an acknowledgement leaves alone or with
 * the next segment; what waits too long for one is sent again; and where that meets a closed socket, a bare R answers.
 */
const byItself = ({ flags, length, repeated }: Segment) => repeated || flags === "R" || (flags === "A" && length === 0);

/** `>S <SA >PA "PING\r\n" <PA "PONG\r\n" >RA` */
export function told(connection: Connection, mask: Mask = quoted): string {
  return connection.segments
    .filter((segment, i) => i < 3 || !byItself(segment))
    .map(({ direction, flags, payload }) => `${direction}${flags}${payload && ` ${mask(payload, connection)}`}`)
    .join(" ");
}

/** The same connection with the other of the two endings. */
export function endedOtherwise(text: string): string {
  return / >FA\n/.test(text)
    ? text.replace(/ >FA\n/, " >RA\n").replace(/EOF$/, "ECONNRESET")
    : text.replace(/ >RA\n/, " >FA\n").replace(/ECONNRESET$/, "EOF");
}

/** What the service saw of it. */
export function seen(view: View | undefined, connection: Connection, mask: Mask = quoted): string {
  if (view === undefined) return "nothing";
  const read = view.read && `read ${mask(view.read, connection)}, `;
  return `accepted, ${view.tls === null ? "" : `${view.tls}, `}${read}${view.end}`;
}

/** PROXY protocol 1: hides the connection's own addresses, and no others. */
export const maskProxyHeader: Mask = (hex, { from, fromPort, port }) =>
  quoted(hex).replace(`PROXY TCP4 ${from} ${SERVICE} ${fromPort} ${port}\\r\\n`, "PROXY, its own addresses, ");

/** Hides the time in an SSLv3 ClientHello: the four bytes behind record header, message header and version. */
export const maskHello: Mask = (hex) => (hex.startsWith("160300") ? `${hex.slice(0, 22)} time ${hex.slice(30)}` : hex);

/** TLS: the types of the records, and of handshake messages in the clear. The rest is random, or the library's choice. */
export const maskTls: Mask = (hex) => {
  const records: string[] = [];
  for (let rest = hex; rest !== ""; rest = rest.slice(10 + 2 * parseInt(rest.slice(6, 10), 16))) {
    const type = rest.slice(0, 2);
    records.push(type === "16" ? `${type}:${rest.slice(10, 12)}` : type);
  }
  return `[${records.join(" ")}]`;
};
