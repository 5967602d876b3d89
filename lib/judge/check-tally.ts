/** Adds up the checks of a series as they are made: how many passed, how long they took to connect, and what they come to. */
import type { CheckResult, CheckSummary } from "../model/check-event";

export interface CheckTally {
  made: number;
  passed: number;
  /** In ascending order, ms. */
  readonly connectMs: number[];
  up: boolean | null;
  /** Checks that failed by this machine's own fault: no port or descriptor was free, or the kernel refused the call. */
  ownFailures: number;
}

export function beginTally(): CheckTally {
  return { made: 0, passed: 0, connectMs: [], up: null, ownFailures: 0 };
}

/**
 * Takes in one check.
 *
 * @param connectMs null: it was not connected
 * @param belief the last outcome stands for it as long as no result has decided
 */
export function addCheck(
  tally: CheckTally,
  { passed, connectMs, failure }: Pick<CheckResult, "passed" | "connectMs" | "failure">,
  { up, decided }: { up: boolean; decided: boolean },
): void {
  tally.made += 1;
  tally.passed += Number(passed);
  tally.ownFailures += Number(failure?.cause === "harness");
  tally.up = decided ? up : passed;
  if (connectMs !== null) tally.connectMs.splice(placeOf(connectMs, tally.connectMs), 0, connectMs);
}

function placeOf(value: number, sorted: readonly number[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the service is DOWN. A check that this machine could not make proves nothing of the service. */
export function isDown({ up, ownFailures }: CheckTally): boolean {
  return up === false && ownFailures === 0;
}

/** Why no exit code can tell whether the service is UP; null: one can. */
export function whyInconclusive({ made, up, ownFailures }: CheckTally): string | null {
  if (made === 0) return "no check was made";
  return up === false && ownFailures > 0 ? `this machine could not make ${ownFailures} of ${made} checks` : null;
}

type Figures = Pick<CheckSummary, "made" | "passed" | "failed" | "connectMs" | "up">;

export function figuresOf({ made, passed, connectMs, up }: CheckTally): Figures {
  return { made, passed, failed: made - passed, connectMs: spreadOf(connectMs), up };
}

function spreadOf(sorted: readonly number[]): Figures["connectMs"] {
  const half = sorted.length / 2;
  const [min, max] = [sorted[0], sorted[sorted.length - 1]];
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  if (min === undefined || max === undefined || low === undefined || high === undefined) return null;
  return { min, median: (low + high) / 2, max };
}
