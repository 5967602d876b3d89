/** The reports of a sweep: bands of delay with their verdicts, and the number of trials behind each. */
import { isNonEmpty, itemAt } from "../model/non-empty";
import type { Band, Point, SweepJournal } from "../model/trials-journal";
import type { SweepConclusion } from "../model/conclusion";
import { counted, digits } from "../text/format";
import { filesOf } from "./formats";
import { painter, table, type Emphasis, type Paint } from "./layout";
import type { Reports } from "./reports";
import { capital } from "./sentence";
import { bandRow, edgeText, endingText, unclearText } from "./sweep-words";
import { endText, makeTrialsJournal } from "./build-trials-journal";
import { noteLines } from "./trials-notes";

const COLOURS: Readonly<Record<Point["outcome"], Emphasis>> = {
  harmless: "green",
  harmed: "red",
  mixed: "yellow",
  unclear: "magenta",
};

/** @returns what the terminal prints, the files of OUT by name, and why not all of it is known; empty where it is */
export function sweepReport(
  conclusion: SweepConclusion,
  options: { colour: boolean },
): Reports & { inconclusive: string } {
  const { sweep, trials, end } = conclusion;
  const spoilt = trials.filter(({ result }) => result.outcome === "unclear").pop();
  const points = sweep.rates.flatMap((rate) => rate.points);
  const unclear = spoilt === undefined ? "" : unclearText(points, spoilt.result.reason);
  const notes = { before: unclear === "" ? [] : [capital(unclear)], behind: [] };
  const journal: SweepJournal = makeTrialsJournal(conclusion, "sweep", { sweep }, notes);
  return { inconclusive: endText(end) || unclear, ...sweepReports(journal, options) };
}

/** From its journal alone. */
export function sweepReports(journal: SweepJournal, { colour }: { colour: boolean }): Reports {
  return {
    terminal: terminal(journal, colour),
    files: filesOf(journal),
  };
}

function terminal({ target, sweep, end, ended, trials, notes }: SweepJournal, colour: boolean): string {
  const paint = painter(colour);
  const lines = sweep.rates.flatMap(({ ratePerSecond, bands: all, edges }) => [
    "",
    `${sweep.checker}, ${digits(ratePerSecond)} checks a second, ${endingText(sweep.ending)} after`,
    ...(all.length === 0 ? ["  not looked at"] : []),
    ...bandLines(all, paint),
    ...edges.map((edge) => `  ${edgeText(edge)}`),
  ]);
  return `${[
    "",
    `DELAY SWEEP ${target}: ${counted(trials, "trial")}${end === "complete" ? "" : `; not complete: ${ended}`}`,
    ...lines,
    ...noteLines(notes),
  ].join("\n")}\n\n`;
}

function bandLines(bands: readonly Band[], paint: Paint): string[] {
  const rows = bands.map(bandRow);
  if (!isNonEmpty(rows)) return [];
  const lines = table(rows, Infinity).map((cells) => cells.map((line) => line.join("  ").trimEnd()));
  return bands.flatMap(({ outcome }, index) =>
    itemAt(lines, index, "the rows of the table").map((line) => `  ${paint(COLOURS[outcome], line)}`),
  );
}
