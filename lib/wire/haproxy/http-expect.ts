/**
 * What `http-check expect` looks at in an HTTP/1 answer. HAProxy judges it once its headers are complete; what is no HTTP fails by its
 * first bytes, and a body is over with its length, its last chunk or the connection.
 */
import type { Match } from "../../model/extension";
import { statusCodes } from "../status-codes";
import { hexOfBytes } from "../bytes";
import type { Expect, Rule } from "./rules";

/** That it is HTTP, and that its headers are whole. @param late and wrong are the statuses where they are not in time, or no HTTP */
export function httpAnswer(late?: string, wrong?: string): Expect {
  return http(
    { kind: "http", part: "head" },
    { ...(late !== undefined && { late }), ...(wrong !== undefined && { wrong }) },
  );
}

/** `status` and `rstatus`. @param codes those that match; at least one */
export function httpStatus(codes: ReadonlySet<number>, not = false): Expect {
  const pattern = `^(?:${statusCodes([...codes].map((code) => [code, code]))})$`;
  return http({ kind: "http", part: "status", pattern }, { wrong: "L7STS", ...(not && { not: true }) });
}

/** Any status at all, or none. */
export function anyHttpStatus(not: boolean): Expect {
  return http({ kind: "http", part: "status", pattern: "." }, { wrong: "L7STS", ...(not && { not: true }) });
}

export function codesBetween(first: number, last: number): number[] {
  const [from, to] = [Math.max(100, first), Math.min(999, last)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

/** `200-399` without a word is what HAProxy expects when no rule says what. */
export const ANY_GOOD_STATUS: Expect = httpStatus(new Set(codesBetween(200, 399)));

/** `hdr` (each of a list of values) and `fhdr` (the whole value). @param name and value are patterns; without a value any will do */
export function httpHeader(name: string, value: string | undefined, whole: boolean, not = false): Expect {
  return http(
    { kind: "http", part: "header", name, ...(value !== undefined && { pattern: value }), ...(whole && { whole }) },
    { wrong: "L7STS", ...(not && { not: true }) },
  );
}

/** `string` and `rstring`, anywhere in the body. */
export function httpBody(match: Extract<Match, { kind: "contains" | "regex" }>): Expect {
  return match.kind === "contains"
    ? http({ kind: "http", part: "body", hex: match.hex }, {})
    : http({ kind: "http", part: "body", pattern: match.pattern }, {});
}

/** The same rule for the answer to a HEAD, which has no body, and where a 404 passes every rule (`disable-on-404`). */
export function onAnswer(expect: Expect, { bodiless, passes404 }: { bodiless: boolean; passes404: boolean }): Expect {
  const { match } = expect;
  if (match.kind !== "http") return expect;
  return { ...expect, match: { ...match, ...(bodiless && { bodiless }), ...(passes404 && { passes: 404 }) } };
}

/** The request, and the answer that is good where no rule says what. */
export function answered(send: Rule, ...rules: readonly Expect[]): readonly Rule[] {
  return [send, httpAnswer(), ...(rules.length === 0 ? [ANY_GOOD_STATUS] : rules)];
}

/** `string`: these bytes, anywhere. */
export function containing(bytes: string): Extract<Match, { kind: "contains" }> {
  return { kind: "contains", hex: hexOfBytes(bytes) };
}

type OwnHttpMatch = Extract<Match, { kind: "http" }>;

function http(match: OwnHttpMatch, others: Omit<Expect, "kind" | "match">): Expect {
  return { kind: "expect", match, ...others };
}
