/** Why an experiment runs no more storms: half a sentence. */
import type { StopReason, StormOver } from "../model/stop-reason";

export function stopText(reason: StopReason): string {
  switch (reason.kind) {
    case "left-wedged":
      return `${stormName(reason.by)} left the target wedged, and nothing restarts it without RESET_URL`;
    case "not-served-before":
      return `the target did not serve clients even before the first check of ${stormName(reason.storm)}`;
    case "not-reset":
      return reason.error;
    case "exception":
      return reason.message;
  }
}

function stormName(storm: StormOver): string {
  return storm.kind === "arm" ? storm.name : "the last trial";
}
