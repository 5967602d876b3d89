/**
 * The second storm: after harm at a raised rate it asks whether the balancer's own rate does the same.
 *
 * A storm checks more often than the balancer, so that a minute finds what takes the balancer an hour. That is right for whatever only
 * counts checks, and wrong for what forgets them: a limit of connections in half a minute is met at 25 times the rate and never at the own
 * one. So where the service has come back by itself, a second storm at the own rate decides. It lasts at least as long as the service took
 * to forget, or checks of the own rate could not add up as they do in production. Where the setting allows, it makes as many checks as the
 * first storm made before the harm: what came back may have been started again by somebody, and forgets nothing.
 */
import type { StormConfig } from "../model/config";
import type { PhaseName } from "../model/phases";
import { clientSlots } from "./client-slots";
import { FEWEST } from "./enough-checks";
import { wholeSeconds } from "./fit-phases";
import { CERTAIN, stormMsFor } from "./planned-floors";
import { planChecker } from "./plan-checker";
import type { PhaseSpan, Plan, PlannedChecker, SecondPool, SecondStorm } from "../model/plan";
import { ownRatePerSecond } from "../measures/checks";
import { periodMs } from "./speedup";
import { mapAll, nonEmpty, type NonEmpty } from "../model/non-empty";

export interface Dose {
  /** Checks before the first harm. */
  checks: number;
  /** From the last check until clients get in again, ms. */
  forgetsAfterMs: number;
  /** The night alone did it. */
  atNight: boolean;
}

/** A phase lasts so much longer than the service takes to forget. */
const MARGIN = 1.2;

/** A balancer's own cadence, raised. */
export function isRaised({ bare, factor }: Pick<PlannedChecker, "bare" | "factor">): boolean {
  return !bare && factor > 1;
}

/** The factor by which the run's checks come more often than the balancer's; the largest of all its checkers. */
export function raisedFactor(checkers: readonly PlannedChecker[]): number {
  return Math.max(1, ...checkers.filter(isRaised).map(({ factor }) => factor));
}

/** The VUs that wait for a second storm; null where none can be needed, or the settings rule it out. */
export function secondPool(
  { ownRate, client, failFast }: Pick<StormConfig, "ownRate" | "client" | "failFast">,
  checkers: readonly PlannedChecker[],
): SecondPool | null {
  if (failFast || ownRate.stormMs === 0 || !checkers.some(isRaised)) return null;
  return { clients: clientSlots(client), nodes: checkers.reduce((sum, { nodes }) => sum + nodes, 0) };
}

/** The longest that watch and second storm may take, ms. */
export function longestSequelMs({ ownRate, phases, client }: StormConfig): number {
  const storms = (phases.nightMs > 0 ? 2 : 1) * ownRate.stormMs;
  const forgotten = MARGIN * (phases.stormMs + phases.nightMs + phases.recoveryMs + ownRate.watchMs);
  const recovery = phases.recoveryMs + MARGIN * (phases.recoveryMs + ownRate.watchMs);
  return ownRate.watchMs + forgotten + storms + recovery + 2 * client.timeoutMs + 30_000;
}

/**
 * @param atMs when it begins, since the end of `setup`
 * @returns null where the longest one that is allowed is shorter than the service takes to forget, or has no rate below the dose
 */
export function planSecondStorm({ config, checkers, phases }: Plan, dose: Dose, atMs: number): SecondStorm | null {
  const lengthMs = lengthOf({ config, checkers }, dose);
  if (lengthMs < dose.forgetsAfterMs) return null;
  const factor = factorThatFits(config, lengthMs);
  const own = mapAll(checkers, (checker) => atRate(checker, config, lengthMs, factor));
  const perSecond = own.reduce((sum, checker) => sum + ratePerSecond(checker), 0);
  if (factor > 1 && (perSecond * dose.forgetsAfterMs) / 1_000 >= dose.checks) return null;
  const startMs = Math.max(atMs, forgottenAtMs({ phases, checkers }, dose));
  const lengths: [PhaseName, number][] = [
    ["storm", lengthMs],
    ["night", dose.atNight ? lengthMs : 0],
    // A service that forgets is not to be called wedged before it had the time to.
    ["recovery", Math.max(config.phases.recoveryMs, wholeSeconds(MARGIN * dose.forgetsAfterMs))],
  ];
  return { phases: consecutive(lengths, startMs), checkers: own, factor };
}

