/**
 * The shape of every experiment of several storms (a comparison, a sweep, a search for the least that harms): it is planned, its storms are
 * run one after the other, and they come to a conclusion. lib/k6/experiment-script.ts runs any of them.
 */
import type { ArmJournal } from "../model/comparison";
import type { Evidence, Start } from "../model/evidence";
import type { Recording } from "../model/extension";
import type { JournalGate } from "../model/journal";
import type { NonEmpty } from "../model/non-empty";
import type { K6Options, Plan } from "../model/plan";
import type { Happening, ProgressArm } from "../model/progress";
import type { RunEvent } from "../model/run-event";
import type { StopReason } from "../model/stop-reason";
import type { Reset } from "../settings/reset-url";

/** How many VUs wait for orders: enough for the largest storm. */
export interface Pool {
  clients: number;
  nodes: number;
}

export interface PlannedExperiment {
  options: K6Options;
  pool: Pool;
  reset: Reset | null;
}

/** A storm that is to be run: an arm of a comparison, or a trial. */
export interface Step<Result> {
  plan: Plan;
  /** The arm under which progress is told; null: none is told, because the storm is one of many and takes seconds. */
  arm: ProgressArm | null;
  /** Added to the due time of every check, ms. */
  checkDelayMs: number;
  /** What it came to, and why nothing can follow where nothing restarts the target; null where something can. */
  conclude(evidence: Evidence): { result: Result; stop: StopReason | null };
  /** Its result where the target did not come back before it; null: nothing that follows can be run either. */
  notRun(why: StopReason, recording: Recording): Result | null;
}

/** How long an experiment takes, for what people are told of it meanwhile. */
export interface Timing {
  /** Since its first storm was begun, ms. */
  sinceMs: number;
  /** What one call of RESET_URL takes with the wait for clients, ms; 0 without. */
  resetMs: number;
}

/** @template Run what was planned; plain data. @template Result what one storm came to; plain data. */
export interface Experiment<Run extends PlannedExperiment, Result> {
  /** Alike but for their checkers: for what must be right before the first packet. */
  plans(run: Run): NonEmpty<Plan>;
  /** null: it knows enough. */
  next(run: Run, done: readonly Result[]): Step<Result> | null;
  /** What keeps the results so far for the end of the run. */
  soFar(done: readonly Result[]): RunEvent;
  /** Results of the storms that are left, where nothing can follow any more; empty where they have none. */
  leftOut(run: Run, done: readonly Result[], why: StopReason, recording: Recording): Result[];
  /** What is told before the next storm, and behind the last `added` results. */
  before(run: Run, done: readonly Result[], timing: Timing): Happening[];
  after(run: Run, done: readonly Result[], added: number, timing: Timing): Happening[];
  /** @param start what `setup` found; null: it did not finish */
  conclude(run: Run, recorded: Recording, options: { start: Start | null; colour: boolean }): Concluded;
}

/** What is known at the end, or so far. */
export interface Concluded {
  terminal: string;
  /** File name inside OUT → content. */
  files: Record<string, string>;
  /** Nothing can be said: why; empty otherwise. */
  inconclusive: string;
  /** The gates that decide the exit code and were lost. */
  lostGates: Pick<JournalGate, "name" | "measure">[];
  /** The verdict of each arm of a comparison; empty for sweeps and searches. */
  verdicts: Pick<ArmJournal, "name" | "verdict">[];
}
