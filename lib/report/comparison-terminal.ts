/** The comparison that a person reads: a row for each checker, then which is safe and what to change. */
import type { ArmJournal, Comparison } from "../model/comparison";
import {
  armCells,
  ARM_COLUMNS,
  changeAdvice,
  comparisonNotes,
  findings,
  goingOn,
  reasons,
  serviceAdvice,
} from "./comparison-words";
import { listed } from "../text/format";
import { itemAt, mapAll } from "../model/non-empty";
import { painter, table, titled, VERDICT_COLOURS, wrap, type Paint } from "./layout";

const WIDTH = 80;

export function comparisonText(comparison: Comparison, { colour }: { colour: boolean }): string {
  const paint = painter(colour);
  const { verdict, target, reason, arms, gate } = comparison;
  const title = verdict.toUpperCase();
  const deciding = gate.length < arms.length ? ` (decided by ${listed(gate)})` : "";
  const paragraphs = [
    [
      ...titled(`${title} `, `${paint(VERDICT_COLOURS[verdict], title)} `, `${target}${deciding}: ${reason}`, WIDTH),
      ...(comparison.cutShort === "" ? [] : ["The run was cut short; the arms that were over by then are kept."]),
    ],
    rows(arms, paint),
    findings(comparison).flatMap(({ label, text }) => wrap(`${label}: ${text}`, WIDTH)),
    ...reasons(comparison).map(({ name, text }) => wrap(`${name}: ${text}`, WIDTH)),
    ...changeAdvice(comparison).map(({ text, lines }) => [...wrap(text, WIDTH), ...lines.map((line) => `    ${line}`)]),
    section("What to change in the service", serviceAdvice(comparison), paint),
    section("To go on", goingOn(comparison), paint),
    section("Notes", comparisonNotes(comparison), paint),
  ];
  return `${paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => `\n${lines.join("\n")}\n`)
    .join("")}\n`;
}

function section(title: string, items: readonly string[], paint: Paint): string[] {
  return items.length === 0 ? [] : [paint("bold", title), ...items.flatMap((item) => wrap(item, WIDTH, "  - "))];
}

/** Two lines or more for each checker, so that they fit any terminal: what it came to, and below what it did on the wire. */
function rows(arms: readonly ArmJournal[], paint: Paint): string[] {
  const told = mapAll(
    [ARM_COLUMNS, ...arms.map(armCells)],
    ({ checker, verdict, cause, lost, outage, queue, full, log, said }, index) => [
      checker,
      index > 0 && cause !== "" ? `${verdict}, ${cause}` : verdict,
      ...[lost, outage, queue, full, log, said],
    ],
  );
  const used = told[0].map((_, column) => told.some((row, index) => index > 0 && row[column] !== ""));
  const [head, ...lines] = table(
    mapAll(told, (row) => row.filter((_, column) => used[column])),
    WIDTH,
  );
  return [
    ...head.map((cells) => paint("dim", cells.join("  ").trimEnd())),
    ...arms.flatMap((arm, index) => [
      ...itemAt(lines, index, "the rows of the table").map((cells, line) =>
        line === 0 ? rowLine(arm, cells, paint) : cells.join("  ").trimEnd(),
      ),
      ...wireLines(arm),
    ]),
  ];
}

/** @param cells of one line: the second one begins with the verdict */
function rowLine(arm: ArmJournal, [name = "", told = "", ...rest]: readonly string[], paint: Paint): string {
  const { length } = armCells(arm).verdict;
  const painted = `${paint(VERDICT_COLOURS[arm.verdict], told.slice(0, length))}${told.slice(length)}`;
  return [name, painted, ...rest].join("  ").trimEnd();
}

function wireLines(arm: ArmJournal): string[] {
  const { checks, wire } = armCells(arm);
  return wrap(checks === "" ? wire : `${checks} × ${wire}`, WIDTH, "  ");
}
