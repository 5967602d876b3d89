/** What a search for the least that harms found. */
import type { Checker } from "../model/checker";
import type { MinimalJournal, Shrunk } from "../model/trials-journal";
import { minimalReport } from "../report/minimal-report";
import { findingText, holdNote, soFarText } from "../report/minimal-words";
import type { Concluded } from "./experiment-types";
import { holdOf } from "./hold-of";
import { endingOf, makeTrialsJournal } from "./make-trials-journal";
import { reproduce } from "./reproduce";
import type { ReportContext } from "./trials-types";

/** @param found so far, where the search did not come to its end; null: nothing */
export function concludeMinimal(context: ReportContext, found: Shrunk | null): Concluded {
  const { planned, trials, ended } = context;
  const { config, runs } = planned;
  const [checker] = config.checkers;
  const unknown = found === null || found.harms === "unclear";
  // Nothing is harmless, or harms at times only, that was not looked at in all its runs.
  const cutShort = found === null || (found.harms === "always" && (found.unsettled.length > 0 || found.runs < runs));
  const ending = endingOf(!cutShort, ended);
  const why = ending.why || (unknown && found !== null ? found.last.reason : "");
  const finding = unknown
    ? `Nothing can be said: ${why}${why.endsWith(".") ? "" : "."}`
    : `${findingText(found, checker!, holdOf(checker!), runs)}${cutShort ? ` ${soFarText(found, runs, why)}` : ""}`;
  const command = found?.harms === "always" ? reproduce(config, found) : "";
  const tried = trials.map(({ storm, result: { outcome, verdict, cause } }) => ({ storm, outcome, verdict, cause }));
  const own = { finding, command, minimal: found, tried };
  const notes = { before: [], behind: holdNotes(checker!, found) };
  const journal: MinimalJournal = makeTrialsJournal(context, ending, "minimal", own, notes);
  return { ...minimalReport(journal, why, context), lostGates: [], inconclusive: why };
}

function holdNotes(checker: Checker, found: Shrunk | null): string[] {
  const holdMs = found?.storm.holdMs ?? null;
  return holdMs === null || holdOf(checker)?.by !== "steps" ? [] : [holdNote(checker.name, holdMs)];
}
