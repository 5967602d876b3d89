/** A happening as one line of JSON, for programs: docs/progress.md is the contract. */
import { PROGRESS_VERSION, type Happening } from "../model/progress";
import { printable } from "../text/format";
import { hasFields } from "../text/shape";
import { isSayable } from "./progress-text";

/** Names and reasons may hold what a target has sent. */
const LONGEST_TEXT = 300;

export function progressEvent(happening: Happening): string {
  return JSON.stringify({ progress: PROGRESS_VERSION, ...happening }, (_, value: unknown) =>
    typeof value === "string" ? printable(value.slice(0, LONGEST_TEXT)) : value,
  );
}

/** null: it is something else. Another version may have other fields: it is none of ours. */
export function readProgressEvent(line: string): Happening | null {
  if (!line.startsWith('{"progress":')) return null;
  try {
    const value: unknown = JSON.parse(line);
    if (!hasFields(value, "progress", "kind") || value.progress !== PROGRESS_VERSION) return null;
    return typeof value.kind === "string" && isSayable(value.kind) ? (value as unknown as Happening) : null;
  } catch {
    return null;
  }
}
