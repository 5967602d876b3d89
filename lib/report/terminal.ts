/** The report that a person reads: one screenful, the verdict first. */
import type { Journal, JournalChecker } from "../model/journal";
import { clip, columnsBelow, painter, titled, VERDICT_COLOURS, wrap, type Paint } from "./layout";
import {
  cadenceText,
  SHORT_CLIENT_COLUMNS,
  clientText,
  closeGapText,
  countersText,
  gatesText,
  logText,
  notMet,
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

/** What is listed before "… more", so that the report stays a screenful. */
const MOST = { checkers: 3, rules: 4, advice: 4, settings: 2 };
const SCREENFUL = 40;
const WIDTH = 100;

/**
 * @param options.colour emphasis by SGR escapes; without it the text is the same
 * @param options.width columns, at least 60; default 100
 */
export function terminalReport(journal: Journal, options: { colour: boolean; width?: number }): string {
  const width = Math.max(60, options.width ?? WIDTH);
  const paint = painter(options.colour);
  const sections = [
    headline(journal, width, paint),
    clients(journal, width, paint),
    [...checkers(journal, width, paint), ...facts(journal, width, paint)],
    rules(journal, width, paint),
    section("What to change", journal.advice, MOST.advice, journal, width, paint),
  ];
  const lines = sections.filter((section) => section.length > 0).flatMap((section) => ["", ...section]);
  const given = settings(journal, width, paint);
  const room = SCREENFUL - lines.length - given.length - 1;
  return `${[...lines, "", ...given, ...notes(journal, room, width, paint)].join("\n").trimEnd()}\n\n`;
}

/** The notes, as many as the screen still has room for. */
function notes(journal: Journal, room: number, width: number, paint: Paint): string[] {
  const fits = (most: number) => section("Notes", journal.notes, most, journal, width, paint).length <= room;
  const most = [4, 3, 2].find(fits) ?? 1;
  return section("Notes", journal.notes, most, journal, width, paint);
}

function headline(journal: Journal, width: number, paint: Paint): string[] {
  const { verdict } = journal;
  const title = verdict.toUpperCase();
  const rest = [`${targetText(journal)}: ${verdictText(journal)}`, rateText(journal)].filter(Boolean).join(", ");
  return [
    ...titled(`${title} `, `${paint(VERDICT_COLOURS[verdict], title)} `, rest, width),
    ...wrap(journal.reason, width, "  "),
    ...wrap(journal.attributionReason, width, "  Weak: "),
  ];
}

function clients(journal: Journal, width: number, paint: Paint): string[] {
  const rows = phaseRows(journal);
  const about = labelled("Clients", clientText(journal), width, paint);
  if (rows.length === 0) return about;
  const { heading, lines } = columnsBelow(["", ...SHORT_CLIENT_COLUMNS], rows, width);
  return [...about, ...heading.map((line) => paint("dim", line)), ...lines];
}

function checkers(journal: Journal, width: number, paint: Paint): string[] {
  const shown = journal.checkers.slice(0, MOST.checkers);
  return [
    ...shown.flatMap((checker) => checkerLines(checker, width, paint)),
    ...more(journal.checkers, shown, journal),
  ];
}

function checkerLines(checker: JournalChecker, width: number, paint: Paint): string[] {
  const name = checker.style === checker.name ? checker.name : `${checker.name} (${checker.style})`;
  const did = [name, probesText(checker), opinionText(checker)].filter(Boolean).join("; ");
  const how = [cadenceText(checker), closeGapText(checker)].filter(Boolean).join("; ");
  const [most] = checker.unproven;
  return [
    ...labelled("Checker", did, width, paint),
    ...wrap(how, width, INDENT),
    ...(most ? [clip(`${INDENT}not proven: ${most.count} × ${most.reason}`, width)] : []),
  ];
}

function facts(journal: Journal, width: number, paint: Paint): string[] {
  const kernel =
    journal.evidence === "kernel" ? "kernel only: a connection that opens does not prove that the service took it" : "";
  const facts: [string, string][] = [
    ["Queue", queueText(journal)],
    ["Process", processText(journal)],
    ["Log", logText(journal)],
    ["Counters", countersText(journal)],
    ["Evidence", kernel],
    ["How sure", sureText(journal)],
  ];
  return facts.flatMap(([label, text]) => (text ? labelled(label, text, width, paint) : []));
}

function rules(journal: Journal, width: number, paint: Paint): string[] {
  const failed = notMet(journal);
  const shown = failed.slice(0, MOST.rules);
  return [
    ...labelled("Gates", gatesText(journal), width, paint),
    ...shown.flatMap(({ name, text }) => wrap(`${name}: ${text}`, width, "  - ")),
    ...more(failed, shown, journal),
  ];
}

function settings({ settings: given }: Journal, width: number, paint: Paint): string[] {
  if (given.length === 0) return [];
  const text = given.map(({ name, value }) => `${name}=${value}`).join(" ");
  const lines = labelled("Settings", text, width, paint);
  return lines.length <= MOST.settings
    ? lines
    : [...lines.slice(0, MOST.settings - 1), clip(`${lines[MOST.settings - 1]} …`, width)];
}

function section(
  title: string,
  items: readonly string[],
  most: number,
  journal: Pick<Journal, "settings">,
  width: number,
  paint: Paint,
): string[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, most);
  return [paint("bold", title), ...shown.flatMap((item) => wrap(item, width, "  - ")), ...more(items, shown, journal)];
}

const INDENT = " ".repeat(10);

function labelled(label: string, text: string, width: number, paint: Paint): string[] {
  return titled(INDENT, paint("bold", label.padEnd(INDENT.length)), text, width);
}

/** A line that says how many items are left out, and where they are. */
function more(all: readonly unknown[], shown: readonly unknown[], { settings }: Pick<Journal, "settings">): string[] {
  const left = all.length - shown.length;
  const where = settings.some(({ name }) => name === "OUT")
    ? "in journal.json"
    : "with OUT=folder, in its journal.json";
  return left > 0 ? [`  … ${left} more ${where}`] : [];
}
