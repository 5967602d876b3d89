/**
 * Tells what happens while a run goes on, on k6's console: in lines for people, or as JSON for programs (PROGRESS).
 *
 * The observer of a storm does it, and the driver of several: never a client or a checker, which have their exchanges to make in time.
 */
import { now } from "k6/x/healthcheck";
import { snapshot } from "k6/x/healthcheck/runtime";
import bundleSource from "once:./progress-bundle";
import type { StormConfig } from "../model/config";
import type { Start } from "../model/evidence";
import type { PhaseSpan, Plan, PlannedChecker } from "../model/plan";
import type { ProgressMode } from "../model/config";
import type { Happening, ProgressArm, ProgressQueue } from "../model/progress";
import type { RunEventKind } from "../model/run-event";
import { errorLine } from "../text/error-line";
import { DRAIN_MS } from "../wire/client-wire";
import { evaluate } from "./eval-module";

type Bundle = typeof import("./progress-bundle");

/** What an observer needs to tell of a storm. */
export interface Telling {
  mode: ProgressMode;
  arm: ProgressArm | null;
  longestClientMs: number;
}

export interface Progress {
  begin(plan: Plan): void;
  /** @param queue as it is now; null: it cannot be read */
  look(queue: ProgressQueue | null): void;
  /** The phases are over. */
  end(): void;
}

const OPINION: RunEventKind = "opinion";

let bundle: Bundle | undefined;
let lines: ReturnType<Bundle["progressLines"]> | undefined;

export function telling({ progress, client }: StormConfig, arm: ProgressArm | null): Telling | null {
  return progress === "none" ? null : { mode: progress, arm, longestClientMs: client.timeoutMs + DRAIN_MS };
}

export function tell(mode: ProgressMode, happenings: readonly Happening[]): void {
  if (mode === "none") return;
  const { progressEvent, progressLines } = loaded();
  lines ??= progressLines();
  for (const happening of happenings) {
    const line = mode === "events" ? progressEvent(happening) : lines(happening, now());
    if (line !== null) console.log(line);
  }
}

/** @returns null: nobody is told */
export function progressOf(
  telling: Telling | null,
  {
    phases,
    checkers,
    start,
    prefix,
  }: { phases: readonly PhaseSpan[]; checkers: readonly PlannedChecker[]; start: Start; prefix: string },
): Progress | null {
  if (telling === null) return null;
  const { mode, arm, longestClientMs } = telling;
  const { lastClients, runBegun, watchRun } = loaded();
  const run = { phases, checkers, originMs: start.originMs, prefix, longestClientMs, arm };
  const watch = watchRun(run);
  let eventsSeen = 0;
  const seen = (queue: ProgressQueue | null) => {
    const found = snapshot(OPINION, eventsSeen);
    eventsSeen = found.eventsSeen;
    return { snapshot: found, queue: queue && { length: queue.length, limit: queue.limit } };
  };
  return {
    begin: withoutHarm((plan: Plan) => tell(mode, [runBegun(plan, start)])),
    look: withoutHarm((queue: ProgressQueue | null) => tell(mode, watch(seen(queue)))),
    end: withoutHarm(() => tell(mode, lastClients(run, seen(null)))),
  };
}

/** Nothing that is only told may end the observer, whose readings decide. */
function withoutHarm<Given extends unknown[]>(work: (...given: Given) => void): (...given: Given) => void {
  let failed = false;
  return (...given) => {
    if (failed) return;
    try {
      work(...given);
    } catch (error) {
      failed = true;
      console.warn(`no more is told of what happens: ${errorLine(error)}`);
    }
  };
}

/** Once in a VU that tells something. */
function loaded(): Bundle {
  return (bundle ??= evaluate<Bundle>(bundleSource));
}
