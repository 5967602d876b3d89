/** A plan too small to say anything is refused before it costs a minute. */
import { rounded } from "../text/decimal";
import type { StormConfig } from "../model/config";
import { refusal } from "../text/refusal";
import { counted } from "../text/format";
import { CERTAIN, certainChecks, stormMsFor } from "./planned-floors";
import type { PlannedChecker } from "../model/plan";
import { goDuration } from "./scenarios";
import { hurry, leastMs, speedup } from "./speedup";

/** By the rule of three, three harmless checks leave a harm of 3/3 per check possible: nothing was learnt. */
export const FEWEST = 4;

export function enforceEnoughChecks(checkers: readonly PlannedChecker[], config: StormConfig): void {
  for (const checker of checkers) {
    const certain = certainChecks(checker, config.phases);
    // A connection that is held does its harm by staying, not by being one of many.
    if (checker.holdsUntil === "phase-end") continue;
    if (checker.most !== null) {
      enforceAllChecks(checker, checker.most, config);
      continue;
    }
    if (certain >= FEWEST) continue;
    const cadence = `${counted(checker.nodes, "node")} every ${rounded(checker.plannedIntervalMs, 2)}ms`;
    throw refusal("STORM", goDuration(config.phases.stormMs), remedies(checker, FEWEST, config).join(", "), {
      why:
        `too short for ${checker.name} (${cadence}), which is certain of ${counted(certain, "check")} in storm and night, and ` +
        `fewer than ${FEWEST} say nothing`,
    });
  }
}

/** Refuses a run that has no time for all that CHECKS asks for: the user wants to know what exactly that many checks do. */
function enforceAllChecks(checker: PlannedChecker, most: number, config: StormConfig): void {
  const { storm, night } = checker.plannedChecks;
  if (storm + night >= most) return;
  throw refusal("CHECKS", String(most), remedies(checker, most, config).join(", "), {
    why:
      `too many for ${checker.name} (${counted(checker.nodes, "node")} every ${rounded(checker.plannedIntervalMs, 2)}ms): storm and ` +
      `night have time for ${counted(storm + night, "check")}`,
  });
}

/** Only what helps: `auto` raises the cadence to 50 checks in the storm, as far as the check's own length and MAX_RATE let it. */
function remedies(checker: PlannedChecker, checks: number, config: StormConfig): string[] {
  const { phases } = config;
  const seconds = Math.ceil(stormMsFor(checks, checker, phases) / 1_000);
  const slowed = speedup(checker, { ...config, speedup: "auto" }).speedup > checker.speedup;
  const long = 2 * leastMs(checker) > checker.plannedIntervalMs;
  const capped = !slowed && !long;
  const holds = checker.connections.some(({ steps }) => steps.some(({ kind }) => kind === "hold"));
  return [
    ...(slowed ? ["SPEEDUP=auto"] : []),
    ...(long ? [holds ? "a shorter HOLD" : "a shorter DELAY"] : []),
    ...(capped ? faster(checker, checks, config) : []),
    // What MAX_RATE caps is the rate of all nodes together.
    ...(certainChecks(checker, phases) > 0 && !capped ? ["more NODES"] : []),
    `or STORM=${seconds}s`,
  ];
}

/** The SPEEDUP that makes room for so many checks, and the MAX_RATE that it takes; nothing where no rate is high enough. */
function faster(checker: PlannedChecker, checks: number, { phases, limits }: StormConfig): string[] {
  const needed = (CERTAIN * (phases.stormMs + phases.nightMs)) / Math.ceil(checks / checker.nodes);
  const factor = Math.ceil((checker.intervalMs / needed) * 100) / 100;
  if (checker.holdsUntil !== null || factor <= checker.speedup || needed < 1.25 * leastMs(checker)) return [];
  const rate = Math.ceil((checker.nodes * 1_000 * hurry(checker) * factor) / checker.intervalMs);
  return [`SPEEDUP=${factor}${rate > limits.maxRate ? ` with MAX_RATE=${rate}` : ""}`];
}
