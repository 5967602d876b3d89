/** A run that k6 begins without `setup` knows neither its target's address nor its clients: it is refused by whoever comes first. */
import { event, events, refuse } from "k6/x/healthcheck";

/** The event by which teardown and handleSummary know of a refusal. */
export const REFUSED = "refused";

/** @param data what `setup` returned; nothing where there was none */
export function requireSetup<Data>(data: Data | null | undefined): Data {
  if (data) return data;
  const why = "--no-setup (and K6_NO_SETUP): refused, nothing would be known of the target";
  event(REFUSED, why);
  return refuse(why);
}

/** k6 has said why, and nothing was sent: there is nothing to judge and nothing to report. */
export function refused(): boolean {
  return events(REFUSED).length > 0;
}
