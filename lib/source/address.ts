/** Addresses and ports as settings and files give them. An IP address is whole, without a zone, and has one spelling. */
import ipaddr from "ipaddr.js";

export type Family = "IPv4" | "IPv6";

/** The address in its usual spelling (an IPv4 address inside IPv6 becomes IPv4); null when it is none. */
export function ipAddress(text: string): string | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return text;
  if (!text.includes(":") || text.includes("%") || !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.process(text).toString();
}

/** A port from 1 to 65535 in decimal digits; undefined for anything else. */
export function portNumber(text: string): number | undefined {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

export function familyOf(ip: string): Family {
  return ip.includes(":") ? "IPv6" : "IPv4";
}

/** Whether one host can have this address: not the unspecified, broadcast or multicast one. */
export function isHostAddress(ip: string): boolean {
  const range: string = ipaddr.parse(ip).range();
  return range !== "unspecified" && range !== "broadcast" && range !== "multicast";
}
