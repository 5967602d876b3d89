/** The exports of scripts/compare-checkers.ts for k6. */
import experimentSource from "once:../experiments/comparison-experiment";
import resolveSource from "once:../experiments/resolve-comparison";
import { evaluate } from "./eval-module";
import { experimentScript } from "./experiment-script";
import { outside } from "./settings-input";

type Resolve = typeof import("../experiments/resolve-comparison");
type Comparison = typeof import("../experiments/comparison-experiment");

export function comparison() {
  return experimentScript(
    () => evaluate<Resolve>(resolveSource).resolveComparison(outside()),
    () => evaluate<Comparison>(experimentSource).experiment,
  );
}
