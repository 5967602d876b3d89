/** What scripts/delay-sweep.ts and scripts/minimal-storm.ts export for k6. */
import experimentSource from "once:../experiments/trials-experiment";
import type { Kind } from "../experiments/trials-types";
import { evaluate } from "./eval-module";
import { experimentScript } from "./experiment-script";

type Module = typeof import("../experiments/trials-experiment");

export function trials(kind: Kind) {
  return experimentScript(() => evaluate<Module>(experimentSource).experimentOf(kind));
}
