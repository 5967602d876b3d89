/** A plan too small to say anything is refused before it costs a minute. */
import type { StormConfig } from "../config";
import { refusal } from "../refusal";
import { counted } from "../report/format";
import { certainChecks, stormMsFor } from "./floors";
import type { PlannedChecker } from "./plan";
import { goDuration } from "./scenarios";
import { leastMs, speedup } from "./speedup";

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
    const cadence = `${counted(checker.nodes, "node")} every ${rounded(checker.plannedIntervalMs)}ms`;
    throw refusal(
      "STORM",
      goDuration(config.phases.stormMs),
      `too short for ${checker.name} (${cadence}): it is certain of ${counted(certain, "check")} in storm and night, and ` +
        `fewer than ${FEWEST} say nothing; ${remedies(checker, FEWEST, config).join(", ")}`,
    );
  }
}

/** Who asks for one check wants to know what one check does, and gets that one. */
function enforceAllChecks(checker: PlannedChecker, most: number, config: StormConfig): void {
  const { storm, night } = checker.plannedChecks;
  if (storm + night >= most) return;
  throw refusal(
    "CHECKS",
    String(most),
    `too many for ${checker.name} (${counted(checker.nodes, "node")} every ${rounded(checker.plannedIntervalMs)}ms): storm and night ` +
      `have time for ${counted(storm + night, "check")}; ${remedies(checker, most, config).join(", ")}`,
  );
}

/** Only what helps: at `auto` the cadence is as high as the check's own length and MAX_RATE let it be. */
function remedies(checker: PlannedChecker, checks: number, config: StormConfig): string[] {
  const { phases } = config;
  const seconds = Math.ceil(stormMsFor(checks, checker, phases) / 1_000);
  const slowed = speedup(checker, { ...config, speedup: "auto" }) > checker.speedup;
  const long = 2 * leastMs(checker) > checker.plannedIntervalMs;
  const capped = !slowed && !long;
  const holds = checker.connections.some(({ steps }) => steps.some(({ kind }) => kind === "hold"));
  return [
    ...(slowed ? ["SPEEDUP=auto"] : []),
    ...(long ? [holds ? "a shorter HOLD" : "a shorter DELAY"] : []),
    ...(capped ? ["a higher MAX_RATE"] : []),
    // What MAX_RATE caps is the rate of all nodes together.
    ...(certainChecks(checker, phases) > 0 && !capped ? ["more NODES"] : []),
    `or STORM=${seconds}s`,
  ];
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
