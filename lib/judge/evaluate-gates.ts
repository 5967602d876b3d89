/** Each gate against what was recorded: the same numbers that k6's own thresholds see. */
import type { ClientRecord, Stats } from "../model/extension";
import type { Gate } from "../model/gates";
import { isFinding } from "../model/measures";
import type { PhaseSpan } from "../model/plan";
import type { Evidence } from "../model/evidence";
import { unmeasured, type NotMeasured } from "../measures/assessment";
import { assess } from "./findings";
import { gatesOf } from "../measures/gates-of";
import type { GateResult, Observation, TimedEvent } from "../model/gate-result";
import { clientsOf, failedClients, finished, plannedClients, span } from "../measures/observed-phases";
import { growthOver } from "../measures/queue";
import { afterwards, noise, noiseOf, sharedSlowdown, slowdownOf, timesOf } from "../measures/slowdown";

export function evaluateGates(evidence: Evidence): GateResult[] {
  return gatesOf(evidence).map((gate) => evaluateGate(gate, evidence));
}

type Measured =
  | { kind: "measured"; observed: number; seen: Observation; ok?: boolean }
  | NotMeasured
  | { kind: "nobody-timed"; what: TimedEvent };

function evaluateGate(gate: Gate, evidence: Evidence): GateResult {
  const phase = span(evidence.plan, gate.phase);
  const measured = phase ? measure(gate, phase, evidence) : unmeasured({ kind: "no-phase" });
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

function measure(gate: Gate, phase: PhaseSpan, evidence: Evidence): Measured {
  const { measure: what } = gate;
  if (isFinding(what)) return assess(what, evidence);
  switch (what) {
    case "accepted":
      return accepted(gate, evidence);
    case "outage":
      return outage(gate, phase, evidence);
    case "connect":
    case "first-byte":
    case "answer":
      return clientTime(gate, what, evidence);
    case "slowdown":
      return slowdown(gate, evidence);
    case "queue-growth":
      return queueGrowth(gate, evidence);
  }
}

/** In a phase that was cut short, the clients that did not come count as accepted: lost means lost for sure. */
function accepted(gate: Gate, evidence: Evidence): Measured {
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

function outage(gate: Gate, phase: PhaseSpan, evidence: Evidence): Measured {
  const record = clientsOf(evidence, gate.phase);
  if (!record || record.attempts === 0) return unmeasured({ kind: "no-clients" });
  const observed = record.longestOutageMs;
  const phaseMs = phase.endMs - phase.startMs;
  // The clients that came last have their whole patience left when the phase is over.
  return { kind: "measured", observed, seen: { kind: "outage", phaseMs: observed > phaseMs ? phaseMs : null } };
}

function clientTime(gate: Gate, what: TimedEvent, evidence: Evidence): Measured {
  const stat = gate.stat ?? "p95";
  const stats = statsOf(what, clientsOf(evidence, gate.phase));
  if (!stats || stats.count === 0) return nobody(gate, what, evidence);
  if (stat !== "max" && !finished(evidence, gate.phase)) return unmeasured({ kind: "cut-short" });
  return { kind: "measured", observed: stats[stat], seen: { kind: "client-time" } };
}

function statsOf(what: TimedEvent, record: ClientRecord | undefined): Stats | undefined {
  if (what === "first-byte") return record?.firstByteMs;
  return record && timesOf(record, what);
}

function slowdown(gate: Gate, evidence: Evidence): Measured {
  const baseline = clientsOf(evidence, "baseline");
  const record = clientsOf(evidence, gate.phase);
  if (!baseline || !record) return unmeasured({ kind: "no-clients" });
  const what = baseline.answerMs.count > 0 ? "answer" : "connect";
  const was = timesOf(baseline, what);
  if (was.count === 0 || was[gate.stat ?? "p95"] <= 0) return unmeasured({ kind: "baseline-without-times" });
  const found = slowdownOf(evidence, gate);
  if (!found) return nobody(gate, what, evidence);
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

function queueGrowth(gate: Gate, evidence: Evidence): Measured {
  const growth = growthOver(evidence, gate.phase);
  if (growth.kind === "unmeasured") return growth;
  if (!finished(evidence, gate.phase)) return unmeasured({ kind: "cut-short" });
  return { kind: "measured", observed: growth.kept, seen: { kind: "queue-growth" } };
}

/** A time that nobody lived to see is not a good one; clients that got in without it (`connect` has no first byte) do not need it. */
function nobody(gate: Gate, what: TimedEvent, evidence: Evidence): Measured {
  const record = clientsOf(evidence, gate.phase);
  const shutOut = record !== undefined && record.attempts > 0 && record.accepted === 0;
  if (shutOut && finished(evidence, gate.phase)) return { kind: "nobody-timed", what };
  return unmeasured({ kind: "nobody-timed", what });
}
