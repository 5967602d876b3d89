/** Failures that take a target DOWN by themselves, whatever `fall` says: some products count only those of the network. */
import type { ExchangeResult } from "../model/extension";
import type { Checker } from "../model/checker";
import { lastConnection } from "../wire/connection";

/**
 * A certificate that is refused, an end without a byte and an answer that is not of the protocol are the network's failures: the service
 * has said nothing that could be judged.
 */
export function decidesAtOnce(
  { decidesAtOnce: causes, connections }: Pick<Checker, "decidesAtOnce" | "connections">,
  { cause, bytesReceived, failedStep }: Pick<ExchangeResult, "cause" | "bytesReceived" | "failedStep">,
): boolean {
  const { judgesFrom = 0 } = lastConnection(connections);
  return (
    causes !== undefined && cause !== "" && bytesReceived > 0 && failedStep >= judgesFrom && causes.includes(cause)
  );
}
