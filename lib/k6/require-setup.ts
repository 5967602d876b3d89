/** A run that k6 begins without `setup` knows neither its target's address nor its clients: it is refused by whoever comes first. */
import { refuseRun } from "./exit-code";
import { flagRefusal } from "./flag-refusal";
import { hasEvent } from "./record-event";

/** @param data what `setup` returned; nothing where there was none */
export function requireSetup<Data>(data: Data | null | undefined): Data {
  if (data) return data;
  return refuseRun(flagRefusal("--no-setup (or K6_NO_SETUP)", "nothing would be known of the target"));
}

/** k6 has said why, and nothing was sent: there is nothing to judge and nothing to report. */
export function wasRefused(): boolean {
  return hasEvent("refused");
}
