/** What the product itself makes of a check: its own word, which people compare with what their balancer shows, and whether it passed. */
import type { ExchangeResult } from "../model/extension";
import type { Checker, Connection, Vocabulary } from "../model/checker";
import { haproxyStatus, isHaproxySuccess } from "./haproxy-status";

interface Words {
  /** @param results of the connections that were made, in order; the last one decided */
  status(connections: readonly Connection[], results: readonly ExchangeResult[], up: boolean): string;
  isSuccess(status: string): boolean;
}

const vocabularies: Record<Vocabulary, Words> = {
  haproxy: { status: haproxyStatus, isSuccess: isHaproxySuccess },
};

export interface CheckStatus {
  /** Empty for a checker whose product gives none. */
  word: string;
  /** Whether it counts for rise, not for fall. */
  ok: boolean;
}

/** @param up what the node believed of the target so far */
export function checkStatus(
  { vocabulary, connections }: Pick<Checker, "vocabulary" | "connections">,
  results: readonly ExchangeResult[],
  up: boolean,
): CheckStatus {
  if (vocabulary === null) return { word: "", ok: results[results.length - 1]?.ok ?? false };
  const { status, isSuccess } = vocabularies[vocabulary];
  const word = status(connections, results, up);
  return { word, ok: isSuccess(word) };
}
