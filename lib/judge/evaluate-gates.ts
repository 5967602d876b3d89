/** Each gate against what was recorded: the same numbers that k6's own thresholds see. */
import type { Stats } from "../model/extension";
import { isFinding, type Gate } from "../model/gates";
import { amount, digits, duration, grouped, percent } from "../text/format";
import type { Evidence } from "../model/evidence";
import { assess } from "./findings";
import { gatesOf } from "./gates-of";
import type { GateResult } from "../model/gate-result";
import { clientsOf, failedClients, finished, plannedClients, span } from "./phases";
import { growthOver } from "./queue";
import { afterwards, noise, noiseText, sharedText, slowdownOf, timesOf as timesFor } from "./slowdown";

export function evaluateGates(evidence: Evidence): GateResult[] {
  return gatesOf(evidence).map((gate) => evaluateGate(gate, evidence));
}

/** `limit`: what is allowed, where the gate's own words do not tell. */
type Measured =
  { observed: number; text: string; ok?: boolean; limit?: string } | { missing: string } | { lost: string };

function evaluateGate(gate: Gate, evidence: Evidence): GateResult {
  const measured = span(evidence.plan, gate.phase)
    ? measure(gate, evidence)
    : { missing: `the run has no ${gate.phase}` };
  if ("missing" in measured) return { gate, ok: true, observed: null, text: `not measured: ${measured.missing}` };
  if ("lost" in measured) return { gate, ok: false, observed: null, text: measured.lost };
  const { observed, text, limit = wanted(gate) } = measured;
  const within =
    (gate.atLeast === undefined || observed >= gate.atLeast) && (gate.atMost === undefined || observed <= gate.atMost);
  const ok = measured.ok ?? within;
  const later = ok ? null : afterwards(evidence, gate);
  return { gate, ok, observed, text: `${text}, ${limit}`, ...(later && { afterwards: later }) };
}

function measure(gate: Gate, evidence: Evidence): Measured {
  const { measure: what } = gate;
  if (isFinding(what)) return assess(what, evidence);
  switch (what) {
    case "accepted":
      return accepted(gate, evidence);
    case "outage":
      return outage(gate, evidence);
    case "connect":
    case "first-byte":
    case "answer":
      return clientTime(gate, evidence);
    case "slowdown":
      return slowdown(gate, evidence);
    case "queue-growth":
      return queueGrowth(gate, evidence);
  }
}

/** In a phase that was cut short, the clients that did not come count as accepted: lost means lost for sure. */
function accepted(gate: Gate, evidence: Evidence): Measured {
  const record = clientsOf(evidence, gate.phase);
  if (!record || record.attempts === 0) return noClients(gate);
  if (finished(evidence, gate.phase)) {
    const share = record.accepted / record.attempts;
    return { observed: share, text: `${percent(share)} of the ${gate.phase}'s clients accepted` };
  }
  const planned = Math.max(record.attempts, plannedClients(evidence.plan, gate.phase));
  const atBest = (planned - failedClients(record)) / planned;
  return {
    observed: atBest,
    text: `at best ${percent(atBest)} of the ${gate.phase}'s clients accepted, had it gone on`,
  };
}

function outage(gate: Gate, evidence: Evidence): Measured {
  const record = clientsOf(evidence, gate.phase);
  if (!record || record.attempts === 0) return noClients(gate);
  const observed = record.longestOutageMs;
  const { startMs, endMs } = span(evidence.plan, gate.phase)!;
  // The clients that came last have their whole patience left when the phase is over.
  const where =
    observed > endMs - startMs
      ? `the ${gate.phase} of ${duration(endMs - startMs)} and the time that its last clients waited`
      : `the ${gate.phase}`;
  return { observed, text: `no client accepted for ${duration(observed)} in ${where}` };
}

function clientTime(gate: Gate, evidence: Evidence): Measured {
  const stat = gate.stat ?? "p95";
  const stats = timesOf(gate, evidence);
  const what = gate.measure === "first-byte" ? "first byte" : (gate.measure as "connect" | "answer");
  if (!stats || stats.count === 0) return nobody(gate, what, evidence);
  if (stat !== "max" && !finished(evidence, gate.phase)) return unfinished(gate);
  return { observed: stats[stat], text: `${what} ${stat} ${duration(stats[stat])} in the ${gate.phase}` };
}

