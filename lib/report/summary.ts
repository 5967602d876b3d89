/** summary.md: the verdict for a pipeline's job summary, in GitHub-flavoured Markdown. */
import { PHASES } from "../config";
import type { Journal } from "../journal";
import {
  cadenceText,
  CLIENT_COLUMNS,
  clientCells,
  clientText,
  opinionText,
  probesText,
  queueText,
  sureText,
  targetText,
  VERDICTS,
} from "./words";

export function summaryMarkdown(journal: Journal): string {
  const { verdict, cause, reason, attributionReason, advice, gates, floors, notes, settings } = journal;
  const unmet = verdict === "inconclusive" ? floors.filter(({ ok }) => !ok) : [];
  const lost = [...gates, ...unmet].filter(({ ok }) => !ok);
  const blocks = [
    `## probe-storm: ${verdict}`,
    `${code(targetText(journal))}: ${VERDICTS[verdict]}${cause ? ` (${cause})` : ""}`,
    text(reason),
    attributionReason && `**Weak attribution.** ${text(attributionReason)}`,
    table(
      ["", ...CLIENT_COLUMNS],
      PHASES.flatMap((name) => {
        const phase = journal.phases[name];
        return phase ? [[name, ...clientCells(phase)]] : [];
      }),
    ),
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
      "Not met",
      lost.map(({ name, text }) => `${name}: ${text}`),
    ),
    list("What to change", advice),
    list("To know", [
      `Clients: ${clientText(journal)}`,
      `Accept queue: ${queueText(journal)}`,
      ...[sureText(journal)].filter(Boolean),
      ...notes,
      ...(settings.length > 0 ? [`Settings: ${settings.map(({ name, value }) => `${name}=${value}`).join(" ")}`] : []),
    ]),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.map(text).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

function list(title: string, items: readonly string[]): string {
  return items.length > 0 ? [`**${title}**`, "", ...items.map((item) => `- ${text(item)}`)].join("\n") : "";
}

/** What a target or a user wrote must stay text: no markup, no table cells, no line of its own. */
function text(value: string): string {
  return value.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|&]/g, "\\$&");
}

function code(value: string): string {
  return `\`${value.replace(/`/g, "'")}\``;
}
