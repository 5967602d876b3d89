/**
 * JSON with the line of every value. A YAML parser reads JSON as well, but not plans of many megabytes in the time that people wait for
 * a run to begin.
 */
import { textWithheld } from "../text/secret";
import type { Data } from "./data";
import { wrong, type SourceFile } from "./place";

const DEEPEST = 100;
/** A string without escapes, and without what must not be in one. */
const PLAIN = /^"[ !#-[\]-~]*"$/;
const [BRACE, BRACKET, QUOTE] = [0x7b, 0x5b, 0x22];
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** @throws Refusal with the line for what is no JSON, and for a key that is given twice */
export function parseJson(file: SourceFile): Data {
  const { name, text } = file;
  let position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;

  function skipSpace(): void {
    for (;;) {
      const code = text.charCodeAt(position);
      if (code === 10) line++;
      else if (code !== 32 && code !== 9 && code !== 13) return;
      position++;
    }
  }

  function expected(what: string): Error {
    const found = position < text.length ? JSON.stringify(text.charAt(position)) : "the file's end";
    return wrong(file, line, `not JSON: expected ${what}, got ${found}`);
  }

  /** At an opening quote. */
  function string(): string {
    const start = position;
    let end = position;
    do end = text.indexOf('"', end + 1);
    while (end > 0 && isEscaped(text, end, start));
    if (end < 0) throw wrong(file, line, "not JSON: a string without its closing quote");
    const raw = text.slice(start, end + 1);
    position = end + 1;
    if (PLAIN.test(raw)) return raw.slice(1, -1);
    if (raw.includes("\n")) throw wrong(file, line, "not JSON: a string without its closing quote");
    try {
      return JSON.parse(raw) as string;
    } catch {
      throw wrong(file, line, `not JSON: a text of ${textWithheld(raw)} has an escape that is none`);
    }
  }

  function value(path: string, depth: number): Data {
    if (depth > DEEPEST) throw wrong(file, line, `nested more than ${DEEPEST} deep`);
    const at = line;
    // Spelled out: k6's interpreter takes its time for a spread, and a plan has hundreds of thousands of values.
    switch (text.charCodeAt(position)) {
      case BRACE:
        return { kind: "map", fields: fields(path, depth), file: name, path, line: at, text: "{ … }" };
      case BRACKET:
        return { kind: "list", items: items(path, depth), file: name, path, line: at, text: "[ … ]" };
      case QUOTE:
        return { kind: "scalar", raw: true, file: name, path, line: at, text: string() };
    }
    LITERAL.lastIndex = position;
    const literal = LITERAL.exec(text)?.[0];
    if (literal === undefined) throw expected("a value");
    position += literal.length;
    return literal === "null"
      ? { kind: "empty", file: name, path, line: at, text: "" }
      : { kind: "scalar", raw: true, file: name, path, line: at, text: literal };
  }

  function fields(path: string, depth: number): Map<string, Data> {
    const result = new Map<string, Data>();
    each("}", () => {
      if (text.charAt(position) !== '"') throw expected("a key in quotes");
      const key = string();
      if (result.has(key)) throw wrong(file, line, `${JSON.stringify(key)} is given twice`);
      skipSpace();
      if (text.charAt(position) !== ":") throw expected("a colon");
      position++;
      skipSpace();
      result.set(key, value(path === "" ? key : `${path}.${key}`, depth + 1));
    });
    return result;
  }

  function items(path: string, depth: number): Data[] {
    const result: Data[] = [];
    each("]", () => result.push(value(`${path}[${result.length}]`, depth + 1)));
    return result;
  }

  /** At an opening bracket: what stands between the commas, to the closing one. */
  function each(closing: string, read: () => void): void {
    position++;
    skipSpace();
    if (text.charAt(position) === closing) {
      position++;
      return;
    }
    for (;;) {
      read();
      skipSpace();
      const next = text.charAt(position);
      if (next !== "," && next !== closing) throw expected(`a comma or ${closing}`);
      position++;
      if (next === closing) return;
      skipSpace();
    }
  }

  skipSpace();
  const data = value("", 0);
  skipSpace();
  if (position < text.length) throw expected("the file's end");
  return data;
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, quote: number, start: number): boolean {
  let before = quote - 1;
  while (before > start && text.charAt(before) === "\\") before--;
  return (quote - 1 - before) % 2 === 1;
}
