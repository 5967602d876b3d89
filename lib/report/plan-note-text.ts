/** Writes what the plan chose where the settings leave it open. */
import type { PlanNote } from "../model/plan";
import { durationText } from "../text/duration";
import { factorText } from "./factor-text";

export function planNoteText(note: PlanNote): string {
  switch (note.kind) {
    case "longer-storm":
      return `STORM=${durationText(note.stormMs)}: a shorter one has too few checks, because no check is shortened.`;
    case "own-rate-kept":
      return `${note.checker} keeps its own rate whatever SPEEDUP says: ${factorText(note.factorReason)}.`;
  }
}

/** The checker that it is about; null: it is about the run as a whole. */
export function planNoteChecker(note: PlanNote): string | null {
  return note.kind === "own-rate-kept" ? note.checker : null;
}
