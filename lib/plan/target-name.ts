/** How a run's target is called in journals and in the labels of metrics: `host:port` as given, or `embedded:FLAW`. */
import type { StormConfig } from "../model/config";

export function targetName({ target, embedded }: Pick<StormConfig, "target" | "embedded">): string {
  return target === null ? `embedded:${embedded.flaw}` : target.text;
}
