/** Safety limits: what a plan would do to the target, refused before it does it. */
import { rounded } from "../text/decimal";
import type { StormConfig } from "../model/config";
import { firstOf } from "../model/non-empty";
import { refusal } from "../text/refusal";
import type { PlannedChecker } from "../model/plan";
import { hurry } from "./speedup";

export function enforceLimits(checkers: readonly PlannedChecker[], { limits }: StormConfig): void {
  const rate = sum(checkers, checksPerSecond);
  if (rate > limits.maxRate) {
    throw refusal(
      "MAX_RATE",
      String(limits.maxRate),
      `fewer NODES, a longer INTERVAL, a lower SPEEDUP or MAX_RATE=${Math.ceil(rate)}`,
      { why: `${busiest(checkers, checksPerSecond)} ${rounded(rate, 2)} checks per second` },
    );
  }
  const held = sum(checkers, heldConnections);
  if (held > limits.maxHeld) {
    throw refusal(
      "MAX_HELD",
      String(limits.maxHeld),
      `fewer NODES, a shorter HOLD, DELAY or TIMEOUT, or MAX_HELD=${held}`,
      { why: `${busiest(checkers, heldConnections)} up to ${held} connections at the same time` },
    );
  }
}

/**
 * At the fastest that it may come to: a target that is failing is checked at `fastinter`. Also for `hold`, whose connections are opened
 * again at this rate when the target ends them.
 */
function checksPerSecond(checker: PlannedChecker): number {
  return (checker.nodes * 1_000 * hurry(checker)) / checker.plannedIntervalMs;
}

/** A node has one connection at a time; of short ones fewer are open than there are nodes (rate × duration). */
function heldConnections(checker: PlannedChecker): number {
  if (checker.holdsUntil === "phase-end") return checker.nodes;
  return Math.min(checker.nodes, Math.ceil((checksPerSecond(checker) * checker.heldMs) / 1_000));
}

function busiest(checkers: readonly PlannedChecker[], measure: (checker: PlannedChecker) => number): string {
  const { name, nodes, plannedIntervalMs } = firstOf([...checkers].sort((a, b) => measure(b) - measure(a)));
  const most = `${name} (${nodes} ${nodes === 1 ? "node" : "nodes"} every ${rounded(plannedIntervalMs, 2)}ms)`;
  return checkers.length === 1 ? `${most} makes` : `${most} and ${checkers.length - 1} more make`;
}

function sum<T>(items: readonly T[], measure: (item: T) => number): number {
  return items.reduce((total, item) => total + measure(item), 0);
}
