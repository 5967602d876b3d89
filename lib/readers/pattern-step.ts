/** A regular expression of a file, in the words of PCRE or Perl, as the step of an exchange, which speaks RE2. */
import type { Step } from "../model/extension";
import type { Note } from "../model/note";
import { place, wrong, type SourceFile } from "../source/place";
import { notEmulated } from "../source/unsupported";
import { finds } from "../wire/steps";
import { translated } from "./haproxy/regex";

export interface PatternStep {
  steps: Step[];
  /** Where it cannot be looked for. */
  notes: Note[];
}

/**
 * @param keyword what the file calls it
 * @throws Refusal for what is no pattern
 */
export function patternStep(file: SourceFile, line: number, keyword: string, text: string): PatternStep {
  const found = /[^\0-\x7f]/.test(text)
    ? ({ kind: "unsupported", reason: "characters that are not ASCII" } as const)
    : translated(text);
  if (found.kind === "pattern") return { steps: [finds(found.pattern)], notes: [] };
  if (found.kind === "invalid")
    throw wrong(file, line, `${keyword}: expected a regular expression, got one with ${found.reason}`);
  return { steps: [], notes: [notEmulated(place(file, line), keyword, found.reason)] };
}
