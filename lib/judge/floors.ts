/** What must be true before anything may be said: enough of everything, and a generator that kept up. */
import { SPELLED_OUT } from "../checkers/spelled-out";
import type { Stats } from "../model/extension";
import { checkFloor } from "../plan/floors";
import { counted, duration, percent } from "../text/format";
import { checksOf } from "./checks";
import type { Evidence } from "../model/evidence";
import type { FloorResult } from "../model/gate-result";
import { clientsOf, plannedClients } from "./phases";
import { noise, timesOf } from "./slowdown";

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
  const most = Object.entries(reasons)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 2)
    .map(([reason, count]) => `${count} × ${reason}`);
  return {
    name: "harness-errors",
    kind: "harness",
    ok: errors === 0,
    observed: errors,
    text: errors === 0 ? "no harness errors" : `${counted(errors, "harness error")}: ${most.join("; ")}`,
  };
}

/** p99 of the worst phase: an exchange that starts late is not the load that was asked for. */
function lag(evidence: Evidence): FloorResult {
  const worst = Math.max(0, ...lags(evidence).map(({ p99 }) => p99));
  const allowed = evidence.plan.config.gates.floors.lagMs;
  return {
    name: "lag",
    kind: "harness",
    ok: worst <= allowed,
    observed: worst,
    text: `exchanges began up to ${duration(worst)} late (p99), at most ${duration(allowed)} allowed`,
  };
}

/**
 * A single halt of the generator hides in the p99 of a long run, and yet whoever was under way waited as long: that must not look like
 * an outage or a timeout of the target. Half of either, because the wait adds to the service's own time.
 */
function standstill(evidence: Evidence): FloorResult {
  const { gates, client } = evidence.plan.config;
  const outages = gates.gates.filter(({ measure }) => measure === "outage").map(({ atMost }) => atMost ?? Infinity);
  const allowed = Math.max(gates.floors.lagMs, Math.min(client.timeoutMs, ...outages) / 2);
  const longest = Math.max(0, ...lags(evidence).map(({ max }) => max));
  return {
    name: "standstill",
    kind: "harness",
    ok: longest <= allowed,
    observed: longest,
    text: `the generator stood still for up to ${duration(longest)}, at most ${duration(allowed)} allowed`,
  };
}

/** p95 of the worst phase: where an exchange with ourselves takes so long, what one with the target takes says nothing. */
function machine({ recording, plan }: Evidence): FloorResult[] {
  const phases = Object.values(recording.reference).filter(({ count }) => count > 0);
  if (phases.length === 0) return [];
  const slowest = Math.max(...phases.map(({ p95 }) => p95));
  const allowed = plan.config.gates.floors.lagMs;
  return [
    {
      name: "machine",
      kind: "harness",
      ok: slowest <= allowed,
      observed: slowest,
      text: `an exchange inside this process took up to ${duration(slowest)} (p95), at most ${duration(allowed)} allowed`,
    },
  ];
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
    kind: "harness",
    ok: dropped === 0,
    observed: dropped,
    text: dropped === 0 ? "no client left out" : `${counted(dropped, "client")} could not be started: no free VU`,
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
  const wanted = evidence.plan.config.gates.floors.clientAttempts;
  return evidence.plan.phases
    .filter(({ name }) => name !== "night")
    .map(({ name }) => {
      const attempts = clientsOf(evidence, name)?.attempts ?? 0;
      return {
        name: `${name}-clients`,
        kind: "sample",
        ok: attempts >= wanted,
        observed: attempts,
        text: `${counted(attempts, "client")} in the ${name}, at least ${wanted} wanted`,
      };
    });
}

function baselineAccepted(evidence: Evidence): FloorResult[] {
  const record = clientsOf(evidence, "baseline");
  if (!record || record.attempts === 0) return [];
  const share = record.accepted / record.attempts;
  const wanted = evidence.plan.config.gates.floors.baselineAccepted;
  return [
    {
      name: "baseline-accepted",
      kind: "sample",
      ok: share >= wanted,
      observed: share,
      text: `${percent(share)} of the baseline's clients accepted, at least ${percent(wanted)} wanted`,
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
      kind: "sample",
      ok: loudest <= floors.lagMs,
      observed: loudest,
      text:
        loudest === 0
          ? `the baseline's clients waited about as long as their median of ${duration(was.p50)}`
          : `some of the baseline's clients waited ${duration(loudest)} longer than the median of ${duration(was.p50)}, at most ${duration(floors.lagMs)} allowed`,
    },
  ];
}

function enoughChecks({ plan, recording, rateAlone }: Evidence): FloorResult[] {
  const { phases, gates } = plan.config;
  return plan.checkers.map((checker) => {
    const { verified, completed } = checksOf(recording, checker.name);
    const made = rateAlone ? completed : verified;
    const wanted = checkFloor(checker, phases, gates.floors);
    return {
      name: `${checker.name}-checks`,
      kind: "sample",
      ok: made >= wanted,
      observed: made,
      text: `${counted(made, rateAlone ? "completed check" : "verified check")} of ${checker.name}, at least ${wanted} wanted`,
    };
  });
}

function fidelity({ plan, recording, rateAlone }: Evidence): FloorResult[] {
  if (rateAlone) return [];
  const wanted = plan.config.gates.floors.verifiedShare;
  return plan.checkers.flatMap(({ name, style }): FloorResult[] => {
    const { completed, verified, unproven } = checksOf(recording, name);
    if (completed === 0) return [];
    const share = verified / completed;
    const most = Object.entries(unproven).sort(([, a], [, b]) => b - a)[0];
    const why = share < wanted && most ? ` (mostly: ${most[0]})` : "";
    return [
      {
        name: `${name}-fidelity`,
        kind: "sample",
        ok: share >= wanted,
        observed: share,
        text: `${percent(share)} of ${name}'s checks were truly ${style === SPELLED_OUT ? "as spelled out" : style}, at least ${percent(wanted)} wanted${why}`,
      },
    ];
  });
}
