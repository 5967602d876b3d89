/** Harm of the first storm, where a second one at the balancer's own rate decided: a sentence without its stop. */
import type { RaisedRateHarm } from "../model/finding";
import { counted, digits, duration } from "../text/format";
import { timesOwnRate } from "./rate-text";

/** `Harmed at 25 times the balancer's own rate, not at its own rate: after 12 checks, and forgotten 3 s after the last (reset)` */
export function raisedRateText(harm: RaisedRateHarm): string {
  const { factor, checksBefore, cause, ownFactor, spared } = harm;
  const contrast = spared ? `, not at ${timesOwnRate(ownFactor)}` : "";
  const dose = checksBefore === null ? "" : `after ${counted(checksBefore, "check")}`;
  const why = cause === null ? "" : ` (${cause})`;
  return `Harmed at ${digits(factor)} times the balancer's own rate${contrast}: ${dose}${forgottenText(harm)}${why}`;
}

function forgottenText({ forgetsAfterMs }: RaisedRateHarm): string {
  if (forgetsAfterMs === null) return "";
  if (forgetsAfterMs === 0) return ", and over within a second of the last";
  return `, and forgotten ${duration(forgetsAfterMs)} after the last`;
}
