/** What a check came to, in the product's own word, because people compare it with what their balancer shows them. */
import type { ExchangeResult } from "../../model/extension";
import type { Checker, Connection, Vocabulary } from "../../model/checker";
import { haproxyOutcome } from "./haproxy";

/** @param results of the connections that were made, in order; the last one decided */
type Outcome = (connections: readonly Connection[], results: readonly ExchangeResult[]) => string;

const outcomes: Record<Vocabulary, Outcome> = { haproxy: haproxyOutcome };

/** Empty for a checker without words of its own. */
export function outcomeOf(
  { vocabulary, connections }: Pick<Checker, "vocabulary" | "connections">,
  results: readonly ExchangeResult[],
): string {
  return vocabulary === null ? "" : outcomes[vocabulary](connections, results);
}
