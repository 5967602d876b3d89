/** Checkers with their notes as the reports print them. */
import type { Checker } from "../../lib/model/checker";
import type { Note, NoteKind } from "../../lib/model/note";
import { notesOf, noteText } from "../../lib/report/note-text";

export type PrintedChecker = Omit<Checker, "notes"> & PrintedNotes;

export interface PrintedNotes {
  assumptions: string[];
  unsupported: string[];
  /** Left out: there are none. */
  mistakes?: string[];
  notes?: string[];
}

export function printedChecker({ notes, ...checker }: Checker): PrintedChecker {
  return { ...checker, ...printedNotes(notes) };
}

export function printedNotes(notes: readonly Note[] = []): PrintedNotes {
  const plain = textsOf(notes, "note");
  const mistakes = textsOf(notes, "mistake");
  return {
    assumptions: textsOf(notes, "assumption"),
    unsupported: textsOf(notes, "unsupported"),
    ...(mistakes.length > 0 && { mistakes }),
    ...(plain.length > 0 && { notes: plain }),
  };
}

export function textsOf(notes: readonly Note[] = [], kind: NoteKind): string[] {
  return notesOf(notes, kind).map(noteText);
}
