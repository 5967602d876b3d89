/** Refuses public addresses: hundreds of health checks a second are for one's own machines. */
import ipaddr from "ipaddr.js";

/** Ranges that no stranger answers on: this host, private networks, and what the registries keep for examples. */
const OWN = new Set([
  "unspecified",
  "loopback",
  "private",
  "linkLocal",
  "carrierGradeNat",
  "uniqueLocal",
  "deprecatedSiteLocal",
  "reserved",
  "benchmarking",
  "discard",
]);

/**
 * Whether packets to this address may reach somebody else's machine. IPv4 addresses inside IPv6 ones (mapped, NAT64, 6to4)
 * count as themselves; what is not an address at all counts as public.
 */
export function isPublicAddress(ip: string): boolean {
  if (!ipaddr.isValid(ip)) return true;
  const address = ipaddr.parse(ip);
  if (address instanceof ipaddr.IPv6) {
    const inside = embeddedIPv4(address);
    if (inside !== null) return !OWN.has(inside.range());
  }
  return !OWN.has(address.range());
}

function embeddedIPv4(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const bytes = address.toByteArray();
  const range: string = address.range();
  // 64:ff9b::/96 (RFC 6052); 64:ff9b:1::/48 is for local use and says nothing of where it leads.
  if (range === "ipv4Mapped" || range === "rfc6145" || range === "rfc6052") return new ipaddr.IPv4(bytes.slice(12));
  if (range === "6to4") return new ipaddr.IPv4(bytes.slice(2, 6));
  return null;
}