function lengthOf({ config, checkers }: Pick<Plan, "config" | "checkers">, dose: Dose): number {
  const longest = config.ownRate.stormMs;
  const least = Math.min(longest, secondStormMs(config, dose));
  const whole = Math.max(least, doseMs(checkers, dose.checks));
  return whole <= longest ? whole : least;
}

/** The time that a number of checks takes at the own rate, with time to spare, ms. */
export function doseMs(checkers: readonly PlannedChecker[], checks: number): number {
  return wholeSeconds((MARGIN * checks * 1_000) / ownRatePerSecond(checkers));
}

function ratePerSecond(checker: PlannedChecker): number {
  return (checker.nodes * 1_000) / periodMs(checker, checker.plannedIntervalMs);
}

/**
 * Clients get in again as soon as one check fewer than the dose is remembered. Those that still are came last, over the time that the first
 * storm took for so many: after as long again nothing is left of it.
 */
function forgottenAtMs({ phases, checkers }: Pick<Plan, "phases" | "checkers">, dose: Dose): number {
  const lastCheckMs = Math.max(0, ...phases.filter(({ name }) => name !== "recovery").map(({ endMs }) => endMs));
  const perMs = checkers.reduce((sum, { nodes, plannedIntervalMs }) => sum + nodes / plannedIntervalMs, 0);
  return lastCheckMs + MARGIN * (dose.forgetsAfterMs + dose.checks / perMs);
}

function consecutive(lengths: readonly [PhaseName, number][], fromMs: number): NonEmpty<PhaseSpan> {
  let startMs = fromMs;
  const phases = lengths.flatMap(([name, ms]) => {
    if (ms <= 0) return [];
    const phase = { name, startMs, endMs: startMs + ms };
    startMs = phase.endMs;
    return [phase];
  });
  return nonEmpty(phases, "the phases of a second storm");
}

/** How long it has to be, ms: long enough for the service to forget, and for the fewest checks that say anything. */
export function secondStormMs(config: StormConfig, { forgetsAfterMs }: Dose): number {
  const enough = config.checkers.map((checker) => fewestMs(checker, config, SPARE));
  const wanted = Math.max(config.phases.stormMs, MARGIN * forgetsAfterMs, ...enough);
  return wholeSeconds(wanted);
}

/** Periods of a node: time for one more check, which nothing counts on. Of so few, one that comes late would leave the storm without a word. */
const SPARE = CERTAIN;

/** The time that a checker takes at its own rate for the fewest checks that prove anything, and a number of periods more, ms. */
function fewestMs(checker: StormConfig["checkers"][number], config: StormConfig, spare = 0): number {
  if (checker.holdsUntil === "phase-end") return 0;
  const planned = planChecker(checker, { ...config, speedup: 1 });
  const fewest = stormMsFor(planned.most ?? FEWEST, planned, { ...config.phases, nightMs: 0 });
  return fewest + spare * periodMs(planned, planned.plannedIntervalMs);
}

/** 1, unless the slowest checker would not make enough checks in that time. */
function factorThatFits(config: StormConfig, lengthMs: number): number {
  const needed = config.checkers.map((checker) => fewestMs(checker, config) / lengthMs);
  return Math.ceil(Math.max(1, ...needed) * 100) / 100;
}

function atRate(checker: PlannedChecker, config: StormConfig, stormMs: number, speedup: number): PlannedChecker {
  // What has no rate of its own keeps the pace of the first storm.
  const as = checker.bare ? checker.speedup : speedup;
  const phases = { ...config.phases, stormMs, nightMs: 0 };
  return planChecker(checker, { ...config, phases, speedup: as });
}
