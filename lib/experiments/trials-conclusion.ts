/** The common part of the conclusions of a sweep and of a search for the least that harms. */
import type { TrialsConclusion } from "../model/conclusion";
import type { ReportContext } from "./trials-types";

/** @param complete the strategy knew enough */
export function trialsConclusion(
  { planned, trials, ended, startedAt, client, notes }: ReportContext,
  complete: boolean,
): TrialsConclusion {
  const { config, reset } = planned;
  return { config, resets: reset !== null, trials, end: endOf(complete, ended), startedAt, client, notes };
}

function endOf(complete: boolean, ended: ReportContext["ended"]): TrialsConclusion["end"] {
  if (complete) return { kind: "complete" };
  return ended === null ? { kind: "cut-short" } : { kind: "stopped", why: ended };
}
