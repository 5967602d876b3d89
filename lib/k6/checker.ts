/** One node of a checker: it checks at its product's pace until the phases of checks are over. */
import { sleep } from "k6";
import { event, Exchange, now } from "k6/x/healthcheck";
import type { ExchangeResult, RunOptions } from "../../xk6/healthcheck";
import { decidesAtOnce } from "../at-once";
import { initialOpinion, nextOpinion, opinionEvent, outcomeEvent } from "../opinion";
import { outcomeOf } from "../outcomes/index";
import { firstDue, intervalOf, nextDue } from "../pacing";
import { checkerSpecs } from "./specs";
import type { Start } from "../judge/evidence";
import { phaseAt, phaseNamed } from "../plan/phases";
import type { PhaseSpan, PlannedChecker } from "../plan/plan";

/** @param index of the node among those of its checker */
export function node(checker: PlannedChecker, index: number, phases: readonly PhaseSpan[], start: Start): void {
  const { originMs } = start;
  const storm = phaseNamed(phases, "storm")!;
  const end = (phaseNamed(phases, "night") ?? storm).endMs;
  const exchanges = checkerSpecs(checker, index, start).map((spec) => new Exchange(spec));

  let opinion = initialOpinion(checker.initially);
  let word = "";
  // Since the origin, as the phases are: a sum with it and back again would not be exact to the phase's edge.
  let due = storm.startMs + firstDue(checker, index, Math.random());
  let left = shareOf(checker, index);
  while (due < end && left-- > 0) {
    const wait = originMs + due - now();
    if (wait > 0) sleep(wait / 1000);
    const phase = phaseAt(phases, due);
    const until =
      checker.holdsUntil === "next-check" ? Math.min(phase.endMs, due + checker.plannedIntervalMs) : phase.endMs;
    const results = check(exchanges, { phase: phase.name, dueMs: originMs + due, until: originMs + until });
    const last = results[results.length - 1]!;
    if (last.outcome === "cancelled") return;
    const before = opinion.up;
    opinion = nextOpinion(opinion, last.ok, checker, decidesAtOnce(checker, last));
    if (opinion.up !== before) event("opinion", opinionEvent(checker.name, index, opinion.up));
    const said = outcomeOf(checker, results);
    if (said !== word) event("outcome", outcomeEvent(checker.name, index, (word = said)));
    due = nextDue(checker, intervalOf(checker, opinion), due, now() - originMs);
  }
}

/** How many checks the node may make, where their number is limited: the first nodes make one more than the last. */
function shareOf({ most, nodes }: PlannedChecker, index: number): number {
  return most === null ? Infinity : Math.floor((most + nodes - 1 - index) / nodes);
}

/** One check: its connections one after the other, up to the first that fails. Only the first of them was due at a given time. */
function check(exchanges: readonly Exchange[], options: RunOptions): ExchangeResult[] {
  const results: ExchangeResult[] = [];
  const later: RunOptions = { ...options };
  delete later.dueMs;
  for (const exchange of exchanges) {
    results.push(exchange.run(results.length === 0 ? options : later));
    if (!results[results.length - 1]!.ok) break;
  }
  return results;
}
