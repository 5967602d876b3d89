/** What a sweep found: bands of delay with their verdicts, and the number of trials behind each. */
import { counted, digits } from "../text/format";
import { sweepPage } from "../report/html/sweep-page";
import { journalFile } from "../report/journal-file";
import { painter, type Emphasis } from "../report/layout";
import { testsuites } from "../report/junit-cases";
import { table as markdownTable, text } from "../report/summary";
import { bandText, edgeText, endingText, rangeText } from "../report/sweep-words";
import type { Concluded } from "./experiment-types";
import type { Trial } from "../model/trial";
import type { Band, Point, SweepJournal } from "../model/trials-journal";
import { endingOf, makeTrialsJournal } from "./make-trials-journal";
import { noteLines, noteList } from "./notes";
import { edgesOf } from "./edges";
import { bands, pointOf } from "./sweep";
import type { ReportContext } from "./trials-types";

const COLOURS: Readonly<Record<Point["outcome"], Emphasis>> = {
  harmless: "green",
  harmed: "red",
  mixed: "yellow",
  unclear: "magenta",
};

export function sweepReport(context: ReportContext, complete: Point[][] | null): Concluded {
  const { planned, trials, ended, startedAt, colour } = context;
  const { config, rates } = planned;
  const [checker] = config.checkers;
  const found = complete ?? rates.map((rate) => pointsSoFar(trials, rate));
  const unclear = unclearText(found.flat(), trials);
  const ending = endingOf(complete !== null, ended);
  const sweep = {
    checker: checker!.name,
    ending: checker!.connections[0].ending.kind,
    rates: found.map((points, index) => {
      return { ratePerSecond: rates[index]!, bands: bands(points), edges: edgesOf(points), points };
    }),
  };
  const notes = { before: unclear === "" ? [] : [capitalised(unclear)], behind: [] };
  const journal: SweepJournal = makeTrialsJournal(context, ending, "sweep", { sweep }, notes);
  return {
    terminal: terminal(journal, colour),
    files: {
      "journal.json": journalFile(journal),
      "summary.md": markdown(journal),
      "report.html": sweepPage(journal),
      "junit.xml": testsuites(`probe-storm ${journal.target} delay-sweep`, startedAt, casesOf(journal)),
    },
    lostGates: [],
    inconclusive: ending.why || unclear,
  };
}

function pointsSoFar(trials: readonly Trial[], rate: number): Point[] {
  const delays = new Map<number, Trial[]>();
  for (const trial of trials) {
    const { nodes, intervalMs, delayMs } = trial.storm;
    if (Math.abs((nodes * 1000) / intervalMs - rate) > 1e-6) continue;
    delays.set(delayMs!, [...(delays.get(delayMs!) ?? []), trial]);
  }
  return [...delays]
    .map(([delayMs, of]) =>
      pointOf(
        delayMs,
        of.map(({ result }) => result),
        1,
      ),
    )
    .sort((a, b) => a.delayMs - b.delayMs);
}

function terminal({ target, sweep, end, ended, trials, notes }: SweepJournal, colour: boolean): string {
  const paint = painter(colour);
  const lines = sweep.rates.flatMap(({ ratePerSecond, bands: all, edges }) => [
    "",
    `${sweep.checker}, ${digits(ratePerSecond)} checks a second, ${endingText(sweep.ending)} after`,
    ...(all.length === 0 ? ["  not looked at"] : []),
    ...table(all.map(rowOf)).map((line, index) => `  ${paint(COLOURS[all[index]!.outcome], line)}`),
    ...edges.map((edge) => `  ${edgeText(edge)}`),
  ]);
  return `${[
    "",
    `DELAY SWEEP ${target}: ${counted(trials, "trial")}${end === "complete" ? "" : `; not complete: ${ended}`}`,
    ...lines,
    ...noteLines(notes),
  ].join("\n")}\n\n`;
}

function rowOf(band: Band): string[] {
  return [rangeText(band), band.outcome, bandText(band)];
}

function table(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}

function markdown({ target, sweep, end, ended, notes }: SweepJournal): string {
  const blocks = sweep.rates.map(({ ratePerSecond, bands: all, edges }) =>
    [
      `**${text(sweep.checker)}**, ${digits(ratePerSecond)} checks a second, ${endingText(sweep.ending)} after`,
      "",
      all.length === 0 ? "not looked at" : markdownTable(["delay", "outcome", ""], all.map(rowOf)),
      ...(edges.length === 0 ? [] : ["", ...edges.map((edge) => `- ${text(edgeText(edge))}`)]),
    ].join("\n"),
  );
  const state = end === "complete" ? "" : `Not complete: ${text(ended)}.`;
  return `${[`## probe-storm: delay sweep of ${text(target)}`, state, ...blocks, ...noteList(notes)].filter(Boolean).join("\n\n")}\n`;
}

/** A measurement passes whatever it found; only what is not known is an error. */
function casesOf({ sweep, end, ended }: SweepJournal) {
  const found = sweep.rates.flatMap(({ ratePerSecond, bands: all }) =>
    all.map((band) => ({
      name: `${rangeText(band)} at ${digits(ratePerSecond)}/s: ${band.outcome}`,
      error: band.outcome === "unclear" ? bandText(band) : "",
    })),
  );
  return end === "complete" ? found : [...found, { name: "complete", error: ended }];
}

/** Empty where every point was clear. */
function unclearText(points: readonly Point[], trials: readonly Trial[]): string {
  const unclear = points.filter(({ outcome }) => outcome === "unclear");
  const spoilt = trials.filter(({ result }) => result.outcome === "unclear").pop();
  if (unclear.length === 0 || spoilt === undefined) return "";
  return `nothing could be said of ${unclear.length} of ${counted(points.length, "delay")}: ${spoilt.result.reason}`;
}

const capitalised = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
