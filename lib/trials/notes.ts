/** What a reader of trials must know beside what they found. */
import { wrap } from "../report/layout";

/** Of clients that only connected. */
export const KERNEL =
  "What decided was whether the accept queue kept growing: a client that only connects proves the kernel alone.";

/** For the terminal. */
export function noteLines(notes: readonly string[]): string[] {
  if (notes.length === 0) return [];
  return ["", "Notes", ...notes.flatMap((note) => wrap(note, 100, "  - "))];
}

/** For summary.md: one block, or none. */
export function noteList(notes: readonly string[]): string[] {
  return notes.length === 0 ? [] : [notes.map((note) => `- ${note}`).join("\n")];
}
