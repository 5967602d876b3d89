/** Writes the changes between two journals for a terminal: the outcome first, then what weakens it. */
import type { DifferenceOutcome, JournalDifference, Result } from "../model/journal-difference";
import { itemAt, lastOf } from "../model/non-empty";
import { listed } from "../text/format";
import { changeText } from "./change-text";
import {
  differenceRows,
  OUTCOMES,
  outcomeText,
  RESULTS,
  untoldText,
  wouldHaveShown,
  type DifferenceRow,
} from "./difference-words";
import { painter, table, titled, wrap, type Emphasis, type Paint } from "./layout";
import { capital, brief } from "./sentence";
import { unlikenessText } from "./unlikeness-text";

const WIDTH = 100;
/** The most lines of each part, so that the important ones stay on the screen. */
const MOST = { unlike: 6, told: 6, changes: 20, rows: 60 };

const COLOURS: Readonly<Record<DifferenceOutcome, Emphasis>> = {
  worse: "red",
  better: "green",
  mixed: "red",
  same: "green",
  unknown: "magenta",
};

const ROW_COLOURS: Readonly<Partial<Record<Result, Emphasis>>> = {
  worse: "red",
  better: "green",
  noise: "dim",
  unknown: "magenta",
};

/** @param options.colour emphasis by SGR escapes; without it the text is the same */
export function differenceText(difference: JournalDifference, { colour }: { colour: boolean }): string {
  const paint = painter(colour);
  const { outcome, changes, unlike } = difference;
  const of = (result: Result) => changes.filter((change) => change.result === result).map(changeText);
  const title = OUTCOMES[outcome].toUpperCase();
  const sentence = `${brief(difference.new.target)}: ${outcomeText(difference)}`;
  const paragraphs = [
    titled(`${title} `, `${paint(COLOURS[outcome], title)} `, sentence, WIDTH),
    section(
      "The runs differ in more than the service, which weakens this",
      unlike.map(unlikenessText),
      MOST.unlike,
      paint,
    ),
    rows(differenceRows(difference), paint),
    section("Worse", of("worse"), MOST.changes, paint),
    section("Better", of("better"), MOST.changes, paint),
    section("Different, and not counted", of("told"), MOST.told, paint),
    section("Noise, by the runs' own counts", of("noise"), MOST.told, paint),
    section("Cannot be told", unknowns(difference), MOST.told, paint),
    section("These runs would have shown", wouldHaveShown(difference).map(capital), MOST.told, paint),
  ];
  return `${paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => `\n${lines.join("\n")}\n`)
    .join("")}\n`;
}

/** Changes of an inconclusive run are not listed one by one. */
function unknowns(difference: JournalDifference): string[] {
  const { changes, untold } = difference;
  const arms = untold.filter(({ arm }) => arm !== "");
  const single = changes.filter(({ arm, result }) => result === "unknown" && !untold.some((one) => one.arm === arm));
  // One by one they would hide the rest: a process that is seen in one run only has five.
  const gates = single.filter((change) => change.about === "gate" && change.but === "not-measured");
  const names = gates.flatMap((change) => (change.about === "gate" ? [brief(change.name)] : []));
  return [
    ...arms.map((one) => `${brief(one.arm)}: ${untoldText(one, difference)}`),
    ...single.filter((change) => !gates.includes(change)).map(changeText),
    ...(names.length > 0 ? [`Gates that were measured in one run only: ${listed(names)}`] : []),
  ];
}

function section(title: string, items: readonly string[], most: number, paint: Paint): string[] {
  if (items.length === 0) return [];
  const left = items.length - most;
  return [
    paint("bold", title),
    ...items.slice(0, most).flatMap((item) => wrap(item, WIDTH, "  - ")),
    ...(left > 0 ? [`  … ${left} more with --json`] : []),
  ];
}

function rows(all: readonly DifferenceRow[], paint: Paint): string[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST.rows);
  const cells = shown.map((row) => [row.label, row.old, row.new, RESULTS[row.result]]);
  const [head, ...lines] = table([["", "old", "new", ""], ...cells], WIDTH);
  const left = all.length - shown.length;
  return [
    ...head.map((line) => paint("dim", line.join("  ").trimEnd())),
    ...shown.flatMap(({ result }, index) =>
      itemAt(lines, index, "the rows of the table").map((line) => {
        const start = line.slice(0, -1).join("  ");
        const end = lastOf(line, "the cells of a row").trimEnd();
        const colour = ROW_COLOURS[result];
        return end === "" ? start.trimEnd() : `${start}  ${colour ? paint(colour, end) : end}`;
      }),
    ),
    ...(left > 0 ? [`… ${left} more with --json`] : []),
  ];
}
