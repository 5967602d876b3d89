/** One block's statements by their first word, each with its place, and what of it nobody has asked for. */
import { LONGEST_MS } from "../../text/duration";
import { decimal } from "../../text/decimal";
import { place, wrong, type SourceFile } from "../../source/place";
import { unsupported } from "../../source/unsupported";
import type { Note } from "../../model/note";
import type { Statement } from "./statements";

export interface Reader {
  file: SourceFile;
  /** The last one of this name counts, as in keepalived. */
  last(name: string): Statement | undefined;
  all(name: string): Statement[];
  /** The statements with a name that nobody has asked for, but for those that are ignored. */
  unread(ignored: ReadonlySet<string>): Note[];
}

/** A statement of a checker that changes what keepalived logs. */
export const LOGGING: ReadonlySet<string> = new Set(["log_all_failures"]);

export function reader(file: SourceFile, block: readonly Statement[]): Reader {
  const asked = new Set<string>();
  const all = (name: string) => {
    asked.add(name);
    return block.filter(({ words }) => words[0] === name);
  };
  return {
    file,
    all,
    last(name) {
      const found = all(name);
      return found[found.length - 1];
    },
    unread: (ignored) =>
      block
        .filter(({ words: [name = ""] }) => !asked.has(name) && !ignored.has(name))
        .map((statement) => statementNote(file, statement)),
  };
}

/** @param because what happens instead, or why it cannot be done */
export function statementNote(file: SourceFile, { words, line }: Statement, because?: string): Note {
  const why = because === undefined ? "" : `: ${because}`;
  return unsupported(place(file, line), `\`${words.join(" ")}\` is not emulated${why}`, words[0]);
}

/** Its word behind the name. */
export function textAfter(file: SourceFile, statement: Statement): string {
  const word = statement.words[1];
  if (word === undefined) throw wrong(file, statement.line, `\`${statement.words[0]}\` stands without a value`);
  return word;
}

/** The same for what stands in a request or a command. */
export function printableAfter(file: SourceFile, statement: Statement): string {
  const text = textAfter(file, statement);
  if (!/^[\x20-\x7e]*$/.test(text))
    throw wrong(file, statement.line, `${statement.words[0]}: only printable ASCII can be sent`);
  return text;
}

/** Seconds with a fraction, as ms. */
export function secondsAfter(file: SourceFile, statement: Statement, least = 0): number {
  const text = textAfter(file, statement);
  const ms = Math.round(decimal(text) * 1e6) / 1e3;
  if (!(ms >= least && ms <= LONGEST_MS))
    throw wrong(
      file,
      statement.line,
      `${statement.words[0]}: expected a number of seconds, such as 6 or 2.5, got "${text}"`,
    );
  return ms;
}

export function wholeAfter(file: SourceFile, statement: Statement, least: number, most: number): number {
  const text = textAfter(file, statement);
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most))
    throw wrong(
      file,
      statement.line,
      `${statement.words[0]}: expected a whole number from ${least} to ${most}, got "${text}"`,
    );
  return value;
}

/** `alpha` alone, or with a word. */
export function isOn({ words }: Statement): boolean {
  return !/^(?:off|false|no)$/i.test(words[1] ?? "on");
}
