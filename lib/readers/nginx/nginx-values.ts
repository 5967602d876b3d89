/** What nginx's directives hold: `name=value` words, times, servers of an upstream. */
import { LONGEST_MS, milliseconds } from "../../text/duration";
import { portNumber } from "../../source/address";
import { dataOf, type Directive, type Language, type Word } from "../../source/directives";
import { refused } from "../../source/fields";
import type { SourceFile } from "../../source/place";

export const NGINX: Language = {
  c: false,
  escapes: new Map([
    ["n", "\n"],
    ["r", "\r"],
    ["t", "\t"],
    ['"', '"'],
    ["'", "'"],
    ["\\", "\\"],
  ]),
};

/** `interval=3000 type=http`, by name. */
export function parameters({ words }: Directive): ReadonlyMap<string, Word> {
  return new Map(
    words.slice(1).map((word): [string, Word] => {
      const equals = word.text.indexOf("=");
      return equals < 0
        ? [word.text, { ...word, text: "" }]
        : [word.text.slice(0, equals), { ...word, text: word.text.slice(equals + 1) }];
    }),
  );
}

/** `10s`, `500ms`, or a number of seconds; ms. */
export function timeOf(file: SourceFile, word: Word | undefined, name: string, otherwise: number): number {
  if (word === undefined) return otherwise;
  const ms = /^\d+$/.test(word.text) ? Number(word.text) * 1000 : milliseconds(word.text);
  if (!(ms >= 1 && ms <= LONGEST_MS)) throw refused(dataOf(file, word, name), "a time, such as 5s or 500ms");
  return ms;
}

export function directiveOf(block: readonly Directive[], name: string): Directive | undefined {
  return block.find(({ words }) => words[0]?.text === name);
}

export function valueOf(block: readonly Directive[], name: string): string | undefined {
  return directiveOf(block, name)?.words[1]?.text;
}

export function serversOf({ block }: Directive): Directive[] {
  return (block ?? []).filter(({ words }) => words[0]?.text === "server");
}

/** The port of an upstream's server: 80 where it names none; null: it is no address of IP. */
export function portOf(address: string): number | null {
  if (/^unix:/.test(address)) return null;
  const [, port] = /:(\d{1,5})$/.exec(address) ?? [];
  return port === undefined ? 80 : (portNumber(port) ?? null);
}
