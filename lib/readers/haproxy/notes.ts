/** What is not emulated, line by line. */
import type { Note } from "../../model/note";
import { place, type SourceFile } from "../../source/place";
import { unsupported } from "../../source/unsupported";

export interface LineNote {
  line: number;
  text: string;
  /** It is emulated, and is probably not what was meant. */
  mistake?: true;
}

/** In the order of the file, each once. */
export function lineNotes(file: SourceFile, notes: readonly LineNote[]): Note[] {
  const inOrder = [...notes].sort((a, b) => a.line - b.line);
  const once = new Map(inOrder.map((note) => [`${note.line} ${note.text}`, note]));
  return [...once.values()].map(({ line, text, mistake }) =>
    mistake ? { kind: "mistake", place: place(file, line), text } : unsupported(place(file, line), text),
  );
}
