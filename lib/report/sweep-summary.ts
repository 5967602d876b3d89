/** summary.md of a sweep: a table of bands for each rate. */
import type { SweepJournal } from "../model/trials-journal";
import { digits } from "../text/format";
import { table, text } from "./summary";
import { bandRow, edgeText, endingText } from "./sweep-words";
import { noteList } from "./trials-notes";

export function sweepMarkdown({ target, sweep, end, ended, notes }: SweepJournal): string {
  const blocks = sweep.rates.map(({ ratePerSecond, bands: all, edges }) =>
    [
      `**${text(sweep.checker)}**, ${digits(ratePerSecond)} checks a second, ${endingText(sweep.ending)} after`,
      "",
      all.length === 0 ? "not looked at" : table(["delay", "outcome", ""], all.map(bandRow)),
      ...(edges.length === 0 ? [] : ["", ...edges.map((edge) => `- ${text(edgeText(edge))}`)]),
    ].join("\n"),
  );
  const state = end === "complete" ? "" : `Not complete: ${text(ended)}.`;
  return `${[`## probe-storm: delay sweep of ${text(target)}`, state, ...blocks, ...noteList(notes)].filter(Boolean).join("\n\n")}\n`;
}
