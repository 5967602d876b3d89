/** The pattern of an `expect` rule: text, bytes or a regular expression, a status code, a header. */
import type { Match } from "../../model/extension";
import { containing, httpBody } from "../../wire/haproxy/http-expect";
import type { Expect } from "../../wire/haproxy/rules";
import { SyntaxFault, type Arguments } from "./arguments";
import { readHeaderPattern } from "./expect-header";
import { anyPasses, anything, regexPattern, type Negatable, type Part } from "./expect-match";
import { readStatusPattern } from "./expect-status";
import { isHex } from "./hex";
import { formatted } from "./log-format";
import { failure, success, type Result } from "./result";
import { noHex } from "./not-accepted";

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
  const expect = expectOf(match.value, http);
  return (not) => ({ expect: { ...expect, ...(not && { not }) }, part });
}

type Searched = Extract<Match, { kind: "contains" | "regex" | "hex-regex" }>;

function expectOf(match: Searched, http: boolean): Expect {
  return http && match.kind !== "hex-regex" ? httpBody(match) : { kind: "expect", match };
}

/** The reason says what cannot be emulated. @throws SyntaxFault for what HAProxy refuses */
function matchOf(keyword: string, text: string): Result<Searched> {
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
      const pattern = regexPattern(text);
      return pattern.ok ? success({ kind: "hex-regex", pattern: pattern.value }) : pattern;
    }
    default: {
      const { text: plain, unknown } = formatted(text, new Map());
      if (unknown.length > 0 || plain === "") return failure(`${unknown.join(", ")} is not known here`);
      return matchOf(keyword.slice(0, -"-lf".length), plain);
    }
  }
}
