/** How many connections the accept queue kept over a phase. */
import type { Evidence } from "../model/evidence";
import type { Gate } from "../model/gates";
import type { Measured, MeasureRow } from "../model/measure-row";
import { unmeasured } from "./assessment";
import { finished } from "./observed-phases";
import { growthOver } from "./queue";

declare module "../model/gate-result" {
  interface Observations {
    "queue-growth": object;
  }
}

export const queueGrowth = {
  seenIn: "queue",
  limit: "at-most",
  unit: "connections",
  means:
    "connections still in the accept queue after the phase. The night has no clients, so it can use only this measure",
  measure,
} as const satisfies MeasureRow;

function measure(evidence: Evidence, gate: Gate): Measured {
  const growth = growthOver(evidence, gate.phase);
  if (growth.kind === "unmeasured") return growth;
  if (!finished(evidence, gate.phase)) return unmeasured({ kind: "cut-short" });
  return { kind: "measured", observed: growth.kept, seen: { kind: "queue-growth" } };
}
