/**
 * Directives and blocks as nginx and Varnish write them: words up to a semicolon, or up to the block in braces that belongs to them.
 * Comments begin with # and, where the language has them, with // or stand between the marks of C.
 */
import { wellFormed } from "../text/well-formed";
import type { Data } from "./data";
import { wrong, type SourceFile } from "./place";

export interface Directive {
  words: Word[];
  line: number;
  /** null: it ends with a semicolon. */
  block: Directive[] | null;
}

export interface Word {
  text: string;
  quoted: boolean;
  line: number;
}

const DEEPEST = 50;
const MOST = 100_000;
const TOKEN =
  /[ \t\r]+|\n|#[^\n]*|"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|([;{}])|((?:\\[^]|\$\{|[^\s;{}"'\\]|\\)+)|["']/y;
const C_TOKEN = /\/\/[^\n]*|\/\*[^]*?\*\//y;

export interface Language {
  /** Comments as in C. */
  c: boolean;
  /** What a backslash stands for inside of quotes; null: for itself. */
  escapes: ReadonlyMap<string, string> | null;
}

/** @throws Refusal with the line of a quote or a block without an end */
export function directives(file: SourceFile, language: Language): Directive[] {
  const text = wellFormed(file.text.replace(/^\ufeff/, ""));
  const top: Directive[] = [];
  const open: Directive[][] = [top];
  const openedAt: number[] = [];
  let words: Word[] = [];
  let line = 1;
  let count = 0;
  let position = 0;
  const finish = (block: Directive[] | null) => {
    if (words.length === 0 && block === null) return;
    if (++count > MOST) throw wrong(file, line, `more than ${MOST} directives`);
    open[open.length - 1]?.push({ words, line: words[0]?.line ?? line, block });
    words = [];
  };
  while (position < text.length) {
    const start = line;
    const comment = language.c ? match(C_TOKEN, text, position) : null;
    const found = comment ?? match(TOKEN, text, position);
    if (found === null) throw wrong(file, line, "a character that stands for nothing");
    const [whole, double, single, mark, plain] = found;
    position += whole.length;
    line += whole.split("\n").length - 1;
    if (comment !== null) continue;
    if (whole === '"' || whole === "'") throw wrong(file, start, "a quote has no end");
    const quoted = double ?? single;
    if (quoted !== undefined) words.push({ text: unescaped(quoted, language), quoted: true, line: start });
    else if (plain !== undefined) words.push({ text: plain, quoted: false, line: start });
    else if (mark === ";") finish(null);
    else if (mark === "{") {
      if (open.length > DEEPEST) throw wrong(file, line, `nested more than ${DEEPEST} deep`);
      const block: Directive[] = [];
      finish(block);
      open.push(block);
      openedAt.push(line);
    } else if (mark === "}") {
      finish(null);
      if (openedAt.pop() === undefined) throw wrong(file, line, "a } without a block that it could end");
      open.pop();
    }
  }
  const unended = openedAt.pop();
  if (unended !== undefined) throw wrong(file, unended, "a { without its }");
  if (words.length > 0) throw wrong(file, words[0]?.line ?? line, `\`${words[0]?.text ?? ""}\` has no ; behind it`);
  return top;
}

function match(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function unescaped(text: string, { escapes }: Language): string {
  return escapes === null ? text : text.replace(/\\([^])/g, (whole, letter: string) => escapes.get(letter) ?? whole);
}

/** A word as data, for what is read of it: a number, a duration, a port. */
export function dataOf(file: SourceFile, { text, line }: Word, path: string): Data {
  return { kind: "scalar", raw: true, file: file.name, path, line, text };
}

/** All directives of a name, however deep, each with the blocks around it, the outermost first. */
export function everywhere(
  all: readonly Directive[],
  name: string,
  around: readonly Directive[] = [],
): { directive: Directive; around: readonly Directive[] }[] {
  return all.flatMap((directive) => [
    ...(directive.words[0]?.text === name ? [{ directive, around }] : []),
    ...(directive.block === null ? [] : everywhere(directive.block, name, [...around, directive])),
  ]);
}
