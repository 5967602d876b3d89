/** The refusal of a run without `setup`. Apart, because sentences and what they withhold cost each VU that evaluates them. */
import { refuseRun } from "./exit-code";
import { flagRefusal } from "./flag-refusal";

export function refuseWithoutSetup(): never {
  return refuseRun(flagRefusal("--no-setup (or K6_NO_SETUP)", "nothing would be known of the target"));
}
