/** Text in a fixed width: wrapping, columns, emphasis. */
import type { Verdict } from "../model/journal";
import { firstOf, isNonEmpty, itemAt, mapAll, type NonEmpty } from "../model/non-empty";
import { printable } from "../text/format";

/** Breaks at spaces, but not before `%`; a word longer than the line stands alone. The first line begins with `lead`, the others with as many spaces. */
export function wrap(text: string, width: number, lead = ""): string[] {
  const indent = " ".repeat(lead.length);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+(?!%)/).filter(Boolean)) {
    if (line !== "" && lead.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  return lines.map((content, index) => clip(`${index === 0 ? lead : indent}${content}`, width));
}

/**
 * A headline: its first line begins with a painted title, which takes no more room than the title.
 *
 * @param title as it is measured, with the space behind it
 * @param painted the same with its emphasis
 */
export function titled(title: string, painted: string, text: string, width: number): NonEmpty<string> {
  const [first, ...others] = wrap(text, width, title);
  return first === undefined ? [painted] : [`${painted}${first.slice(title.length)}`, ...others];
}

export function clip(text: string, width: number): string {
  const clean = printable(text);
  return clean.length <= width ? clean : `${clean.slice(0, Math.max(0, width - 1))}…`;
}

/** Columns two spaces apart: the first to the left, numbers to the right, and in the last a list that may take several lines. */
export function columns(rows: readonly (readonly string[])[], width: number): string[] {
  return rowsInColumns(rows, width).flat();
}

/** As `columns`, with the lines of the heading apart from those of the rows. */
export function columnsBelow(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): { heading: string[]; lines: string[] } {
  const all = rowsInColumns([heading, ...rows], width);
  return { heading: firstOf(all), lines: all.slice(1).flat() };
}

function rowsInColumns(rows: readonly (readonly string[])[], width: number): string[][] {
  const fixed = Math.max(...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: fixed }, (_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const before = widths.reduce((sum, cell) => sum + cell + 2, 2);
  return rows.map((row) => {
    const cells = widths.map((cell, column) =>
      column === 0 ? (row[column] ?? "").padEnd(cell) : (row[column] ?? "").padStart(cell),
    );
    const [first, ...others] = wrapList(row[fixed] ?? "", width - before);
    return [`  ${cells.join("  ")}  ${first ?? ""}`.trimEnd(), ...others.map((more) => " ".repeat(before) + more)];
  });
}

/**
 * The lines of each row, their cells padded to columns; where the rows are wider than `width`, the widest columns give way first and
 * take several lines. A number stays with its unit; the table is wider than `width` where its longest words are.
 */
export function table(rows: NonEmpty<readonly string[]>, width: number): NonEmpty<string[][]> {
  const drawn = rows[0].map((_, index) => {
    const cells = rows.map((row) => pieces(itemAt(row, index, "a row of the table")));
    const longest = (of: (cell: string[]) => number) => Math.max(...cells.map(of));
    const least = longest((cell) => Math.max(0, ...cell.map((piece) => piece.trimEnd().length)));
    return { cells, least, width: longest((cell) => cell.join("").length) };
  });
  const total = drawn.reduce((sum, column) => sum + column.width, 2 * (drawn.length - 1));
  for (let over = total - width; over > 0; over--) {
    const wide = drawn.filter((column) => column.width > column.least);
    if (!isNonEmpty(wide)) break;
    wide.reduce((widest, column) => (column.width > widest.width ? column : widest)).width--;
  }
  const padded = drawn.map((column) => {
    const wrapped = column.cells.map((cell) => filled(cell, column.width));
    const used = Math.max(...wrapped.flat().map(({ length }) => length));
    return { wrapped, pad: (line = "") => line.padEnd(used) };
  });
  return mapAll(rows, (_, index) => {
    const cells = padded.map(({ wrapped, pad }) => ({ lines: itemAt(wrapped, index, "a column of the table"), pad }));
    const height = Math.max(...cells.map(({ lines }) => lines.length));
    return Array.from({ length: height }, (_line, line) => cells.map(({ lines, pad }) => pad(lines[line])));
  });
}

/** A line for each row, its cells padded to columns two spaces apart, as wide as they are. */
export function tableText(rows: NonEmpty<readonly string[]>): string {
  return table(rows, Infinity)
    .flatMap((lines) => lines.map((cells) => cells.join("  ").trimEnd()))
    .join("\n");
}

/** Where a cell may break: after a space that does not stand between a number and its unit, and within a path after `/` and `#`. */
function pieces(cell: string): string[] {
  const found = printable(cell).matchAll(/(?:\d (?=[%a-zµ×])|of (?=\d)|UP |\/(?=s\b)|[^ /#])*(?:[ /#]+|$)/g);
  return [...found].map(([piece]) => piece).filter(Boolean);
}

function filled(cell: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const piece of cell) {
    const last = lines[lines.length - 1];
    if (last !== undefined && (last + piece).trimEnd().length <= width) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.length === 0 ? [""] : lines.map((line) => line.trimEnd());
}

/** Breaks at commas only, so that a number stays with its noun. */
function wrapList(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const item of text.split(", ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 2 + item.length <= width - 1) lines[lines.length - 1] = `${last}, ${item}`;
    else lines.push(item);
  }
  return lines.map((line, index) => clip(index < lines.length - 1 ? `${line},` : line, width));
}

export type Emphasis = "bold" | "dim" | "red" | "green" | "yellow" | "magenta";

/** SGR parameters (ECMA-48). */
const SGR: Readonly<Record<Emphasis, string>> = {
  bold: "1",
  dim: "2",
  red: "1;31",
  green: "1;32",
  yellow: "1;33",
  magenta: "1;35",
};

export const VERDICT_COLOURS: Readonly<Record<Verdict, Emphasis>> = {
  held: "green",
  degraded: "yellow",
  wedged: "red",
  inconclusive: "magenta",
};

export type Paint = (emphasis: Emphasis, text: string) => string;

export function painter(colour: boolean): Paint {
  return (emphasis, text) => (colour && text !== "" ? `\u001b[${SGR[emphasis]}m${text}\u001b[0m` : text);
}
