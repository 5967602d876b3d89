/** Which of what happens becomes a line that stays, for those who have no line that is written anew. */
import type { Happening } from "../model/progress";
import { happeningText } from "./progress-text";

/** A log in which nothing happens for so long may be of a run that hangs: then a line tells how far it is. Of a long run, seldom. */
const SILENT_MS = 30_000;
const SILENT_SHARE = 1 / 20;

/** @returns what is said of one happening after the other, by a clock in ms; null: nothing */
export function progressLines(): (happening: Happening, nowMs: number) => string | null {
  let saidMs: number | null = null;
  return (happening, nowMs) => {
    saidMs ??= nowMs;
    const silent = happening.kind === "status" ? Math.max(SILENT_MS, happening.leftMs * SILENT_SHARE) : 0;
    if (nowMs - saidMs < silent) return null;
    const text = happeningText(happening);
    if (text !== null) saidMs = nowMs;
    return text;
  };
}
