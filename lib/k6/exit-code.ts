/**
 * The exit codes of a run, and what leads to each. k6 fixes the code before `handleSummary` runs, so `teardown` decides.
 *
 *     0    held, or a measurement (sweep, minimal storm) that came to its end; `check`: UP
 *     99   degraded or wedged: every lost gate is counted in `hc_gates_lost`, and a threshold allows none; `check`: DOWN
 *     104  k6 itself refuses an option; or `setup` refuses the run: a flag would take its phases or its verdict, or this machine and this
 *         target do not allow it
 *     105  the run was interrupted by SIGINT or SIGTERM, whatever its verdict
 *     107  a setting is refused, at the top level of the script
 *     110  inconclusive, or trouble of our own: the run is marked as failed, which wins over 99; or it was abandoned before its first phase
 *
 * No other file of lib/ calls what these functions call; xk6/healthcheck/refuse.go carries out what ends a run at once.
 */
import exec from "k6/execution";
import { Counter } from "k6/metrics";
import { abandon, endEarly, refuse, refuseSettings as refuse107 } from "k6/x/healthcheck/runtime";
import { GATES_LOST } from "../plan/gates-lost";
import type { JournalGate } from "../model/journal";
import { recordEvent } from "./record-event";

/** For the init context: k6 knows no metric that is made later. */
export function gatesLostCounter(): Counter {
  return new Counter(GATES_LOST);
}

/** Leads to 99. */
export function countLostGate(counter: Counter, { name, measure }: Pick<JournalGate, "name" | "measure">): void {
  counter.add(1, { gate: name, measure });
}

/** Leads to 107, where it is called at the top level of the script. */
export function refuseSettings(line: string): never {
  return refuse107(line);
}

/** Leads to 104. Teardown and handleSummary know of it by the event. */
export function refuseRun(line: string): never {
  recordEvent({ kind: "refused", why: line });
  return refuse(line);
}

/** Leads to 110, from `setup`. */
export function abandonRun(line: string): never {
  return abandon(line);
}

/** Leads to 99, or to 110 where `teardown`, which follows, marks the run as inconclusive. */
export function endRunEarly(line: string): never {
  return endEarly(line);
}

/** Leads to 110, from `teardown`. */
export function markInconclusive(reason: string): void {
  // k6 takes the text for a format string.
  exec.test.fail(`inconclusive: ${reason}`.replace(/%/g, "%%"));
}
