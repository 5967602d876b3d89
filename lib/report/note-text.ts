/** The sentences of notes, and those of one kind. */
import type { Note, NoteKind } from "../model/note";

/** `web: a FIN is assumed`, `haproxy.cfg:14: \`tfo\` is not emulated: no data in the SYN`. */
export function noteText({ checker, place, text }: Note): string {
  return [checker, place, text].filter((part) => part !== undefined).join(": ");
}

/** @param kinds in the order in which they are printed */
export function notesOf(notes: readonly Note[], ...kinds: NoteKind[]): Note[] {
  return kinds.flatMap((kind) => notes.filter((note) => note.kind === kind));
}
