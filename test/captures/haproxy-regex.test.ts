/** Every regular expression of HAProxy's that is rewritten is one that the exchange takes: RE2 itself is asked. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { translated } from "../../lib/readers/haproxy/regex";
import { runK6 } from "../support/k6";

const SCRIPT = new URL("haproxy/regex-errors.ts", import.meta.url).pathname;

const piece = fc.constantFrom(
  ..."ab()[]{}|*+?^$.\\-,:!<=>0123456789dwsSbBAzZ ",
  ...[
    "(?:",
    "(?i)",
    "(?i:",
    "(?<n>",
    "[^",
    "\\x41",
    "\\x{41}",
    "[:alpha:]",
    "{2,3}",
    "{0}",
    "{900}",
    "[a-z]",
    "[]a]",
    "[-a]",
    "[a-\\d]",
    ")*",
    ")?",
  ],
);
const expressions = fc.array(piece, { minLength: 1, maxLength: 15 }).map((pieces) => pieces.join(""));

test("RE2 takes what is rewritten for it", async () => {
  const patterns = fc.sample(expressions, { numRuns: 30_000, seed: 1 }).flatMap((text) => {
    const result = translated(text);
    return "pattern" in result ? [result.pattern] : [];
  });
  expect(patterns.length).toBeGreaterThan(1_000);
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-regex-"));
  try {
    const file = join(folder, "patterns.json");
    writeFileSync(file, JSON.stringify(patterns));
    const { stderr } = await runK6([
      ...["run", "--quiet", "--no-color", "--address", "", "--include-system-env-vars=false", "--log-format", "raw"],
      ...["-e", `PATTERNS=${file}`, SCRIPT],
    ]);
    expect(JSON.parse(stderr.split("\n").find((line) => line.startsWith("["))!)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
