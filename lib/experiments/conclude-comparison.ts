/** From the arms' journals to one comparison and its reports. */
import type { ArmJournal } from "../model/comparison";
import type { RunEnd } from "../model/journal";
import { mapAll, type NonEmpty } from "../model/non-empty";
import { comparisonReport, type ReportedComparison } from "../report/comparison-report";
import type { ArmOver, PlannedComparison } from "./arms";
import { changes } from "./changes";
import { overall } from "./overall";

/** @param stopped the driver said why it stopped */
export function concludeComparison(
  { gate }: Pick<PlannedComparison, "gate">,
  { arms, cutShort, stopped = false }: { arms: NonEmpty<ArmOver>; cutShort: boolean; stopped?: boolean },
  options: { colour: boolean },
): ReportedComparison {
  const journals = mapAll(arms, ({ journal }) => journal);
  const end = endOfArms(journals, cutShort, stopped);
  return comparisonReport(
    { arms: journals, gate, cutShort, end, ...overall(journals, gate), changes: changes(arms) },
    options,
  );
}

function endOfArms(arms: readonly ArmJournal[], cutShort: boolean, stopped: boolean): RunEnd {
  if (stopped) return "stopped";
  if (cutShort) return "interrupted";
  return arms.some(({ notRun }) => notRun !== "") ? "stopped" : "complete";
}
