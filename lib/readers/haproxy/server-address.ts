/** Where a server is: `10.0.0.5:25`, `[::1]:25`, `::1:25`, `mail.lan`, `ipv4@…`. Sockets of other kinds cannot be reached. */
import { portNumber } from "../../source/address";
import { notAccepted } from "./not-accepted";
import { failure, success, type Result } from "./result";

export interface Address {
  host: string;
  /** Left out: none, or one that follows the client's. */
  port?: number;
}

/** None, or one that is told by the client's: `+100`, `-1`. */
const FOLLOWS = /^(?:[-+][0-9]{1,5}|0*)$/;

/** A name whose SRV record has the port: `_web._tcp.service.example`. */
export function isServiceRecord(host: string): boolean {
  return host.startsWith("_");
}

export function addressOf(text: string): Result<Address> {
  if (/^(?:unix|abns|abnsz|sockpair|fd|rhttp|rev)@|^\//.test(text)) return failure(`${text} is no TCP socket`);
  if (/^(?:udp|quic)[46]?@/.test(text)) return failure(`${text} is UDP`);
  const { host, portText } = partsOf(text.replace(/^(?:ipv[46]|tcp[46]?|stream(?:\+ipv[46])?|mptcp[46]?)@/, ""));
  const port = portNumber(portText);
  if (port === undefined && !FOLLOWS.test(portText))
    return failure(notAccepted("its port", portText, "a port from 1 to 65535"));
  return success({ host, ...(port !== undefined && { port }) });
}

function partsOf(address: string): { host: string; portText: string } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(address);
  if (bracketed !== null) {
    const [, host = "", portText = ""] = bracketed;
    return { host, portText };
  }
  // The last colon is the port's, also behind an IPv6 address.
  const colon = address.lastIndexOf(":");
  if (colon < 0) return { host: address, portText: "" };
  return { host: address.slice(0, colon), portText: address.slice(colon + 1) };
}

/** `10.0.0.5:25`, `[::1]:25`. */
export function addressText({ host, port }: Address): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return port === undefined ? name : `${name}:${port}`;
}
