/** summary.md: the verdict for a pipeline's job summary, in GitHub-flavoured Markdown. */
import type { Journal } from "../model/journal";
import { printable } from "../text/format";
import {
  cadenceText,
  CLIENT_COLUMNS,
  countersText,
  gatesText,
  logText,
  notMet,
  clientText,
  opinionText,
  probesText,
  processText,
  queueText,
  sureText,
  targetText,
  verdictText,
} from "./shared-phrases";
import { phaseRows } from "./phase-rows";
import { rateText } from "./rate-text";

export function summaryMarkdown(journal: Journal): string {
  const { verdict, reason, attributionReason, advice, notes, settings } = journal;
  const blocks = [
    `## probe-storm: ${text(verdict)}`,
    [`${code(targetText(journal))}: ${verdictText(journal)}`, rateText(journal)].filter(Boolean).join(", "),
    text(reason),
    attributionReason && `**Weak attribution.** ${text(attributionReason)}`,
    table(["", ...CLIENT_COLUMNS], phaseRows(journal)),
    table(
      ["checker", "style", "cadence", "checks", "opinion"],
      journal.checkers.map((checker) => [
        checker.name,
        checker.style,
        cadenceText(checker),
        probesText(checker),
        opinionText(checker),
      ]),
    ),
    list(
      verdict === "inconclusive" ? "What was missing" : "Lost gates",
      notMet(journal).map(({ name, text }) => `${name}: ${text}`),
    ),
    list("What to change", advice),
    list("To know", [
      `Clients: ${clientText(journal)}`,
      `Accept queue: ${queueText(journal)}`,
      ...(processText(journal) === "" ? [] : [`Process: ${processText(journal)}`]),
      ...(logText(journal) === "" ? [] : [`Log: ${logText(journal)}`]),
      ...(countersText(journal) === "" ? [] : [`Counters: ${countersText(journal)}`]),
      `Gates: ${gatesText(journal)}`,
      ...[sureText(journal)].filter(Boolean),
      ...notes,
      ...(settings.length > 0 ? [`Settings: ${settings.map(({ name, value }) => `${name}=${value}`).join(" ")}`] : []),
    ]),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.map(text).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

export function list(title: string, items: readonly string[]): string {
  return items.length > 0 ? [`**${title}**`, "", ...items.map((item) => `- ${text(item)}`)].join("\n") : "";
}

/** What a target or a user wrote must stay text: no markup, no table cells, no line of its own. */
export function text(value: string): string {
  return printable(value.replace(/\s+/g, " "))
    .replace(/[\\`*_[\]<>|&~]/g, "\\$&")
    .replace(/^(?:#|[+-](?=[ -]))/, "\\$&")
    .replace(/^\d+(?=[.)] )/, "$&\\");
}

/** Lines of a file or a shell: the fence is longer than any that stands in them. */
export function fenced(lines: readonly string[], language = ""): string {
  const ticks = lines.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length);
  const fence = "`".repeat(Math.max(3, ...ticks.map((length) => length + 1)));
  return [`${fence}${language}`, ...lines.map(printable), fence].join("\n");
}

function code(value: string): string {
  return `\`${printable(value).replace(/`/g, "'")}\``;
}
