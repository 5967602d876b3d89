/** Failures that take a target DOWN by themselves, whatever `fall` says: some products count only those of the network. */
import type { ExchangeResult } from "../model/extension";
import type { Checker } from "../model/checker";

/** A certificate that is refused, or an end without a byte, is the network's failure: the service has said nothing. */
export function decidesAtOnce(
  { decidesAtOnce: causes }: Pick<Checker, "decidesAtOnce">,
  { cause, bytesReceived }: Pick<ExchangeResult, "cause" | "bytesReceived">,
): boolean {
  return causes !== undefined && cause !== "" && bytesReceived > 0 && causes.includes(cause);
}
