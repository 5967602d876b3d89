/**
 * HCL as far as Consul's configurations use it: blocks, `key = value`, lists, objects, heredocs and comments; no expressions. A block that
 * comes several times is a list. https://github.com/hashicorp/hcl/tree/hcl1
 */
import type { Data } from "./data";
import { wrong, type SourceFile } from "./place";

const DEEPEST = 100;
const NAME = /[A-Za-z_][\w.-]*/y;
const HEX = /-?0[xX][0-9a-fA-F]{1,12}/y;
const LITERAL = /true|false|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<-?([A-Za-z_]\w*)\r?\n/y;
const ESCAPES: Record<string, string> = {
  ...{ a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" },
  ...{ '"': '"', "\\": "\\" },
};
/** A character by its number: `\101`, `\x41`, `\u00e9`, `\U0001f600`. */
const NUMBERED = /([0-7]{3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})/y;

/** The key of a block's first label, `job "web" {`. */
export const LABEL = "";

/**
 * @param second the language of HCL 2: blocks have labels, and a value may be an expression, which stays the text that it is
 * @throws Refusal with the line
 */
export function parseHcl(file: SourceFile, { second = false } = {}): Data {
  const { name, text } = file;
  let position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;

  const here = () => text.charAt(position);
  const fail = (reason: string) => wrong(file, line, reason);
  const expected = (what: string) =>
    fail(`${what} expected, but there is ${position < text.length ? JSON.stringify(here()) : "the file's end"}`);

  function skip(to: number): void {
    for (; position < to; position++) if (text.charCodeAt(position) === 10) line++;
  }

  function skipSpace(): void {
    for (;;) {
      const two = text.substr(position, 2);
      if (/^\s/.test(two)) skip(position + 1);
      else if (two.startsWith("#") || two === "//") skip(endOfLine());
      else if (two === "/*") {
        const end = text.indexOf("*/", position + 2);
        if (end < 0) throw fail("a comment without an end");
        skip(end + 2);
      } else return;
    }
  }

  function endOfLine(): number {
    const end = text.indexOf("\n", position);
    return end < 0 ? text.length : end;
  }

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    if (found === null) return undefined;
    skip(position + found[0].length);
    return found[1] ?? found[0];
  }

  function string(): string {
    let result = "";
    for (position++; ; position++) {
      const character = here();
      if (character === "" || character === "\n") throw fail("a text without its closing quote");
      if (character === '"') break;
      if (second && character === "$" && text.charAt(position + 1) === "{") {
        const inserted = insertion();
        result += inserted;
        position += inserted.length - 1;
      } else if (character !== "\\") result += character;
      else {
        const escape = ESCAPES[text.charAt(++position)] ?? numbered();
        if (escape === undefined) throw fail(`${JSON.stringify(`\\${here()}`)} is no escape`);
        result += escape;
      }
    }
    position++;
    return result;
  }

  /** `${ … }`, which may hold quotes and braces of its own; it stays as it is. */
  function insertion(): string {
    let open = 0;
    for (let at = position; at < text.length && text.charAt(at) !== "\n"; at++) {
      if (text.charAt(at) === "{") open++;
      if (text.charAt(at) === "}" && --open === 0) return text.slice(position, at + 1);
    }
    throw fail("a ${ without its }");
  }

  /** To the end of its line, or of the list or block around it. */
  function expression(): string {
    const start = position;
    let open = 0;
    for (; position < text.length; position++) {
      const character = here();
      if (/[([{]/.test(character)) open++;
      else if (/[)\]}]/.test(character) && --open < 0) break;
      else if (open === 0 && (/[\n,]/.test(character) || character === "#")) break;
      else if (character === "\n") line++;
      else if (character === '"') {
        string();
        position--;
      }
    }
    return text.slice(start, position).trim();
  }

  /** It leaves the position at its last character. */
  function numbered(): string | undefined {
    NUMBERED.lastIndex = position;
    const found = NUMBERED.exec(text);
    if (found === null) return undefined;
    const [all, octal, ...hex] = found;
    // One alternative with hexadecimal digits has matched, and the others are empty.
    const code = octal === undefined ? parseInt(hex.join(""), 16) : parseInt(octal, 8);
    // Beyond the last character, or half of one.
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    position += all.length - 1;
    return String.fromCodePoint(code);
  }

  function heredoc(mark: string): string {
    const lines: string[] = [];
    for (;;) {
      if (position >= text.length) throw fail(`a text without its closing ${mark}`);
      const end = endOfLine();
      const row = text.slice(position, end);
      if (row.trim() === mark) {
        position = end;
        return lines.map((one) => `${one}\n`).join("");
      }
      lines.push(row);
      skip(Math.min(end + 1, text.length));
    }
  }

  function key(): string {
    const found = here() === '"' ? string() : take(NAME);
    if (found === undefined) throw expected("a name");
    return found;
  }

  function value(path: string, depth: number): Data {
    if (depth > DEEPEST) throw fail(`nested more than ${DEEPEST} deep`);
    const place = { file: name, path, line };
    if (here() === "{") return { kind: "map", ...place, text: "{ … }", fields: block(path, depth) };
    if (here() === "[") return { kind: "list", ...place, text: "[ … ]", items: list(path, depth) };
    if (here() === '"') return { kind: "scalar", raw: true, ...place, text: string() };
    const mark = take(HEREDOC);
    if (mark !== undefined) return { kind: "scalar", raw: true, ...place, text: heredoc(mark) };
    const hex = take(HEX);
    const literal =
      hex === undefined ? take(LITERAL) : String(hex.startsWith("-") ? -Number(hex.slice(1)) : Number(hex));
    if (literal === undefined) {
      const words = second ? expression() : "";
      if (words === "") throw expected("a value");
      return { kind: "scalar", raw: true, ...place, text: words };
    }
    return { kind: "scalar", raw: true, ...place, text: literal };
  }

  function list(path: string, depth: number): Data[] {
    const items: Data[] = [];
    position++;
    for (;;) {
      skipSpace();
      if (here() === "]") break;
      items.push(value(`${path}[${items.length}]`, depth + 1));
      skipSpace();
      if (here() === ",") position++;
      else if (here() !== "]") throw expected(", or ]");
    }
    position++;
    return items;
  }

  function block(path: string, depth: number): Map<string, Data> {
    position++;
    const fields = body("}", path, depth);
    position++;
    return fields;
  }

  function body(closing: string, path: string, depth: number): Map<string, Data> {
    const fields = new Map<string, Data>();
    for (;;) {
      skipSpace();
      if (here() === closing) return fields;
      if (here() === "") throw expected(closing);
      const at = line;
      const named = key();
      const within = path === "" ? named : `${path}.${named}`;
      skipSpace();
      const labels: string[] = [];
      while (second && here() === '"') {
        labels.push(string());
        skipSpace();
      }
      const assigned = here() === "=" || here() === ":";
      if (assigned) position++;
      skipSpace();
      if (!assigned && here() !== "{") throw expected("= or {");
      const read = { ...value(within, depth + 1), line: at };
      if (second && assigned) skipOperators();
      const [label] = labels;
      if (label !== undefined && read.kind === "map")
        read.fields.set(LABEL, { kind: "scalar", raw: true, file: name, path: within, line: at, text: label });
      fields.set(named, joined(fields.get(named), read, !assigned));
      skipSpace();
      if (here() === ",") position++;
    }
  }

  /** What stands behind a value in its line belongs to its expression: `a ? b : c`, `1 + 2`. */
  function skipOperators(): void {
    const [blank = ""] = /^[ \t]*/.exec(text.slice(position, position + 200)) ?? [];
    if (/^[?:+\-*%&|=!<>]|^\/(?![/*])/.test(text.substr(position + blank.length, 2))) expression();
  }

  /** Blocks of the same name are a list. */
  function joined(before: Data | undefined, next: Data, isBlock: boolean): Data {
    if (before === undefined) return next;
    if (!isBlock || before.kind === "scalar") throw wrong(file, next.line, `${next.path} is given twice`);
    if (before.kind !== "list") return { ...before, kind: "list", items: [before, next], text: "[ … ]" };
    return { ...before, items: [...before.items, next] };
  }

  return { kind: "map", file: name, path: "", line: 1, text: "{ … }", fields: body("", "", 0) };
}
