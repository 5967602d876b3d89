/** A time that no client lived to see. */
import type { Evidence } from "../model/evidence";
import type { TimedEvent } from "../model/gate-result";
import type { Gate } from "../model/gates";
import type { Measured } from "../model/measure-row";
import { unmeasured } from "./assessment";
import { clientsOf, finished } from "./observed-phases";

/** A time that nobody lived to see is not a good one; clients that got in without it (`connect` has no first byte) do not need it. */
export function nobodyTimed(evidence: Evidence, gate: Gate, what: TimedEvent): Measured {
  const record = clientsOf(evidence, gate.phase);
  const shutOut = record !== undefined && record.attempts > 0 && record.accepted === 0;
  if (shutOut && finished(evidence, gate.phase)) return { kind: "nobody-timed", what };
  return unmeasured({ kind: "nobody-timed", what });
}
