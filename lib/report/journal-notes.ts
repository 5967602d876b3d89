/** The journal's notes: caveats, assumptions and what is not emulated, each once. */
import type { Evidence } from "../model/evidence";
import type { Judgement } from "../model/judgement";
import type { NoteKind } from "../model/note";
import { caveatChecker, caveatText } from "./caveat-text";
import { noteText, notesOf } from "./note-text";
import { planNoteChecker, planNoteText } from "./plan-note-text";

interface Told {
  text: string;
  /** null: it is about the run as a whole. */
  checker: string | null;
}

export function noteEntries({ plan, start }: Evidence, judgement: Judgement): Told[] {
  const ofRun = (text: string): Told => ({ text, checker: null });
  const ofChecks = (...kinds: NoteKind[]) =>
    plan.checkers
      .flatMap((checker) => notesOf(checker.notes, ...kinds))
      .map((note): Told => ({ text: noteText(note), checker: note.checker ?? null }));
  const all = [
    ...judgement.caveats.map((caveat) => ({ text: caveatText(caveat), checker: caveatChecker(caveat) })),
    ...plan.notes.map((note) => ({ text: planNoteText(note), checker: planNoteChecker(note) })),
    ...ofChecks("note"),
    ...(start?.client.reason ? [ofRun(start.client.reason)] : []),
    ...(start?.notes ?? []).map(ofRun),
    ...ofChecks("mistake", "assumption", "unsupported"),
  ];
  return [...new Map(all.map((one) => [one.text, one])).values()];
}
