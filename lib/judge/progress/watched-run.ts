/** A storm as those see it who watch it while it goes on. */
import type { Snapshot } from "../../model/extension";
import { lastOf } from "../../model/non-empty";
import type { PhaseSpan } from "../../model/plan";
import type { Happening, HappeningPlace, ProgressArm, ProgressQueue } from "../../model/progress";
import { OWN } from "../../plan/own-phases";
import { phaseAt } from "../../plan/planned-phases";
import type { Initially } from "../../model/checker";

export interface WatchedRun {
  phases: readonly PhaseSpan[];
  checkers: readonly { name: string; nodes: number; initially: Initially }[];
  /** `now()` at time 0 of the phases. */
  originMs: number;
  /** The prefix of the names that the phases are recorded under. */
  prefix: string;
  /** The longest that a client may take, ms. */
  longestClientMs: number;
  /** null: it is the only one. */
  arm: ProgressArm | null;
}

/** What was seen at one moment. */
export interface Look {
  snapshot: Snapshot;
  /** null: it cannot be read. */
  queue: ProgressQueue | null;
}

/** One subject of those that are watched. It remembers what it has told. */
export type Watcher = (look: Look) => Happening[];

/** @param nowMs on the recorder's clock */
export function placeAt({ phases, originMs, prefix, arm }: WatchedRun, nowMs: number) {
  const atMs = nowMs - originMs;
  const { name, startMs } = phaseAt(phases, atMs);
  return {
    ...(arm !== null && { arm }),
    atMs: Math.round(atMs),
    phase: name,
    phaseMs: Math.round(atMs - startMs),
    ...(prefix === OWN && { second: true as const }),
  } satisfies HappeningPlace;
}

/** From now to the end of the last phase, ms. */
export function leftMs({ phases, originMs }: WatchedRun, nowMs: number): number {
  return Math.max(0, Math.round(originMs + lastOf(phases).endMs - nowMs));
}
