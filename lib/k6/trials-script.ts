/** The exports of scripts/delay-sweep.ts and scripts/minimal-storm.ts for k6. */
import resolveSource from "once:../experiments/resolve-trials";
import experimentSource from "once:../experiments/trials-experiment";
import type { Kind } from "../experiments/trials-types";
import { evaluate } from "./eval-module";
import { experimentScript } from "./experiment-script";
import { outside } from "./settings-input";

type Resolve = typeof import("../experiments/resolve-trials");
type Trials = typeof import("../experiments/trials-experiment");

export function trials(kind: Kind) {
  return experimentScript(
    () => evaluate<Resolve>(resolveSource).resolveTrialsOf(outside(), kind),
    () => evaluate<Trials>(experimentSource).experiment,
  );
}
