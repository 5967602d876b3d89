/** A configuration may send checks to a host of its own (`addr`, `connect_ip`). They go there only when the user has named it. */
import type { Checker } from "../model/checker";
import { listed } from "../text/format";
import { plainHost } from "./hosts";

/**
 * Why the checks of a checker may not be sent; null when they may.
 *
 * @param named the target's host, and those of ALLOW_HOSTS
 * @param origin file and line that the check comes from, where it comes from a file
 */
export function unnamedHosts(
  { name, connections }: Pick<Checker, "name" | "connections">,
  named: { target: string; allowed: readonly string[] },
  origin: string | undefined,
): string | null {
  const known = [plainHost(named.target), ...named.allowed];
  const hosts = new Set(connections.flatMap(({ host }) => (host === undefined ? [] : [host])));
  const others = [...hosts].filter((host) => !known.includes(plainHost(host)));
  if (others.length === 0) return null;
  const where = origin === undefined ? "" : ` (${origin})`;
  const plain: string[] = [];
  for (const host of others) {
    const known = plainHost(host);
    if (known === null)
      return `the checks of ${name} go to ${JSON.stringify(host)}${where}, which is neither an address nor a name`;
    plain.push(known);
  }
  const setting = [...new Set([...named.allowed, ...plain])].join(",");
  return (
    `the checks of ${name} go to ${listed(others)}${where}, which you did not name; ` +
    `set ALLOW_HOSTS=${setting} if ${others.length > 1 ? "they are" : "it is"} yours to test`
  );
}
