/** A run that k6 begins without `setup` knows neither its target's address nor its clients: the first VU refuses it. */
import loadRefusal from "lazy:./no-setup";
import { hasEvent } from "./record-event";

/** @param data what `setup` returned; nothing where there was none */
export function requireSetup<Data>(data: Data | null | undefined): Data {
  if (data) return data;
  return (loadRefusal() as typeof import("./no-setup")).refuseWithoutSetup();
}

/** k6 has said why, and nothing was sent: there is nothing to judge and nothing to report. */
export function wasRefused(): boolean {
  return hasEvent("refused");
}
