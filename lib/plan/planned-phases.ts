/** The stretches of a run, one after the other; phases without length are left out. */
import { type Phases } from "../model/config";
import { PHASES, type PhaseName } from "../model/phases";
import type { PhaseSpan } from "../model/plan";
import { lastOf, nonEmpty, type NonEmpty } from "../model/non-empty";

export function phaseSpans(phases: Phases): NonEmpty<PhaseSpan> {
  const spans: PhaseSpan[] = [];
  let startMs = 0;
  for (const name of PHASES) {
    const endMs = startMs + phases[`${name}Ms`];
    if (endMs > startMs) spans.push({ name, startMs, endMs });
    startMs = endMs;
  }
  return nonEmpty(spans, "the phases");
}

/** The phase at a time since the origin; the last one once the run is over. */
export function phaseAt(spans: readonly PhaseSpan[], ms: number): PhaseSpan {
  return spans.find((phase) => ms < phase.endMs) ?? lastOf(spans, "the phases");
}

/** For a phase that the plan has because of what it was made from. */
export function phaseNamed(spans: readonly PhaseSpan[], name: PhaseName): PhaseSpan {
  const found = spans.find((phase) => phase.name === name);
  if (found === undefined) throw new Error(`the plan has no ${name}`);
  return found;
}

/** Those in which the checkers of the storm check. */
export function checkedPhases(spans: readonly PhaseSpan[]): PhaseSpan[] {
  return spans.filter(({ name }) => name === "storm" || name === "night");
}
