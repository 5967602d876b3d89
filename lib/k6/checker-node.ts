/** One node of a checker: it checks at its product's pace until the phases of checks are over. */
import { sleep } from "k6";
import exec from "k6/execution";
import { Exchange, now } from "k6/x/healthcheck";
import { checkerUp } from "k6/x/healthcheck/runtime";
import type { ExchangeResult, RunOptions } from "../model/extension";
import { decidesAtOnce } from "../checkers/at-once";
import { checkStatus } from "../checkers/check-status";
import { afterCheck, beginNode, lastWord } from "../checkers/own-clock";
import { guarded } from "./guard";
import { recordEvent } from "./record-event";
import { requireSetup } from "./require-setup";
import { checkerSpecs } from "./specs";
import type { Start } from "../model/evidence";
import { firstOf, lastOf, mapAll, type NonEmpty } from "../model/non-empty";
import { checkedPhases, phaseAt } from "../plan/planned-phases";
import type { PhaseSpan, PlannedChecker } from "../model/plan";
import type { NodeName } from "../model/run-event";
import type { SetupData } from "./start";
import type { StormPlan } from "./storm-plan";

/** A check that is under way at the end may take so much longer. k6 leaves a second; the rest is for the node's last word. */
const LATE_MS = 500;
/** A node repeats its opinion this often, ms: outputs drop a series that falls silent, and a sample for each check is too much. */
const REPEAT_MS = 1_000;

/** A VU that is a node of the storm. */
export function checkerVu(plan: StormPlan, data: SetupData | undefined): void | Promise<void> {
  return guarded(() => {
    const { start } = requireSetup(data);
    const checked = checkedPhases(plan.part("phases"));
    node(plan.part(`checker-${Number(__ENV.CHECKER)}`), exec.scenario.iterationInTest, checked, start);
  });
}

/**
 * @param index of the node among those of its checker
 * @param phases in which it checks, one right after the other
 * @param prefix of the names that the phases are recorded under
 */
export function node(
  checker: PlannedChecker,
  index: number,
  phases: readonly PhaseSpan[],
  start: Start,
  prefix = "",
): void {
  const { originMs } = start;
  const first = firstOf(phases, "the phases of checks");
  const { endMs } = lastOf(phases);
  const name: NodeName = { checker: checker.name, node: index, storm: prefix + first.name };
  const exchanges = mapAll(checkerSpecs(checker, index, start), (spec) => new Exchange(spec));

  const time = beginNode(checker, index, originMs, first.startMs, Math.random());
  let status = "";
  let unfinishedMs: number | null = null;
  let left = shareOf(checker, index);
  let saidMs = -Infinity;
  const say = () => {
    saidMs = now();
    checkerUp(checker.name, index, time.opinion.up);
  };
  say();
  while (time.dueMs < endMs && left-- > 0) {
    const { dueMs } = time;
    const wait = originMs + dueMs - now();
    if (wait > 0) sleep(wait / 1000);
    const phase = phaseAt(phases, dueMs);
    const untilMs =
      checker.holdsUntil === "next-check" ? Math.min(phase.endMs, dueMs + checker.plannedIntervalMs) : phase.endMs;
    const results = oneCheck(exchanges, {
      phase: prefix + phase.name,
      dueMs: originMs + dueMs,
      until: originMs + untilMs,
      cancelMs: originMs + endMs + LATE_MS,
    });
    const endedMs = now();
    const last = lastOf(results);
    if (last.outcome === "cancelled") {
      unfinishedMs = results[0].startMs;
      break;
    }
    const { word, ok } = checkStatus(checker, results, time.opinion.up);
    const heldMs = checker.holdsUntil !== null && last.ok ? lastOf(last.stepMs, "the steps") : 0;
    const heldToEnd = checker.holdsUntil === "phase-end" && last.ok && endedMs >= originMs + untilMs;
    const change = afterCheck(checker, time, {
      beganMs: results[0].startMs,
      endedMs,
      knownMs: endedMs - heldMs,
      ok: heldToEnd ? null : ok,
      atOnce: decidesAtOnce(checker, last),
    });
    if (change !== null) recordEvent({ kind: "opinion", ...name, ...change });
    if (change !== null || endedMs - saidMs >= REPEAT_MS) say();
    if (word !== status) {
      status = word;
      recordEvent({ kind: "outcome", checker: checker.name, node: index, word: status });
    }
  }
  recordEvent({ kind: "node", ...name, ...lastWord(checker, time, endMs, unfinishedMs) });
}

/** How many checks the node may make, where their number is limited: the first nodes make one more than the last. */
function shareOf({ most, nodes }: PlannedChecker, index: number): number {
  return most === null ? Infinity : Math.floor((most + nodes - 1 - index) / nodes);
}

/** One check: its connections one after the other, up to the first that fails. Only the first of them was due at a given time. */
export function oneCheck([first, ...others]: NonEmpty<Exchange>, options: RunOptions): NonEmpty<ExchangeResult> {
  const results: NonEmpty<ExchangeResult> = [first.run(options)];
  const later: RunOptions = { ...options };
  delete later.dueMs;
  for (const exchange of others) {
    if (!lastOf(results).ok) break;
    results.push(exchange.run(later));
  }
  return results;
}
