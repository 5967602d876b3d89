/** The reports of a search for the least that harms: one line, and the command that reproduces it. */
import type { MinimalJournal } from "../model/trials-journal";
import { minimalPage } from "./html/minimal-page";
import { journalFile } from "./journal-file";
import { testsuites } from "./junit-cases";
import { painter, wrap } from "./layout";
import { fenced, text } from "./summary";
import { noteLines, noteList } from "./trials-notes";

/**
 * @param why nothing is known, or not all of it; empty where the least was found
 * @returns what the terminal prints, and the files of OUT by name
 */
export function minimalReport(
  journal: MinimalJournal,
  why: string,
  { colour }: { colour: boolean },
): { terminal: string; files: Record<string, string> } {
  const { target, finding, command, notes, startedAt } = journal;
  const paint = painter(colour);
  const title = `MINIMAL STORM ${target}:`;
  const [first, ...others] = wrap(`${title} ${finding}`, 100);
  return {
    terminal: `${[
      "",
      `${paint("bold", title)}${(first ?? "").slice(title.length)}`,
      ...others,
      ...(command === "" ? [] : ["", `    ${command}`]),
      ...noteLines(notes),
    ].join("\n")}\n\n`,
    files: {
      "journal.json": journalFile(journal),
      "summary.md": `${[
        `## probe-storm: minimal storm of ${text(target)}`,
        text(finding),
        ...(command === "" ? [] : [fenced(command.split("\n"), "sh")]),
        ...noteList(notes),
      ].join("\n\n")}\n`,
      "report.html": minimalPage(journal),
      "junit.xml": testsuites(`probe-storm ${target} minimal-storm`, startedAt, [{ name: finding, error: why }]),
    },
  };
}
