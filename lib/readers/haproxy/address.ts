/** Where a server is: `10.0.0.5:25`, `[::1]:25`, `::1:25`, `mail.lan`, `ipv4@…`; sockets of other kinds are out of reach. */
import { portNumber } from "../../source/address";

export interface Address {
  host: string;
  /** Left out: none, or one that follows the client's. */
  port?: number;
}

export function addressOf(text: string): Address | { unreachable: string } {
  if (/^(?:unix|abns|abnsz|sockpair|fd|rhttp|rev)@|^\//.test(text)) return { unreachable: `${text} is no TCP socket` };
  if (/^(?:udp|quic)[46]?@/.test(text)) return { unreachable: `${text} is UDP` };
  const address = text.replace(/^(?:ipv[46]|tcp[46]?|stream(?:\+ipv[46])?|mptcp[46]?)@/, "");
  // The last colon is the port's, also behind an IPv6 address.
  const colon = address.lastIndexOf(":");
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(address);
  const host = bracketed?.[1] ?? (colon < 0 ? address : address.slice(0, colon));
  const port = portNumber(bracketed === null ? (colon < 0 ? "" : address.slice(colon + 1)) : (bracketed[2] ?? ""));
  return { host, ...(port !== undefined && { port }) };
}

/** `10.0.0.5:25`, `[::1]:25`. */
export function addressText({ host, port }: Address): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return port === undefined ? name : `${name}:${port}`;
}
