/**
 * A line of HAProxy's configuration, cut into words as HAProxy does (src/tools.c, parse_line): quotes, backslashes, comments,
 * environment variables in double quotes.
 */
import { failure, success, type Result } from "./result";

export interface Word {
  /** Its characters are bytes. */
  text: string;
  /** Environment variables in it that only HAProxy's own host knows; they are empty here. */
  unknown: string[];
}

/** More are refused. */
const MOST_WORDS = 64;

/** Stands for itself wherever it is. */
const PLAIN = /[^ \t\v\f\r\0"'\\#$]+/y;
const SPACE = /[ \t\v\f]/;
const HEX = /^[0-9a-fA-F]{2}$/;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ...[..."\\ #'\""].map((char): [string, string] => [char, char]),
  ["t", "\t"],
  ["n", "\n"],
  ["r", "\r"],
]);
const NAME_START = /[A-Za-z_.]/;
const NAME = /[A-Za-z0-9_]/;

/** @param line its characters are bytes, without the line's end */
export function wordsOf(line: string): Result<Word[]> {
  const words: Word[] = [];
  let word: Word | undefined;
  let quote = "";
  const here = () => (word ??= { text: "", unknown: [] });

  let at = 0;
  while (at < line.length) {
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(line);
    if (plain !== null) {
      here().text += plain[0];
      at += plain[0].length;
      continue;
    }
    const char = line.charAt(at);
    if (char === "\0" || char === "\r" || (char === "#" && quote === "")) break;
    if (char === quote) {
      quote = "";
      at++;
    } else if (quote === "" && (char === '"' || char === "'")) {
      quote = char;
      here();
      at++;
    } else if (char === "\\" && quote !== "'") {
      const escape = escaped(line, at, quote);
      if (escape === null) return failure("\\x needs two hex digits behind it");
      here().text += escape.text;
      at += escape.length;
    } else if (quote === "" && SPACE.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
    } else if (char === "$" && quote === '"') {
      const variable = variableAt(line, at);
      if (!variable.ok) return variable;
      const { text, name, end } = variable.value;
      here().text += text;
      if (name !== "") here().unknown.push(name);
      at = end;
    } else {
      here().text += char;
      at++;
    }
  }
  if (quote !== "") return failure(`the quote ${quote} is not closed`);
  if (word !== undefined) words.push(word);
  if (words.length > MOST_WORDS) return failure(`too many words; expected at most ${MOST_WORDS}`);
  // A word is a C string for HAProxy: \x00 ends it.
  return success(words.map(({ text, unknown }) => ({ text: text.replace(/\0[^]*$/, ""), unknown })));
}

/** What a backslash and what follows stand for; null for half a `\x`. Where it escapes nothing it is a backslash. */
function escaped(line: string, at: number, quote: string): { text: string; length: number } | null {
  const next = line[at + 1] ?? "";
  if (next === "x") {
    const digits = line.slice(at + 2, at + 4);
    return HEX.test(digits) ? { text: String.fromCharCode(parseInt(digits, 16)), length: 4 } : null;
  }
  if (next === "$" && quote === '"') return { text: "$", length: 2 };
  const text = ESCAPES.get(next);
  return text === undefined ? { text: "\\", length: 1 } : { text, length: 2 };
}

/** `$X`, `${X}` or `${X-default}`; HAProxy's own `.FILE`, `.LINE` and `.SECTION` are unknown too. */
function variableAt(line: string, at: number): Result<{ text: string; name: string; end: number }> {
  const brace = line[at + 1] === "{";
  let end = at + (brace ? 2 : 1);
  const start = end;
  if (!NAME_START.test(line[end] ?? "")) return failure("$ needs the name of a variable behind it");
  end++;
  while (NAME.test(line[end] ?? "")) end++;
  const name = line.slice(start, end);
  if (!brace) return success({ text: "", name, end });
  if (line.startsWith("[*]", end)) end += 3;
  const close = line.indexOf("}", end);
  if (close < 0 || (line[end] !== "}" && line[end] !== "-")) return failure(`the brace of \${${name} is not closed`);
  // Without the variable the default is what HAProxy takes as well; with it nobody here can tell.
  return success({ text: line[end] === "-" ? line.slice(end + 1, close) : "", name, end: close + 1 });
}
