/** The longest time in which no client got in. */
import type { Evidence } from "../model/evidence";
import type { Gate } from "../model/gates";
import type { Measured, MeasureRow } from "../model/measure-row";
import type { PhaseSpan } from "../model/plan";
import { unmeasured } from "./assessment";
import { clientsOf } from "./observed-phases";

declare module "../model/gate-result" {
  interface Observations {
    /** The phase's length where the outage is longer than that; else null. */
    outage: { phaseMs: number | null };
  }
}

export const outage = {
  seenIn: "clients",
  limit: "at-most",
  unit: "ms",
  means: "the longest time without a client that got in",
  k6: { metric: "hc_client_outage", statistic: "max" },
  measure,
} as const satisfies MeasureRow;

function measure(evidence: Evidence, gate: Gate, phase: PhaseSpan): Measured {
  const record = clientsOf(evidence, gate.phase);
  if (!record || record.attempts === 0) return unmeasured({ kind: "no-clients" });
  const observed = record.longestOutageMs;
  const phaseMs = phase.endMs - phase.startMs;
  // The clients that came last have their whole patience left when the phase is over.
  return { kind: "measured", observed, seen: { kind: "outage", phaseMs: observed > phaseMs ? phaseMs : null } };
}
