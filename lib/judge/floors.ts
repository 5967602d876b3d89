/** Evaluates the floors: a verdict needs enough clients and checks, and a generator that kept up. */
import type { Stats } from "../model/extension";
import { checkFloor } from "../plan/planned-floors";
import { checksOf } from "../measures/checks";
import type { Evidence } from "../model/evidence";
import type { FloorResult } from "../model/floor-result";
import { clientsOf, plannedClients } from "../measures/observed-phases";
import { noise, timesOf } from "../measures/slowdown";

export function evaluateFloors(evidence: Evidence): FloorResult[] {
  return [
    harnessErrors(evidence),
    lag(evidence),
    standstill(evidence),
    ...machine(evidence),
    droppedIterations(evidence),
    ...enoughClients(evidence),
    ...baselineAccepted(evidence),
    ...baselineNoise(evidence),
    ...enoughChecks(evidence),
    ...fidelity(evidence),
  ];
}

function harnessErrors({ recording }: Evidence): FloorResult {
  const { errors, reasons } = recording.harness;
  const mostFrequent = Object.entries(reasons)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 2)
    .map(([reason, count]) => ({ reason, count }));
  return {
    name: "harness-errors",
    scope: "harness",
    ok: errors === 0,
    observed: errors,
    kind: "harness-errors",
    reasons: mostFrequent,
  };
}

/** p99 of the worst phase: an exchange that starts late is not the load that was asked for. */
function lag(evidence: Evidence): FloorResult {
  const worst = Math.max(0, ...lags(evidence).map(({ p99 }) => p99));
  return atMost("lag", worst, evidence.plan.config.gates.floors.lagMs);
}

/**
 * A single halt of the generator hides in the p99 of a long run, and yet whoever was under way waited as long: that must not look like
 * an outage or a timeout of the target. Half of either, because the wait adds to the service's own time.
 */
function standstill(evidence: Evidence): FloorResult {
  const { gates, client } = evidence.plan.config;
  const outages = gates.gates.filter(({ measure }) => measure === "outage").map((gate) => gate.atMost ?? Infinity);
  const allowedMs = Math.max(gates.floors.lagMs, Math.min(client.timeoutMs, ...outages) / 2);
  const longest = Math.max(0, ...lags(evidence).map(({ max }) => max));
  return atMost("standstill", longest, allowedMs);
}

/** p95 of the worst phase: where an exchange with ourselves takes so long, what one with the target takes says nothing. */
function machine({ recording, plan }: Evidence): FloorResult[] {
  const phases = Object.values(recording.reference).filter(({ count }) => count > 0);
  if (phases.length === 0) return [];
  const slowest = Math.max(...phases.map(({ p95 }) => p95));
  return [atMost("machine", slowest, plan.config.gates.floors.lagMs)];
}

function atMost(kind: "lag" | "standstill" | "machine", observed: number, atMostMs: number): FloorResult {
  return { name: kind, scope: "harness", ok: observed <= atMostMs, observed, kind, atMostMs };
}

function lags({ recording }: Evidence): Stats[] {
  return [...Object.values(recording.clients), ...Object.values(recording.checks).flatMap(Object.values)]
    .map(({ lagMs }) => lagMs)
    .filter(({ count }) => count > 0);
}

/**
 * What the plan made and nobody began, with one attempt per phase to spare for the edge between two. k6's own count is known only
 * after the exit code is decided, and one rule for both keeps verdict and exit code together.
 */
function droppedIterations(evidence: Evidence): FloorResult {
  const dropped = missingClients(evidence);
  return {
    name: "dropped-iterations",
    scope: "harness",
    ok: dropped === 0,
    observed: dropped,
    kind: "dropped-clients",
  };
}

function missingClients(evidence: Evidence): number {
  if (evidence.end !== "complete") return 0;
  const phases = evidence.plan.phases.filter(({ name }) => name !== "night");
  const planned = phases.reduce((sum, { name }) => sum + plannedClients(evidence.plan, name), 0);
  const begun = phases.reduce((sum, { name }) => {
    const record = clientsOf(evidence, name);
    return sum + (record ? record.attempts + record.cancelled : 0);
  }, 0);
  const missing = planned - begun;
  return missing > phases.length ? missing : 0;
}

function enoughClients(evidence: Evidence): FloorResult[] {
  const atLeast = evidence.plan.config.gates.floors.clientAttempts;
  return evidence.plan.phases
    .filter(({ name }) => name !== "night")
    .map(({ name }) => {
      const attempts = clientsOf(evidence, name)?.attempts ?? 0;
      return {
        name: `${name}-clients`,
        scope: "sample",
        ok: attempts >= atLeast,
        observed: attempts,
        kind: "clients",
        phase: name,
        atLeast,
      };
    });
}

function baselineAccepted(evidence: Evidence): FloorResult[] {
  const record = clientsOf(evidence, "baseline");
  if (!record || record.attempts === 0) return [];
  const share = record.accepted / record.attempts;
  const atLeast = evidence.plan.config.gates.floors.baselineAccepted;
  return [
    {
      name: "baseline-accepted",
      scope: "sample",
      ok: share >= atLeast,
      observed: share,
      kind: "baseline-accepted",
      atLeast,
    },
  ];
}

/** Late answers of the baseline that have nothing to do with its median: no slowdown can be told from such noise. */
function baselineNoise(evidence: Evidence): FloorResult[] {
  const { gates, floors } = evidence.plan.config.gates;
  const record = clientsOf(evidence, "baseline");
  const slowdowns = gates.filter(({ measure }) => measure === "slowdown");
  if (!record || slowdowns.length === 0) return [];
  const was = timesOf(record, record.answerMs.count > 0 ? "answer" : "connect");
  const loudest = Math.max(0, ...slowdowns.map((gate) => noise(gate, was)));
  return [
    {
      name: "baseline-noise",
      scope: "sample",
      ok: loudest <= floors.lagMs,
      observed: loudest,
      kind: "baseline-noise",
      medianMs: was.p50,
      atMostMs: floors.lagMs,
    },
  ];
}

function enoughChecks({ plan, recording, rateAlone }: Evidence): FloorResult[] {
  const { phases, gates } = plan.config;
  return plan.checkers.map((checker) => {
    const { verified, completed } = checksOf(recording, checker.name);
    const made = rateAlone ? completed : verified;
    const atLeast = checkFloor(checker, phases, gates.floors);
    return {
      name: `${checker.name}-checks`,
      scope: "sample",
      ok: made >= atLeast,
      observed: made,
      kind: "checks",
      checker: checker.name,
      verified: !rateAlone,
      atLeast,
    };
  });
}

function fidelity({ plan, recording, rateAlone }: Evidence): FloorResult[] {
  if (rateAlone) return [];
  const atLeast = plan.config.gates.floors.verifiedShare;
  return plan.checkers.flatMap(({ name, style }): FloorResult[] => {
    const { completed, verified, unproven } = checksOf(recording, name);
    if (completed === 0) return [];
    const share = verified / completed;
    const ok = share >= atLeast;
    const [mostFrequent] = Object.entries(unproven).sort(([, a], [, b]) => b - a);
    return [
      {
        name: `${name}-fidelity`,
        scope: "sample",
        ok,
        observed: share,
        kind: "fidelity",
        checker: name,
        style,
        atLeast,
        unproven: ok || mostFrequent === undefined ? null : mostFrequent[0],
      },
    ];
  });
}
