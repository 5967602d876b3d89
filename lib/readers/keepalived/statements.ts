/**
 * keepalived.conf as statements and blocks: words up to the line's end, `{` and `}` around what belongs to the statement before, `!` and `#`
 * before a comment, `\` before a line that goes on, `$NAME=…` for what `$NAME` or `${NAME}` stands for from there on.
 */
import { wellFormed } from "../../text/well-formed";
import { wrong, type SourceFile } from "../../source/place";

export interface Statement {
  words: string[];
  line: number;
  block: Statement[] | null;
}

const DEEPEST = 20;
const MOST = 100_000;

/** @throws Refusal with the line of a quote or a block without an end */
export function statements(file: SourceFile): Statement[] {
  const top: Statement[] = [];
  /** The blocks that are open, the innermost last. */
  const open: OpenBlock[] = [];
  const defined = new Map<string, string>();
  /** What a `{` would belong to. */
  const before: { statement: Statement | null } = { statement: null };
  let count = 0;
  for (const { text, line } of logicalLines(wellFormed(file.text))) {
    const [, name, value = ""] = /^\s*\$([A-Za-z_]\w*)\s*=(.*)$/.exec(text) ?? [];
    if (name !== undefined) {
      defined.set(name, replaced(withoutComment(value), defined).trim());
      continue;
    }
    let words: string[] = [];
    const finish = () => {
      if (words.length > 0) {
        before.statement = { words, line, block: null };
        (open[open.length - 1]?.block ?? top).push(before.statement);
        if (++count > MOST) throw wrong(file, line, `more than ${MOST} statements`);
      }
      words = [];
    };
    for (const token of tokens(file, line, replaced(withoutComment(text), defined))) {
      if (token === OPEN) {
        finish();
        const { statement } = before;
        if (statement === null || statement.block !== null)
          throw wrong(file, line, "a { without a statement before it");
        if (open.length >= DEEPEST) throw wrong(file, line, `nested more than ${DEEPEST} deep`);
        statement.block = [];
        open.push({ statement, block: statement.block });
        before.statement = null;
      } else if (token === CLOSE) {
        finish();
        if (open.pop() === undefined) throw wrong(file, line, "a } without a block that it could end");
        before.statement = null;
      } else {
        words.push(token.word);
      }
    }
    finish();
  }
  const unended = open[open.length - 1]?.statement;
  if (unended !== undefined) throw wrong(file, unended.line, `the block of \`${unended.words[0]}\` has no end`);
  return top;
}

interface OpenBlock {
  statement: Statement;
  block: Statement[];
}

const OPEN = Symbol("{");
const CLOSE = Symbol("}");
type Token = typeof OPEN | typeof CLOSE | { word: string };

/** A line that ends with a backslash goes on in the next. */
function logicalLines(text: string): { text: string; line: number }[] {
  const result: { text: string; line: number }[] = [];
  let unfinished: { text: string; line: number } | null = null;
  text.split(/\r?\n/).forEach((part, index) => {
    const current: { text: string; line: number } = unfinished ?? { text: "", line: index + 1 };
    const goesOn = part.endsWith("\\");
    current.text += goesOn ? `${part.slice(0, -1)} ` : part;
    unfinished = goesOn ? current : null;
    if (!goesOn) result.push(current);
  });
  if (unfinished !== null) result.push(unfinished);
  return result;
}

/** `\#` and `\!` outside of quotes stand for themselves. */
function withoutComment(text: string): string {
  let quoted = false;
  let result = "";
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === "\\" && i + 1 < text.length) {
      const next = text.charAt(++i);
      result += !quoted && (next === "#" || next === "!") ? next : char + next;
      continue;
    }
    if (char === '"') quoted = !quoted;
    if (!quoted && (char === "!" || char === "#")) break;
    result += char;
  }
  return result;
}

/** Names that are not defined stay as they are. */
function replaced(text: string, defined: ReadonlyMap<string, string>): string {
  return text.replace(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g, (whole, braced?: string, bare?: string) => {
    return defined.get(braced ?? bare ?? "") ?? whole;
  });
}

function* tokens(file: SourceFile, line: number, text: string): Generator<Token> {
  const pattern = /\s*(?:"([^"]*)("?)|(\$\{\w+\}[^\s{}"]*|[^\s{}"]+)|([{}]))/y;
  for (;;) {
    const found = pattern.exec(text);
    if (found === null) return;
    const [, quoted = "", closing, plain, brace] = found;
    if (brace !== undefined) yield brace === "{" ? OPEN : CLOSE;
    else if (plain !== undefined) yield { word: plain };
    else if (closing === "") throw wrong(file, line, "a quote has no end");
    else yield { word: quoted };
  }
}
