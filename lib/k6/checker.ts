/** One node of a checker: it checks at its product's pace until the phases of checks are over. */
import { sleep } from "k6";
import exec from "k6/execution";
import { event, Exchange, now } from "k6/x/healthcheck";
import { initialOpinion, nextOpinion, opinionEvent } from "../opinion";
import { firstDue, nextDue } from "../pacing";
import { checker as planned, phaseAt, phaseNamed, phases as plannedPhases } from "./planned";
import { checkerSpec } from "./specs";
import type { SetupData } from "./start";

export function node(data: SetupData): void {
  const checker = planned(Number(__ENV.CHECKER));
  const index = exec.scenario.iterationInTest;
  const phases = plannedPhases();
  const { originMs, address } = data.start;
  const storm = phaseNamed(phases, "storm")!;
  const end = (phaseNamed(phases, "night") ?? storm).endMs;
  const exchange = new Exchange(checkerSpec(checker, index, address));

  let opinion = initialOpinion();
  // Since the origin, as the phases are: a sum with it and back again would not be exact to the phase's edge.
  let due = storm.startMs + firstDue(checker, index, Math.random());
  while (due < end) {
    const wait = originMs + due - now();
    if (wait > 0) sleep(wait / 1000);
    const phase = phaseAt(phases, due);
    const result = exchange.run({ phase: phase.name, dueMs: originMs + due, until: originMs + phase.endMs });
    if (result.outcome === "cancelled") return;
    const before = opinion.up;
    opinion = nextOpinion(opinion, result.ok, checker);
    if (opinion.up !== before) event("opinion", opinionEvent(checker.name, index, opinion.up));
    due = nextDue(checker, due, now() - originMs);
  }
}
