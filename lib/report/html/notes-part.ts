/** Assumptions, caveats and fallbacks that a reader must know. */
import { list, section } from "./blocks";
import type { Detail } from "./detail";
import type { Markup } from "./markup";

export function notesPart(notes: readonly string[], detail: Detail): Markup | null {
  return section("notes", "Notes", list(notes, detail));
}
