/** The pattern of an `expect` rule: text, bytes or a regular expression, a status code, a header. */
import type { Match } from "../../model/extension";
import { containing } from "../../wire/haproxy/http-expect";
import { SyntaxFault, type Arguments } from "./arguments";
import { binaryRegex } from "./binary-regex";
import { readHeaderPattern } from "./expect-header";
import { anyPasses, anything, regexPattern, type Negatable, type Part } from "./expect-match";
import { readStatusPattern } from "./expect-status";
import { isHex } from "./hex";
import { formatted } from "./log-format";
import { translated } from "./regex";
import { failure, success, type Result } from "./result";
import { noHex, noPattern } from "./not-accepted";

export const PATTERNS = {
  tcp: ["string", "rstring", "string-lf", "binary", "rbinary", "binary-lf"],
  http: ["status", "rstatus", "string", "rstring", "string-lf", "hdr", "fhdr"],
};

export function isPatternOf(keyword: string, http: boolean): boolean {
  return PATTERNS[http ? "http" : "tcp"].includes(keyword);
}

/** @param keyword one of {@link PATTERNS} */
export function readPattern(keyword: string, words: Arguments, http: boolean): Negatable {
  if (keyword === "hdr" || keyword === "fhdr") return readHeaderPattern(keyword, words);
  const text = words.value(keyword, "a pattern");
  if (keyword === "status" || keyword === "rstatus") return readStatusPattern(keyword, text, words);
  const part: Part = http ? "body" : "bytes";
  const match = matchOf(keyword, text);
  if (!match.ok) {
    words.notes.push({ line: words.line, text: anyPasses(keyword, text, match.reason) });
    return () => anything(part);
  }
  return (not) => ({ expect: { kind: "expect", match: match.value, ...(not && { not }) }, part });
}

/** The reason says what cannot be emulated. @throws SyntaxFault for what HAProxy refuses */
function matchOf(keyword: string, text: string): Result<Match> {
  switch (keyword) {
    case "string":
      return success(containing(text));
    case "binary":
      if (!isHex(text)) throw new SyntaxFault(noHex("binary", text));
      return success({ kind: "contains", hex: text.toLowerCase() });
    case "rstring": {
      const pattern = regexPattern(text);
      return pattern.ok ? success({ kind: "regex", pattern: pattern.value }) : pattern;
    }
    case "rbinary": {
      const regex = translated(text);
      if (regex.kind === "invalid") throw new SyntaxFault(noPattern(text, regex.reason));
      return binaryRegex(text);
    }
    default: {
      const { text: plain, unknown } = formatted(text, new Map());
      if (unknown.length > 0 || plain === "") return failure(`${unknown.join(", ")} is not known here`);
      return matchOf(keyword.slice(0, -"-lf".length), plain);
    }
  }
}
