/** Writes the notes that a reader of trials needs, and their lines on a terminal. */
import { RESTARTS } from "./restart-advice";
import { wrap } from "./layout";
import { text } from "./summary";

/** The note on clients that only connected. */
export const KERNEL =
  "What decided was whether the accept queue kept growing: a client that only connects proves the kernel alone.";

/** Where nothing restarts the target, and the run stopped for it. */
export const RESTART_FIRST = `Restart the service yourself before you run this again. ${RESTARTS}`;

/** For the terminal. */
export function noteLines(notes: readonly string[]): string[] {
  if (notes.length === 0) return [];
  return ["", "Notes", ...notes.flatMap((note) => wrap(note, 100, "  - "))];
}

/** For summary.md: one block, or none. */
export function noteList(notes: readonly string[]): string[] {
  return notes.length === 0 ? [] : [notes.map((note) => `- ${text(note)}`).join("\n")];
}
