/** `tcp-check expect` and `http-check expect`. */
import type { Expect } from "../../wire/haproxy/rules";
import { SyntaxFault, type Arguments } from "./arguments";
import type { Pattern } from "./expect-match";
import { isPatternOf, PATTERNS, readPattern } from "./expect-pattern";
import { noKeyword, noNumber } from "./not-accepted";

/** Keywords of an `expect` rule besides its pattern. */
const MODIFIERS = [
  ...["min-recv", "comment", "on-success", "on-error", "ok-status", "error-status", "tout-status", "status-code"],
];

interface StatusWord {
  /** Which word of the rule it replaces. */
  key: "ok" | "wrong" | "late";
  accepted: string[];
}

const STATUS_WORDS: ReadonlyMap<string, StatusWord> = new Map<string, StatusWord>([
  ["ok-status", { key: "ok", accepted: ["L4OK", "L6OK", "L7OK", "L7OKC"] }],
  ["error-status", { key: "wrong", accepted: ["L4CON", "L6RSP", "L7RSP", "L7STS", "L7OKC"] }],
  ["tout-status", { key: "late", accepted: ["L4TOUT", "L6TOUT", "L7TOUT"] }],
]);

/** HAProxy waits for as much as its buffer holds, 16 kB, whatever is asked for. */
const LARGEST_BUFFER = 16_384;

export function readExpect(words: Arguments, http: boolean): Pattern {
  const modifiers: Partial<Expect> = {};
  let not = false;
  let pattern: ((not: boolean) => Pattern) | undefined;
  if (!words.more) throw new SyntaxFault("expect needs a pattern behind it");
  while (words.more) {
    let keyword = words.next();
    if (keyword.startsWith("!")) {
      const negated = keyword.replace(/^!+/, "");
      if ((keyword.length - negated.length) % 2 === 1) not = !not;
      keyword = negated || words.value("!", "a pattern");
      if (MODIFIERS.includes(keyword)) throw new SyntaxFault(`! goes with a pattern, not with ${keyword}`);
    }
    const status = STATUS_WORDS.get(keyword);
    if (isPatternOf(keyword, http)) {
      if (pattern !== undefined) throw new SyntaxFault("expect takes one pattern");
      pattern = readPattern(keyword, words, http);
    } else if (keyword === "min-recv") {
      const bytes = minBytesOf(words.value(keyword, "a number"));
      if (bytes !== undefined) modifiers.minBytes = bytes;
    } else if (status !== undefined) {
      modifiers[status.key] = statusWord(keyword, status, words);
    } else if (MODIFIERS.includes(keyword)) {
      words.value(keyword);
    } else {
      throw new SyntaxFault(noKeyword("expect", keyword, [...PATTERNS[http ? "http" : "tcp"], ...MODIFIERS]));
    }
  }
  if (pattern === undefined) throw new SyntaxFault("expect needs a pattern");
  const { expect, part } = pattern(not);
  return { expect: { ...expect, ...modifiers }, part };
}

/** -1 asks for no number of bytes; what is no number is 0, as C's atol reads it. */
function minBytesOf(text: string): number | undefined {
  const number = Number(/^\s*([-+]?[0-9]{1,9})/.exec(text)?.[1] ?? 0);
  if (number < -1) throw new SyntaxFault(noNumber("min-recv", text, "-1 or a whole number"));
  return number === -1 ? undefined : Math.min(number, LARGEST_BUFFER);
}

function statusWord(keyword: string, { accepted }: StatusWord, words: Arguments): string {
  const word = words.value(keyword).toUpperCase();
  if (!accepted.includes(word)) throw new SyntaxFault(noKeyword(keyword, word, accepted));
  if (keyword === "error-status" && word === "L7OKC")
    words.notes.push({
      line: words.line,
      text: "`error-status L7OKC` is not emulated: a mismatch is a failure here",
    });
  return word;
}
