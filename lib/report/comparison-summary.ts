/** summary.md of a comparison, in GitHub-flavoured Markdown. */
import type { Comparison } from "../model/comparison";
import {
  ARM_COLUMNS,
  armCells,
  changeAdvice,
  comparisonNotes,
  findings,
  goingOn,
  reasons,
  serviceAdvice,
} from "./comparison-words";
import { fenced, list, table, text } from "./summary";

export function comparisonMarkdown(comparison: Comparison): string {
  const { verdict, reason, target, arms, cutShort } = comparison;
  const blocks = [
    `## probe-storm: ${text(verdict)}`,
    `${text(target)}: ${text(reason)}`,
    cutShort !== "" && "The run was cut short; the arms that were over by then are kept.",
    table(
      Object.values(ARM_COLUMNS),
      arms.map((arm) => Object.values(armCells(arm))),
    ),
    ...findings(comparison).map((one) => `**${one.label}:** ${text(one.text)}`),
    ...reasons(comparison).map((one) => `**${text(one.name)}:** ${text(one.text)}`),
    ...changeAdvice(comparison).map((one) =>
      [text(one.text), ...(one.lines.length > 0 ? ["", fenced(one.lines)] : [])].join("\n"),
    ),
    list("What to change in the service", serviceAdvice(comparison)),
    list("To go on", goingOn(comparison)),
    list("Notes", comparisonNotes(comparison)),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}