function timesOf(gate: Gate, evidence: Evidence): Stats | undefined {
  const record = clientsOf(evidence, gate.phase);
  if (gate.measure === "first-byte") return record?.firstByteMs;
  return gate.measure === "connect" ? record?.connectMs : record?.answerMs;
}

function slowdown(gate: Gate, evidence: Evidence): Measured {
  const baseline = clientsOf(evidence, "baseline");
  const record = clientsOf(evidence, gate.phase);
  if (!baseline || !record) return noClients(gate);
  const what = baseline.answerMs.count > 0 ? "answer" : "connect";
  const was = timesFor(baseline, what);
  if (was.count === 0 || was[gate.stat ?? "p95"] <= 0) return { missing: "the baseline has no times to compare with" };
  const found = slowdownOf(evidence, gate);
  if (!found) return nobody(gate, what, evidence);
  if (!finished(evidence, gate.phase)) return unfinished(gate);
  if (found.shared) return { missing: sharedText(found, gate) };
  const { stat, is, limitMs, noisy, ok } = found;
  const observed = is[stat] / was[stat];
  const took = `${what} ${stat} ${duration(is[stat])} in the ${gate.phase}`;
  if (!noisy) {
    return { observed, ok, text: `${took}, ${digits(observed)} times the baseline's ${duration(was[stat])}` };
  }
  const why = noiseText(found);
  if (noise(gate, was) > evidence.plan.config.gates.floors.lagMs) return { missing: why };
  return { observed, ok, text: `${took} (${why})`, limit: `at most ${duration(limitMs)} allowed` };
}

function queueGrowth(gate: Gate, evidence: Evidence): Measured {
  const growth = growthOver(evidence, gate.phase);
  if ("missing" in growth) return growth;
  if (!finished(evidence, gate.phase)) return unfinished(gate);
  const { kept } = growth;
  return { observed: kept, text: `the accept queue kept ${grouped(kept)} more connections over the ${gate.phase}` };
}

function noClients(gate: Gate): Measured {
  return { missing: `no client came in the ${gate.phase}` };
}

/** A time that nobody lived to see is not a good one; clients that got in without it (`connect` has no first byte) do not need it. */
function nobody(gate: Gate, what: string, evidence: Evidence): Measured {
  const text = `no client of the ${gate.phase} got ${what === "connect" ? "a connection" : "an answer"}, so there is nothing to time`;
  const record = clientsOf(evidence, gate.phase);
  const shutOut = record !== undefined && record.attempts > 0 && record.accepted === 0;
  return shutOut && finished(evidence, gate.phase) ? { lost: text } : { missing: text };
}

function unfinished(gate: Gate): Measured {
  return { missing: `the ${gate.phase} was cut short` };
}

function wanted(gate: Gate): string {
  const limits = [];
  if (gate.atLeast !== undefined) limits.push(`at least ${inUnit(gate, gate.atLeast)} wanted`);
  if (gate.atMost !== undefined) {
    const ignored = gate.ignoreBelowMs ? `, or less than ${duration(gate.ignoreBelowMs)} more` : "";
    limits.push(`at most ${inUnit(gate, gate.atMost)} allowed${ignored}`);
  }
  return limits.join(", ");
}

function inUnit({ measure }: Gate, value: number): string {
  switch (measure) {
    case "accepted":
      return percent(value);
    case "slowdown":
      return `${digits(value)} times`;
    case "queue-growth":
      return grouped(value);
    case "growth":
      return `${digits(value)} per check`;
    case "threads-ended":
      return percent(value);
    case "memory-jump":
      return `${digits(value)} times`;
    case "busy-after":
      return `${percent(value)} of a core more`;
    case "log-noise":
      return `${amount(value)} a day`;
    case "restarts":
      return value === 0 ? "none" : digits(value);
    default:
      return duration(value);
  }
}
