/** The stretches of a run, one after the other; phases without length are left out. */
import { PHASES, type Phases } from "../config";
import type { PhaseSpan } from "./plan";

export function phaseSpans(phases: Phases): PhaseSpan[] {
  const spans: PhaseSpan[] = [];
  let startMs = 0;
  for (const name of PHASES) {
    const endMs = startMs + phases[`${name}Ms`];
    if (endMs > startMs) spans.push({ name, startMs, endMs });
    startMs = endMs;
  }
  return spans;
}
