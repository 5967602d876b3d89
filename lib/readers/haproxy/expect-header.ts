/** `http-check expect hdr name [-m METHOD] NAME [value [-m METHOD] VALUE]`, and `fhdr` for whole header lines. */
import { httpHeader } from "../../wire/haproxy/http-expect";
import { SyntaxFault, type Arguments } from "./arguments";
import { anything, regexPattern, type Negatable } from "./expect-match";
import { formatted } from "./log-format";
import { success, type Result } from "./result";
import { noKeyword } from "./not-accepted";

const METHODS = ["str", "beg", "end", "sub", "reg"];

export function readHeaderPattern(keyword: "hdr" | "fhdr", words: Arguments): Negatable {
  if (!isNext(words, "name")) throw new SyntaxFault(`${keyword} needs name and a pattern behind it`);
  const name = readText(words, "name");
  const value = isNext(words, "value") ? readText(words, "value") : undefined;
  const reasons = [name, value].flatMap((read) => read?.reasons ?? []);
  if (reasons.length > 0) {
    words.notes.push({ line: words.line, text: `\`${keyword}\`: ${reasons.join("; ")}: any answer passes` });
    return () => anything("status");
  }
  return (not) => ({ expect: httpHeader(name.pattern, value?.pattern, keyword === "fhdr", not), part: "header" });
}

function isNext(words: Arguments, what: "name" | "value"): boolean {
  return [what, `${what}-lf`].includes(words.peek());
}

/** @returns why it cannot be emulated in `reasons`, which are empty where it can */
function readText(words: Arguments, what: "name" | "value"): { pattern: string; reasons: string[] } {
  const keyword = words.next();
  let method = "str";
  let text = words.value(keyword, "a pattern");
  if (text === "-m") {
    method = words.value("-m", "str, beg, end, sub or reg");
    if (!METHODS.includes(method)) throw new SyntaxFault(noKeyword("-m", method, METHODS));
    text = words.value(keyword, "a pattern");
  }
  const plain = keyword.endsWith("-lf") ? formatted(text, new Map()) : { text, unknown: [] };
  const pattern = patternOf(method, plain.text, what === "name");
  return {
    pattern: pattern.ok ? pattern.value : "",
    reasons: [
      ...(plain.unknown.length > 0 ? [`${plain.unknown.join(", ")} is not known here`] : []),
      ...(pattern.ok ? [] : [pattern.reason]),
    ],
  };
}

/** In a name, which the answer's is compared with in lower case, or in a value. */
function patternOf(method: string, text: string, name: boolean): Result<string> {
  if (method === "reg") {
    const regex = regexPattern(text);
    return !regex.ok || !name ? regex : success(`(?i:${regex.value})`);
  }
  const literal = regexPattern(text.replace(/[^A-Za-z0-9]/g, "\\$&"), text);
  if (!literal.ok) return literal;
  const before = method === "end" || method === "sub" ? "" : "^";
  const after = method === "beg" || method === "sub" ? "" : "$";
  return success(`${before}(?${name ? "i" : ""}:${literal.value})${after}`);
}
