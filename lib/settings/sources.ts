/** SOURCES and CLIENT_SOURCE: local addresses to send from. */
import ipaddr from "ipaddr.js";
import { itemAt } from "../model/non-empty";
import { refusal } from "../text/refusal";
import { familyOf, ipAddress, isHostAddress } from "../source/address";
import type { Syntax } from "../source/syntax";

/** More addresses than nodes are of no use: of a larger range the first ones are taken. */
export const MOST_SOURCES = 4096;

export const source: Syntax<string> = {
  accepts: "one IPv4 or IPv6 address of this host",
  read(text, name) {
    const ip = ipAddress(text);
    if (ip === null || !isHostAddress(ip)) throw refusal(name, text, this.accepts);
    return ip;
  },
};

export const sources: Syntax<string[]> = {
  accepts:
    "addresses of this host, comma-separated, or CIDR ranges of them, all IPv4 or all IPv6: 10.0.0.5,10.0.0.6 or 10.0.0.0/28",
  read(text, name) {
    const all: string[] = [];
    for (const part of text.split(",").map((p) => p.trim())) {
      const found = part.includes("/") ? inRange(part) : [ipAddress(part)];
      for (const ip of found) {
        if (ip === null || !isHostAddress(ip))
          throw refusal(name, text, this.accepts, {
            why: `${JSON.stringify(part)} is neither a host's address nor a range`,
          });
        if (all.length < MOST_SOURCES) all.push(ip);
      }
    }
    const seen = new Set<string>();
    const twice = all.find((ip) => seen.size === seen.add(ip).size);
    if (twice !== undefined) throw refusal(name, text, "each address once", { why: `${twice} is in it twice` });
    if (new Set(all.map(familyOf)).size > 1) throw refusal(name, text, this.accepts, { why: "it mixes IPv4 and IPv6" });
    return all;
  },
};

/** The addresses that hosts can have: an IPv4 range above /31 without its first (network) and last (broadcast). */
function inRange(cidr: string): (string | null)[] {
  const [base = "", bits = ""] = cidr.split("/");
  const ip = ipAddress(base);
  const width = base.includes(":") ? 128 : 32;
  if (ip === null || familyOf(ip) !== familyOf(base) || !/^\d{1,3}$/.test(bits) || Number(bits) > width) return [null];
  const hostBits = width - Number(bits);
  const count = 2 ** Math.min(hostBits, 32);
  const edges = width === 32 && hostBits > 1;
  const first = (familyOf(ip) === "IPv4" ? ipaddr.IPv4 : ipaddr.IPv6)
    .networkAddressFromCIDR(`${ip}/${bits}`)
    .toByteArray();
  const usable: string[] = [];
  // `::` of an IPv6 range is the routers' anycast address (RFC 4291, 2.6.1).
  const start = edges || (width === 128 && hostBits > 1) ? 1 : 0;
  for (let i = start; i < count - (edges ? 1 : 0) && usable.length < MOST_SOURCES; i++) usable.push(plus(first, i));
  return usable;
}

function plus(bytes: number[], offset: number): string {
  const sum = bytes.slice();
  for (let i = sum.length - 1, carry = offset; i >= 0 && carry > 0; i--) {
    carry += itemAt(sum, i);
    sum[i] = carry % 256;
    carry = Math.floor(carry / 256);
  }
  return ipaddr.fromByteArray(sum).toString();
}
