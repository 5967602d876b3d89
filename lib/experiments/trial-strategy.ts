/**
 * Which trial comes next. The driver and the end of a run share nothing but the list of trials so far, from which the strategy's state is
 * found again.
 */
import type { StormConfig } from "../model/config";
import type { PlannedChecker } from "../model/plan";
import type { Storm, Trial } from "../model/trial";
import type { Point, Shrunk } from "../model/trials-journal";
import { FEWEST } from "../plan/enough-checks";
import { planChecker } from "../plan/plan-checker";
import { periodMs } from "../plan/speedup";
import type { TrialsConfig } from "../settings/resolve-config";
import { holdOf } from "./hold-of";
import { resetsAtOnce, stormAt } from "./plan-trial";
import { shrink } from "./shrink";
import { sweep } from "./sweep-delays";
import type { Strategy } from "./repeat-trial";
import type { Kind, PlannedTrials } from "./trials-types";

export function largestStorm({ rates, delays, config }: TrialsConfig, kind: Kind): Storm {
  if (kind === "delay-sweep") return stormAt(Math.max(...rates), delays.toMs, config.checks);
  return firstStorm(config);
}

/** What minimal-storm begins with: the plan of a single run with these settings. */
function firstStorm(config: StormConfig): Storm & { checks: number } {
  const [checker] = config.checkers;
  // What is held to the next check is held as long as the product does: at its own pace and no other.
  const ownPace = checker.holdsUntil === "next-check";
  const planned = planChecker(checker, ownPace ? { ...config, speedup: 1 } : config);
  const checks = config.checks ?? checksAtFirst(planned);
  return {
    delayMs: null,
    holdMs: null,
    nodes: Math.min(planned.nodes, checks),
    intervalMs: paceOf(planned),
    checks,
  };
}

function checksAtFirst({ nodes, holdsUntil, plannedChecks }: PlannedChecker): number {
  // Each node opens one connection, and that is all.
  if (holdsUntil === "phase-end") return nodes;
  // The storm of a trial may be shorter than one such hold; it is made as long as these checks take.
  if (holdsUntil === "next-check") return Math.max(nodes, FEWEST, plannedChecks.storm);
  return Math.max(1, plannedChecks.storm);
}

/** From one check of a node to the next, ms. */
function paceOf(planned: PlannedChecker): number {
  return planned.holdsUntil === "phase-end" ? planned.plannedIntervalMs : periodMs(planned, planned.plannedIntervalMs);
}

/** @param note is told of what minimal-storm has found so far */
function strategy(planned: PlannedTrials, note: (soFar: Shrunk) => void): Strategy<Point[][] | Shrunk> {
  const { kind, config, runs } = planned;
  if (kind === "delay-sweep") return sweepRates(planned);
  const [checker] = config.checkers;
  const storm = firstStorm(config);
  const hold = holdOf(checker);
  return shrink({
    storm,
    runs,
    resetsAtOnce: resetsAtOnce(checker),
    heldMs: hold === null || hold.by === null ? null : (hold.ms ?? config.phases.stormMs),
    checkPerNode: checker.holdsUntil === "phase-end",
    // While a connection is held, its node makes no other check: fewer nodes, or another pace, would be another hold.
    asksPace: hold === null,
    note,
  });
}

function* sweepRates({ delays, precisionMs, runs, rates, config }: PlannedTrials): Strategy<Point[][]> {
  const all: Point[][] = [];
  for (const rate of rates) {
    all.push(yield* sweep({ delays, precisionMs, runs, storm: (delayMs) => stormAt(rate, delayMs, config.checks) }));
  }
  return all;
}

/** The strategy, told of the trials so far. */
export function replay(planned: PlannedTrials, trials: readonly Trial[]) {
  let soFar: Shrunk | null = null;
  const running = strategy(planned, (found) => (soFar = found));
  let step = running.next();
  for (const { result } of trials) {
    if (step.done) break;
    step = running.next(result);
  }
  return { running, step, soFar };
}

/** null when the strategy knows enough. */
export function nextStorm(planned: PlannedTrials, trials: readonly Trial[]): Storm | null {
  const { step } = replay(planned, trials);
  return step.done ? null : step.value;
}
