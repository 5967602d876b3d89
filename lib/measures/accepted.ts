/** Which share of the phase's clients got in. */
import type { Evidence } from "../model/evidence";
import type { Gate } from "../model/gates";
import type { Measured, MeasureRow } from "../model/measure-row";
import { unmeasured } from "./assessment";
import { clientsOf, failedClients, finished, plannedClients } from "./observed-phases";

declare module "../model/gate-result" {
  interface Observations {
    accepted: object;
    /** The phase was cut short, and the clients that did not come count as accepted. */
    "accepted-at-best": object;
  }
}

export const accepted = {
  seenIn: "clients",
  limit: "at-least",
  unit: "share",
  means: "the share of the phase's clients",
  k6: { metric: "hc_client_accepted", statistic: "rate" },
  measure,
} as const satisfies MeasureRow;

/** In a phase that was cut short, the clients that did not come count as accepted: lost means lost for sure. */
function measure(evidence: Evidence, gate: Gate): Measured {
  const record = clientsOf(evidence, gate.phase);
  if (!record || record.attempts === 0) return unmeasured({ kind: "no-clients" });
  if (finished(evidence, gate.phase)) {
    return { kind: "measured", observed: record.accepted / record.attempts, seen: { kind: "accepted" } };
  }
  const planned = Math.max(record.attempts, plannedClients(evidence.plan, gate.phase));
  return {
    kind: "measured",
    observed: (planned - failedClients(record)) / planned,
    seen: { kind: "accepted-at-best" },
  };
}
