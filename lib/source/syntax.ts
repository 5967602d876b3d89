/** How a value is written: the words for people and the reader that holds to them. */
import { refusal } from "../text/refusal";

export interface Syntax<T> {
  /** What is accepted, as it stands in refusals and in docs/settings.md. */
  accepts: string;
  /** What docs/settings.md says behind it; no refusal needs it. */
  hint?: string;
  /** The words that it may be, where they are few. */
  words?: readonly string[];
  /**
   * @param text as the user wrote it
   * @param name what a refusal calls it: the setting, or the path in the CONFIG file
   * @throws Refusal
   */
  read(text: string, name: string, outside: Outside): T;
}

export interface FileLook {
  /** It has no size, and perhaps no end. */
  device: boolean;
  bytes: number;
}

/** What lies outside of the settings themselves. */
export interface Outside {
  /** Throws when the file cannot be read. */
  readFile(path: string): string;
  /** What it would read, without reading it; null: it cannot be looked at. Left out: every file is read. */
  look?(path: string): FileLook | null;
  /** The folder that relative file names start from. */
  cwd: string;
  /** Empty when the pattern is valid RE2, else what is wrong with it. */
  regexError(pattern: string): string;
  /** HAPROXY; left out: it is not given. */
  haproxy?: string;
  /** Names of the embedded server's flaws; left out: any name is let through, and starting the server decides. */
  flaws?: readonly string[];
}

/** One of a few words, upper or lower case. */
export function oneOf<Word extends string>(...words: Word[]): Syntax<Word> {
  const accepts = `one of ${words.join(", ")}`;
  return {
    accepts,
    words,
    read(text, name) {
      const word = words.find((w) => w === text.toLowerCase());
      if (word === undefined) throw refusal(name, text, accepts, { known: words });
      return word;
    },
  };
}

const TRUE = ["1", "true", "on", "yes"];
const FALSE = ["0", "false", "off", "no"];

export const yesOrNo: Syntax<boolean> = {
  accepts: "1 or 0, true or false, on or off, yes or no",
  read(text, name) {
    const word = text.toLowerCase();
    if (TRUE.includes(word)) return true;
    if (FALSE.includes(word)) return false;
    throw refusal(name, text, this.accepts);
  },
};

/** Decimal digits and nothing else: `1e3`, `0x10`, `+5` and `5.0` are refused. */
export function integer(min: number, max: number): Syntax<number> {
  const accepts = `a whole number from ${min} to ${max}`;
  return {
    accepts,
    read(text, name) {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
      if (!(value >= min && value <= max)) throw refusal(name, text, accepts);
      return value;
    },
  };
}
