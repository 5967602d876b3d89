/** The words of a line, taken one after the other. */
import type { LineNote } from "./notes";
import type { Word } from "./words";

export class Wrong extends Error {}

export interface Arguments {
  readonly line: number;
  readonly notes: LineNote[];
  readonly more: boolean;
  peek(): string;
  next(): string;
  /** The word behind a keyword. @throws Wrong when there is none */
  value(keyword: string, what?: string): string;
}

export function argumentsOf(words: readonly Word[], line: number): Arguments {
  let at = 0;
  const notes: LineNote[] = [];
  const take = () => {
    const word = words[at++]!;
    if (word.unknown.length > 0)
      notes.push({ line, text: `the environment variable ${word.unknown.join(", ")} is not known here` });
    return word;
  };
  return {
    line,
    notes,
    get more() {
      // An empty word ends the line, as it does for HAProxy.
      return at < words.length && (words[at]!.text !== "" || words[at]!.unknown.length > 0);
    },
    peek: () => words[at]?.text ?? "",
    next: () => take().text,
    value(keyword, what = "a value") {
      const word = words[at];
      if (word === undefined || (word.text === "" && word.unknown.length === 0))
        throw new Wrong(`${keyword} needs ${what} behind it`);
      return take().text;
    },
  };
}
