/** The reports of a search for the least that harms: one line, and the command that reproduces it. */
import type { MinimalConclusion } from "../model/conclusion";
import type { MinimalJournal } from "../model/trials-journal";
import { filesOf } from "./formats";
import { painter, wrap } from "./layout";
import type { Reports } from "./reports";
import { findingText, holdNote, soFarText, whyUnknown } from "./minimal-words";
import { endText, makeTrialsJournal } from "./build-trials-journal";
import { noteLines } from "./trials-notes";

/** @returns what the terminal prints, the files of OUT by name, and why not all of it is known; empty where the least was found */
export function minimalReport(
  conclusion: MinimalConclusion,
  options: { colour: boolean },
): Reports & { inconclusive: string } {
  const why = whyUnknown(endText(conclusion.end), conclusion.found);
  return { inconclusive: why, ...minimalReports(journalOf(conclusion, why), options) };
}

/** From its journal alone. */
export function minimalReports(journal: MinimalJournal, { colour }: { colour: boolean }): Reports {
  const { target, finding, command, notes } = journal;
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
    files: filesOf(journal),
  };
}

function journalOf(conclusion: MinimalConclusion, why: string): MinimalJournal {
  const { found, command, trials } = conclusion;
  const tried = trials.map(({ storm, result: { outcome, verdict, cause } }) => ({ storm, outcome, verdict, cause }));
  const own = { finding: findingOf(conclusion, why), command, minimal: found, tried };
  return makeTrialsJournal(conclusion, "minimal", own, { before: [], behind: holdNotes(conclusion) });
}

function findingOf({ found, checker, hold, runs, end }: MinimalConclusion, why: string): string {
  // Why a search ended is half a sentence; the reason of a trial is a whole one.
  if (end.kind !== "complete" && (found === null || found.harms === "unclear")) return `Nothing can be said: ${why}.`;
  if (found === null || found.harms === "unclear") return `Nothing can be said: ${why}`;
  const soFar = end.kind === "complete" ? "" : ` ${soFarText(found, runs, why)}`;
  return `${findingText(found, checker, hold, runs)}${soFar}`;
}

function holdNotes({ found, hold, checker }: MinimalConclusion): string[] {
  const holdMs = found?.storm.holdMs ?? null;
  return holdMs === null || hold?.by !== "steps" ? [] : [holdNote(checker.name, holdMs)];
}
