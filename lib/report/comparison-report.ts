/** The reports of a comparison, and its journal. */
import type { Change, Comparison } from "../model/comparison";
import type { ComparisonConclusion, Cure } from "../model/conclusion";
import type { Verdict } from "../model/journal";
import { listed } from "../text/format";
import { comparisonText } from "./comparison-terminal";
import { changeSentence } from "./comparison-words";
import { filesOf } from "./formats";
import type { Reports } from "./reports";

export interface ReportedComparison extends Reports {
  comparison: Comparison;
}

export function comparisonReport(conclusion: ComparisonConclusion, options: { colour: boolean }): ReportedComparison {
  const comparison = journalOf(conclusion);
  return { comparison, ...comparisonReports(comparison, options) };
}

/** From its journal alone. */
export function comparisonReports(comparison: Comparison, options: { colour: boolean }): Reports {
  return { terminal: comparisonText(comparison, options), files: filesOf(comparison) };
}

function journalOf({ arms, gate, cutShort, end, verdict, deciding, changes }: ComparisonConclusion): Comparison {
  const [{ startedAt, target }] = arms;
  const named = (...verdicts: Verdict[]) =>
    arms.filter((arm) => verdicts.includes(arm.verdict)).map(({ name }) => name);
  return {
    schema: "probe-storm/1",
    kind: "comparison",
    startedAt,
    target,
    verdict,
    reason: `${deciding.map(partOfReason).join("; ")}.`,
    cutShort: cutShort ? "interrupted" : "",
    end,
    gate,
    safe: named("held"),
    unsafe: named("degraded", "wedged"),
    unknown: named("inconclusive"),
    changes: changes.map(changeOf),
    arms,
  };
}

function partOfReason({ verdict, names }: ComparisonConclusion["deciding"][number]): string {
  return verdict === "inconclusive" ? `nothing can be said of ${listed(names)}` : `${listed(names)} ${verdict}`;
}

function changeOf({ arm, into, means }: Cure): Change {
  const change = {
    arm: arm.name,
    wire: arm.wire,
    into: into.name,
    cure: `${into.name} (${into.wire}) is: ${meansText(means)}.`,
    lines: means.kind === "lines" ? means.lines : [],
  };
  return { ...change, text: changeSentence([change]) };
}

function meansText(means: Cure["means"]): string {
  switch (means.kind) {
    case "lines":
      return `in ${means.product} these lines make it so`;
    case "configuration":
      return "take over that configuration";
    case "other-check":
      return "a check that does so would be safe here";
  }
}
