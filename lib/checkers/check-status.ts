/** The status that the product itself gives to a check, because people compare it with what their balancer shows them. */
import type { ExchangeResult } from "../model/extension";
import type { Checker, Connection, Vocabulary } from "../model/checker";
import { haproxyStatus } from "./haproxy-status";

/** @param results of the connections that were made, in order; the last one decided */
type Status = (connections: readonly Connection[], results: readonly ExchangeResult[]) => string;

const statuses: Record<Vocabulary, Status> = { haproxy: haproxyStatus };

/** Empty for a checker whose product gives none. */
export function checkStatus(
  { vocabulary, connections }: Pick<Checker, "vocabulary" | "connections">,
  results: readonly ExchangeResult[],
): string {
  return vocabulary === null ? "" : statuses[vocabulary](connections, results);
}
