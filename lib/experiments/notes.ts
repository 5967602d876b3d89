/** What a reader of trials must know beside what they found. */
import { RESTARTS } from "../report/restart-advice";
import type { RunEnd } from "../model/journal";
import { wrap } from "../report/layout";
import { text } from "../report/summary";
import type { PlannedTrials } from "./trials-types";

/** Of clients that only connected. */
export const KERNEL =
  "What decided was whether the accept queue kept growing: a client that only connects proves the kernel alone.";

/** What a reader does where nothing restarts the target; no note where something does, or the run went all its way. */
export function goingOn(end: RunEnd, { reset }: Pick<PlannedTrials, "reset">): string[] {
  if (end !== "stopped" || reset !== null) return [];
  return [`Restart the service yourself before you run this again. ${RESTARTS}`];
}

/** For the terminal. */
export function noteLines(notes: readonly string[]): string[] {
  if (notes.length === 0) return [];
  return ["", "Notes", ...notes.flatMap((note) => wrap(note, 100, "  - "))];
}

/** For summary.md: one block, or none. */
export function noteList(notes: readonly string[]): string[] {
  return notes.length === 0 ? [] : [notes.map((note) => `- ${text(note)}`).join("\n")];
}
