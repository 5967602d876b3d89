/** Without a TARGET nobody shall believe that the servers of a configuration file were tested. */
import type { Checker, CheckerBase } from "../model/checker";
import { listed } from "../text/format";
import type { RunSettings } from "./given";

/** At most this many of a file's servers are named. */
const SERVERS_TOLD = 3;

/** The checkers; the first of them notes which servers of its file were not touched. */
export function noteUntouchedServers(
  bases: readonly CheckerBase[],
  checkers: readonly Checker[],
  { values }: RunSettings,
): Checker[] {
  const servers = [...new Set(bases.flatMap((base) => (base.kind === "preset" ? (base.preset.servers ?? []) : [])))];
  if (values.TARGET !== undefined || servers.length === 0) return [...checkers];
  const more = servers.length - SERVERS_TOLD;
  const told = more > 0 ? `${servers.slice(0, SERVERS_TOLD).join(", ")} and ${more} more` : listed(servers);
  const note = `TARGET was not given: the file's own ${told} ${servers.length > 1 ? "were" : "was"} not touched; the embedded server was`;
  return checkers.map((checker, index) =>
    index === 0 ? { ...checker, notes: [{ kind: "note", text: note }, ...checker.notes] } : checker,
  );
}
