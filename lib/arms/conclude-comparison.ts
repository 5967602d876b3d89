/** From the arms' journals to one comparison and its reports. Evaluated once per process, by the driver and at the end. */
import { comparisonMarkdown } from "../report/comparison-summary";
import { comparisonText } from "../report/comparison-terminal";
import { junitXml } from "../report/junit";
import type { Arm, Arms } from "./arms";
import { changes } from "./changes";
import type { ArmJournal, Comparison } from "./comparison";
import { overall } from "./overall";

export { armNotRun, concludeArm } from "./conclude-arm";
export { corpse } from "./corpse";
export { timeLeft } from "./time-left";

export interface ConcludedComparison {
  comparison: Comparison;
  terminal: string;
  /** File name inside OUT → content. */
  files: Record<string, string>;
}

export function concludeComparison(
  { gate, arms: planned }: Pick<Arms, "gate" | "arms">,
  { arms, cutShort }: { arms: ArmJournal[]; cutShort: boolean },
  options: { colour: boolean },
): ConcludedComparison {
  const named = (...verdicts: string[]) =>
    arms.filter(({ verdict }) => verdicts.includes(verdict)).map(({ name }) => name);
  const comparison: Comparison = {
    schema: "probe-storm/1",
    startedAt: arms[0]!.startedAt,
    target: arms[0]!.target,
    ...overall(arms, gate),
    cutShort: cutShort ? "interrupted" : "",
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
      "journal.json": `${JSON.stringify(comparison, null, 2)}\n`,
      "junit.xml": junitXml(...arms.map((arm) => ({ ...arm, decides: gate.includes(arm.name) }))),
      "summary.md": comparisonMarkdown(comparison),
    },
  };
}

export type { Arm };
