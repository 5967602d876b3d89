/** Addresses of this host alone. */

/** @param address `ip:port`, as it is spoken to */
export function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address.startsWith("[::1]");
}
