/**
 * What `http-check expect` looks at, as patterns (RE2) over the bytes of an HTTP/1 answer. HAProxy judges an answer once its headers are
 * complete; what is not HTTP fails by its first bytes.
 */
import type { Match } from "../../model/extension";
import { finds } from "../steps";
import { statusCodes } from "../status-codes";
import { hexOfBytes } from "../bytes";
import type { Expect, Rule } from "./rules";

/** A chain of rules on one answer: first that it is HTTP, and that its headers are whole. */
export const HTTP_ANSWER: readonly Rule[] = [
  regex("^H(?:$|T(?:$|T(?:$|P(?:$|/))))", { minBytes: 0 }),
  regex("^HTTP/[^\\n]*\\n(?:[^\\r\\n][^\\n]*\\n)*\\r?\\n", {}),
];

/** The end of the headers, so that what comes next looks at the body alone. */
export const HTTP_HEADERS_END: Rule = regex("^(?:[^\\r\\n][^\\n]*\\n)*\\r?\\n", { consumes: true });

/** `status` and `rstatus`. @param codes those that match; at least one */
export function httpStatus(codes: ReadonlySet<number>, not = false): Expect {
  const pattern = `^HTTP/[0-9]\\.[0-9] (?:${statusCodes([...codes].map((code) => [code, code]))})[ \\r\\n]`;
  return regex(pattern, { minBytes: 0, wrong: "L7STS", ...(not && { not: true }) });
}

export function codesBetween(first: number, last: number): number[] {
  const [from, to] = [Math.max(100, first), Math.min(999, last)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

/** `200-399` without a word is what HAProxy expects when no rule says what. */
export const ANY_GOOD_STATUS: Expect = httpStatus(new Set(codesBetween(200, 399)));

/** `hdr` (each of a list of values) and `fhdr` (the whole value). @param name and value are patterns; without a value any will do */
export function httpHeader(name: string, value: string | undefined, whole: boolean, not = false): Expect {
  const line =
    value === undefined
      ? `${name}[ \\t]*:`
      : whole
        ? `${name}:[ \\t]*${value}[ \\t]*\\r?\\n`
        : `${name}:(?:[^\\r\\n]*,)?[ \\t]*${value}[ \\t]*(?:,[^\\r\\n]*)?\\r?\\n`;
  return regex(`^(?:[^\\r\\n][^\\n]*\\n)+${line}`, { minBytes: 0, wrong: "L7STS", ...(not && { not: true }) });
}

/** The request, and the answer that is good where no rule says what. */
export function answered(send: Rule, ...rules: readonly Rule[]): readonly Rule[] {
  return [send, ...HTTP_ANSWER, ...(rules.length === 0 ? [ANY_GOOD_STATUS] : rules)];
}

/** `string`: these bytes, anywhere. */
export function containing(bytes: string): Match {
  return { kind: "contains", hex: hexOfBytes(bytes) };
}

function regex(pattern: string, others: Omit<Expect, "kind" | "match">): Expect {
  return { ...finds(pattern), ...others };
}
