/** How many times as long as in the baseline an answer takes; of `connect` clients, their connect time. */
import type { Evidence } from "../model/evidence";
import type { Gate, Stat } from "../model/gates";
import type { Measured, MeasureRow } from "../model/measure-row";
import { unmeasured } from "./assessment";
import { nobodyTimed } from "./nobody-timed";
import { clientsOf, finished } from "./observed-phases";
import { noise, noiseOf, sharedSlowdown, slowdownOf, timesOf } from "./slowdown";

/** How long it took: in the gate's phase, by its statistic. */
interface Took {
  what: "answer" | "connect";
  stat: Stat;
  ms: number;
}

declare module "../model/gate-result" {
  interface Observations {
    slowdown: Took & { baselineMs: number };
    "slowdown-of-noise": Took & { noise: BaselineNoise; limitMs: number };
  }
}

export const slowdown = {
  seenIn: "clients",
  limit: "at-most",
  unit: "times",
  stat: true,
  ignoreBelow: true,
  means:
    "how many times as long as in the baseline an answer takes; `ignore-below`: a slowdown by less than this time does not count",
  measure,
} as const satisfies MeasureRow;

function measure(evidence: Evidence, gate: Gate): Measured {
  const baseline = clientsOf(evidence, "baseline");
  const record = clientsOf(evidence, gate.phase);
  if (!baseline || !record) return unmeasured({ kind: "no-clients" });
  const what = baseline.answerMs.count > 0 ? "answer" : "connect";
  const was = timesOf(baseline, what);
  if (was.count === 0 || was[gate.stat ?? "p95"] <= 0) return unmeasured({ kind: "baseline-without-times" });
  const found = slowdownOf(evidence, gate);
  if (!found) return nobodyTimed(evidence, gate, what);
  if (!finished(evidence, gate.phase)) return unmeasured({ kind: "cut-short" });
  if (found.shared) return unmeasured({ kind: "shared-slowdown", slowdown: sharedSlowdown(found, gate) });
  const { stat, is, limitMs, noisy, ok } = found;
  const observed = is[stat] / was[stat];
  const took = { what, stat, ms: is[stat] } as const;
  if (!noisy) return { kind: "measured", observed, ok, seen: { kind: "slowdown", ...took, baselineMs: was[stat] } };
  const baselineNoise = noiseOf(found);
  if (noise(gate, was) > evidence.plan.config.gates.floors.lagMs) {
    return unmeasured({ kind: "noisy-baseline", noise: baselineNoise });
  }
  return {
    kind: "measured",
    observed,
    ok,
    seen: { kind: "slowdown-of-noise", ...took, noise: baselineNoise, limitMs },
  };
}
