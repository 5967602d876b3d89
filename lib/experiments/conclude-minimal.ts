/** Concludes a search for the least that harms. */
import type { Shrunk } from "../model/trials-journal";
import { minimalReport } from "../report/minimal-report";
import type { Concluded } from "./experiment-types";
import { holdOf } from "./hold-of";
import { reproduce } from "./reproduce";
import { trialsConclusion } from "./trials-conclusion";
import type { ReportContext } from "./trials-types";

/** @param found so far, where the search did not come to its end; null: nothing */
export function concludeMinimal(context: ReportContext, found: Shrunk | null): Concluded {
  const { config, runs } = context.planned;
  const [checker] = config.checkers;
  // Nothing is harmless, or harms at times only, that was not looked at in all its runs.
  const cutShort = found === null || (found.harms === "always" && (found.unsettled.length > 0 || found.runs < runs));
  const command = found?.harms === "always" ? reproduce(config, found) : "";
  const conclusion = trialsConclusion(context, !cutShort);
  const hold = holdOf(checker);
  const report = minimalReport({ ...conclusion, checker: checker, hold, found, runs, command }, context);
  return { ...report, lostGates: [], verdicts: [] };
}
