/** What scripts/compare-checkers.ts exports for k6. */
import experimentSource from "once:../experiments/comparison-experiment";
import { evaluate } from "./eval-module";
import { experimentScript } from "./experiment-script";

type Module = typeof import("../experiments/comparison-experiment");

export function comparison() {
  return experimentScript(() => evaluate<Module>(experimentSource).experiment);
}
