/** A run that k6 begins without `setup` knows neither its target's address nor its clients: it is refused by whoever comes first. */
import { refuseRun } from "./exit-code";
import { hasEvent } from "./record-event";

/** @param data what `setup` returned; nothing where there was none */
export function requireSetup<Data>(data: Data | null | undefined): Data {
  if (data) return data;
  const why = "--no-setup (and K6_NO_SETUP): refused, nothing would be known of the target";
  return refuseRun(why);
}

/** k6 has said why, and nothing was sent: there is nothing to judge and nothing to report. */
export function wasRefused(): boolean {
  return hasEvent("refused");
}
