/** What the patterns of `expect` rules have in common. */
import { httpAnswer } from "../../wire/haproxy/http-expect";
import type { Expect } from "../../wire/haproxy/rules";
import { SyntaxFault } from "./arguments";
import { noPattern } from "./not-accepted";
import { translated } from "./regex";
import { failure, success, type Result } from "./result";

/** Which part of an answer it is about. */
export type Part = "bytes" | "status" | "header" | "body";

export interface Pattern {
  expect: Expect;
  part: Part;
}

/** It is negated by a `!` before it. */
export type Negatable = (not: boolean) => Pattern;

export function anything(part: Part): Pattern {
  return { expect: part === "bytes" ? { kind: "expect", match: { kind: "any" } } : httpAnswer(), part };
}

export function anyPasses(keyword: string, text: string, reason: string): string {
  return `\`${keyword} ${text}\`: ${reason}: any answer passes`;
}

/**
 * A regular expression of HAProxy's in RE2. The reason says what RE2 cannot do.
 *
 * @param written whose length a refusal tells
 * @throws SyntaxFault for one that is invalid
 */
export function regexPattern(text: string, written = text): Result<string> {
  const regex = translated(text);
  switch (regex.kind) {
    case "invalid":
      throw new SyntaxFault(noPattern(written, regex.reason));
    case "unsupported":
      return failure(regex.reason);
    case "pattern":
      return success(regex.pattern);
  }
}
