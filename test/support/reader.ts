/** What the test of every reader of configurations asks: what files become, how they are refused, and that nothing upsets the reader. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { hexOfText } from "../../lib/wire/bytes";
import type { PrintedChecker } from "./printed-notes";
import type { ConfigurationReader } from "../../lib/readers/reader-types";
import { importers } from "../../lib/readers/index";
import { isWellFormed } from "../../lib/text/well-formed";
import type { Step } from "../../lib/model/extension";
import { outcomeOf } from "../readers/outcome";
import { insideK6 } from "./inside-k6";
import { mangled, replaced, RUNS, staysCalm } from "../readers/mangled";
import { checkersOf, refusalOf } from "../readers/read";

/** A file as people write it, and all of its checkers by their selectors. */
export interface Case {
  title: string;
  text: string;
  checkers: Record<string, PrintedChecker>;
}

/** A file that is wrong: the line of its refusal, from the line's number on. */
export type Wrong = readonly [what: string, text: string, refusal: string];

export const says = (text: string): Step => ({ kind: "send", hex: hexOfText(text) });

/** A request of Go's net/http, which is written to a service that is silent. */
export const goSays = (text: string): Step => ({ kind: "send", hex: hexOfText(text), ifSilent: true });

/**
 * A gRPC health check: the preface and SETTINGS, the server's, our acknowledgement, the call; then its answer, and SERVING in it. At the
 * end GOAWAY, unless the connection stays open.
 */
export function grpcCheck({ headers, request, stays }: { headers: string; request: string; stays?: boolean }): Step[] {
  return [
    says("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    { kind: "send", hex: "000000040000000000" },
    { kind: "expect", match: { kind: "length", bytes: 3 } },
    { kind: "expect", match: { kind: "literal", hex: "040000000000" } },
    { kind: "send", hex: "000000040100000000" },
    { kind: "send", hex: headers },
    { kind: "send", hex: request },
    {
      kind: "expect",
      match: {
        kind: "regex",
        pattern:
          "(?s)(?:\\x00\\x00\\x07\\x00.\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x02\\x08.|\\x01\\x05\\x00\\x00\\x00\\x01|\\x00\\x00\\x04\\x03\\x00\\x00\\x00\\x00\\x01)",
      },
      keep: true,
    },
    {
      kind: "expect",
      match: {
        kind: "regex",
        pattern: "(?s)\\x00\\x00\\x07\\x00.\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x02\\x08\\x01",
      },
      minBytes: 1,
    },
    stays
      ? { kind: "hold" }
      : { kind: "send", hex: "0000210700000000000000000100000000636c69656e74207472616e73706f72742073687574646f776e" },
  ];
}

/** The right reader takes each, and the whole of the checkers is as expected. */
export function becomes(importer: ConfigurationReader, file: string, cases: readonly Case[]): void {
  for (const { title, text, checkers } of cases) {
    test(`${importer.product}: ${title}`, () => {
      expect(importers.find((one) => one.recognises({ name: file, text }))).toBe(importer);
      expect(checkersOf(importer, file, text)).toEqual(checkers);
    });
  }
}

export function isRefused(importer: ConfigurationReader, file: string, wrong: readonly Wrong[]): void {
  test.each(wrong)(
    `${importer.product}: a file with %s is refused with the line and the reason`,
    (_, text, refusal) => {
      expect(importer.recognises({ name: file, text })).toBe(true);
      expect(refusalOf(importer, file, text)).toBe(`Refusal: ${file}:${refusal}`);
    },
  );
}

/** @param json samples whose values are exchanged for others as well */
export function takesAnything(
  importer: ConfigurationReader,
  texts: readonly string[],
  json: readonly string[] = [],
): void {
  test(
    `${importer.product}: a mangled file is read, or refused in one line with its place`,
    { timeout: 60_000 + 20 * RUNS },
    () => {
      const seen = new Set<string>();
      const calm = (text: string) => void seen.add(staysCalm(importer, text));
      fc.assert(fc.property(mangled(texts), calm), { numRuns: RUNS });
      if (json.length > 0) fc.assert(fc.property(replaced(json), calm), { numRuns: RUNS });
      expect([...seen].sort()).toEqual(["read", "refused"]);
    },
  );
  const drawn = json.length > 0 ? fc.sample(replaced(json), DRAWN) : [];
  sameInsideK6(importer, "mangled", [...texts, ...json, ...fc.sample(mangled(texts), DRAWN), ...drawn]);
}

/** Samples of each kind for the comparison of the interpreters. */
const DRAWN = Math.min(RUNS, 2_000);

/** What the readers make of each of the texts under Node, they make of it in a run. */
export function sameInsideK6({ format, product }: ConfigurationReader, file: string, texts: readonly string[]): void {
  test(`${product}: k6's interpreter reads files as Node does`, { timeout: 120_000 }, async () => {
    // k6 knows halves of characters in strings, but writes them as U+FFFD.
    const whole = texts.filter((text) => isWellFormed(text) && !/\\ud8/.test(text));
    const inputs = whole.map((text) => [format, file, text] as const);
    const inside = await insideK6(new URL("../readers/outcome.ts", import.meta.url), inputs);
    for (const [index, input] of inputs.entries()) expect(inside[index], input[2]).toEqual(outcomeOf(...input));
  });
}

/** The first document of each file, in JSON. */
export function asJson(texts: readonly string[]): string[] {
  return texts.map((text) => JSON.stringify(parseAllDocuments(text).map((one) => one.toJS() as unknown)[0]));
}
