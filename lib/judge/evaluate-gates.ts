/** Each gate against what was recorded: the same numbers that k6's own thresholds see. */
import { measureRow } from "../measures";
import { unmeasured } from "../measures/assessment";
import { gatesOf } from "../measures/gates-of";
import { span } from "../measures/observed-phases";
import { afterwards } from "../measures/slowdown";
import type { Evidence } from "../model/evidence";
import type { GateResult } from "../model/gate-result";
import type { Gate } from "../model/gates";

export function evaluateGates(evidence: Evidence): GateResult[] {
  return gatesOf(evidence).map((gate) => evaluateGate(gate, evidence));
}

function evaluateGate(gate: Gate, evidence: Evidence): GateResult {
  const phase = span(evidence.plan, gate.phase);
  const measured = phase ? measureRow(gate.measure).measure(evidence, gate, phase) : unmeasured({ kind: "no-phase" });
  switch (measured.kind) {
    case "unmeasured":
      return { gate, ok: true, observed: null, seen: { kind: "not-measured", why: measured.why } };
    case "nobody-timed":
      return { gate, ok: false, observed: null, seen: { kind: "nobody-timed", what: measured.what } };
    case "measured": {
      const { observed, seen, ok = within(gate, observed) } = measured;
      const later = ok ? null : afterwards(evidence, gate);
      return { gate, ok, observed, seen, ...(later && { afterwards: later }) };
    }
  }
}

function within({ atLeast = -Infinity, atMost = Infinity }: Gate, observed: number): boolean {
  return observed >= atLeast && observed <= atMost;
}
