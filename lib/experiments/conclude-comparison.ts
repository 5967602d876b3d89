/** From the arms' journals to one comparison and its reports. */
import { comparisonMarkdown } from "../report/comparison-summary";
import { comparisonText } from "../report/comparison-terminal";
import { comparisonPage } from "../report/html/comparison-page";
import { journalFile } from "../report/journal-file";
import { junitXml } from "../report/junit";
import type { RunEnd } from "../model/journal";
import type { PlannedComparison } from "./arms";
import { changes } from "./changes";
import type { ArmJournal, Comparison } from "../model/comparison";
import { overall } from "./overall";

export interface ConcludedComparison {
  comparison: Comparison;
  terminal: string;
  /** File name inside OUT → content. */
  files: Record<string, string>;
}

export function concludeComparison(
  { gate, arms: planned }: Pick<PlannedComparison, "gate" | "arms">,
  { arms, cutShort, stopped = false }: { arms: ArmJournal[]; cutShort: boolean; stopped?: boolean },
  options: { colour: boolean },
): ConcludedComparison {
  const named = (...verdicts: string[]) =>
    arms.filter(({ verdict }) => verdicts.includes(verdict)).map(({ name }) => name);
  const comparison: Comparison = {
    schema: "probe-storm/1",
    kind: "comparison",
    startedAt: arms[0]!.startedAt,
    target: arms[0]!.target,
    ...overall(arms, gate),
    cutShort: cutShort ? "interrupted" : "",
    end: endOfArms(arms, cutShort, stopped),
    gate,
    safe: named("held"),
    unsafe: named("degraded", "wedged"),
    unknown: named("inconclusive"),
    changes: changes(planned, arms),
    arms,
  };
  return {
    comparison,
    terminal: comparisonText(comparison, options),
    files: {
      "journal.json": journalFile(comparison),
      "junit.xml": junitXml(...arms.map((arm) => ({ ...arm, decides: gate.includes(arm.name) }))),
      "summary.md": comparisonMarkdown(comparison),
      "report.html": comparisonPage(comparison),
    },
  };
}

/** @param stopped the driver said why it stopped */
function endOfArms(arms: readonly ArmJournal[], cutShort: boolean, stopped: boolean): RunEnd {
  if (stopped) return "stopped";
  if (cutShort) return "interrupted";
  return arms.some(({ notRun }) => notRun !== "") ? "stopped" : "complete";
}
