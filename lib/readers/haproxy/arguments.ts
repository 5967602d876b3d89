/** The words of a line, taken one after the other. */
import type { LineNote } from "./notes";
import type { Word } from "./line-words";

/** A line that HAProxy refuses; the reader of the section knows its number. */
export class SyntaxFault extends Error {}

/** The same with its number: the servers that the line speaks of are out of reach, and no others. */
export interface Fault {
  line: number;
  reason: string;
}

export interface Arguments {
  readonly line: number;
  readonly notes: LineNote[];
  readonly more: boolean;
  peek(): string;
  next(): string;
  /** The word behind a keyword. @throws SyntaxFault when there is none */
  value(keyword: string, what?: string): string;
}

export function argumentsOf(words: readonly Word[], line: number): Arguments {
  let at = 0;
  const notes: LineNote[] = [];
  /** An empty word ends the line, as it does for HAProxy. */
  const here = () => {
    const word = words[at];
    return word === undefined || (word.text === "" && word.unknown.length === 0) ? undefined : word;
  };
  const take = (word: Word | undefined) => {
    at++;
    if (word === undefined) return "";
    if (word.unknown.length > 0)
      notes.push({ line, text: `the environment variable ${word.unknown.join(", ")} is not known here` });
    return word.text;
  };
  return {
    line,
    notes,
    get more() {
      return here() !== undefined;
    },
    peek: () => words[at]?.text ?? "",
    next: () => take(words[at]),
    value(keyword, what = "a value") {
      const word = here();
      if (word === undefined) throw new SyntaxFault(`${keyword} needs ${what} behind it`);
      return take(word);
    },
  };
}
