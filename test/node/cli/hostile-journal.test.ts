/** A journal with hostile strings in any of its fields: each format of its report shows them as text. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { journalDifference } from "../../../lib/judge/compare-journals";
import { readJournal } from "../../../lib/node/cli/read-journal";
import { differenceMarkdown } from "../../../lib/report/difference-markdown";
import { differenceText } from "../../../lib/report/difference-text";
import { LARGEST_BYTES } from "../../../lib/report/html/detail";
import { journalReports } from "../../../lib/report/journal-reports";
import { readFigures } from "../../../lib/source/read-figures";
import { journals } from "../../report/html/pages";
import { ownFolder } from "../../support/cli";

/** Words of a fixed list: what a journal with another one comes to is refused, or shown as the word that it is. */
const WORDS = [
  ...["schema", "kind", "verdict", "verdicts", "cause", "evidence", "attribution", "atOwnRate", "measure", "phase"],
  ...["end", "cutShort", "adviceKinds", "arrow", "from", "seen", "outcome", "afterwards", "harms"],
  // Arms are referred to by their names.
  ...["name", "gate", "safe", "unsafe", "unknown"],
];

const SNIPPETS = [
  "<script>alert(1)</script>",
  "</script></style></title></svg>",
  '" onload=alert(1) x="',
  "'><img src=x>",
  "]]>",
  "\u001b[2J\u009b31m\u0007",
  "\u202egnp.exe\u2066",
  "\u0000\ufffe\ud800",
  "\r\n# heading",
  "| a | b |",
  "[x](javascript:alert(1))",
  "```",
  "__proto__",
];

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ unit: "binary", maxLength: 20 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(" "));

/** Every string of it, but for words of a list, behind `before`, with what `next` gives. */
function poisoned(value: unknown, next: () => string, spared: readonly string[], key = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => poisoned(one, next, spared, key));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poisoned(one, next, spared, name)]));
  }
  return typeof value === "string" && !spared.includes(key) ? next() : value;
}

const folder = ownFolder();

function read(value: unknown) {
  const file = join(folder, "journal.json");
  writeFileSync(file, JSON.stringify(value));
  return readJournal("report", file);
}

// eslint-disable-next-line no-control-regex -- what a terminal obeys, and what turns the direction of a text
const STEERING = /[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

function expectText({ terminal, files }: ReturnType<typeof journalReports>): void {
  const { "report.html": html, "summary.md": markdown, "junit.xml": junit } = files as Record<string, string>;
  for (const text of [terminal, html!, markdown!, junit!.replace(/[\t\r]/g, "")]) expect(text).not.toMatch(STEERING);
  expect(Buffer.byteLength(html!)).toBeLessThanOrEqual(LARGEST_BYTES);
  expect(html).not.toMatch(/<(script|img|iframe|object|link)\b/i);
  for (const [tag] of html!.matchAll(/<[a-z][^>]*>/gi))
    expect(tag).toMatch(/^<[a-z0-9]+(\s[a-zA-Z0-9:-]+(="[^"<>]*")?)*\s?\/?>$/i);
  expect(live(outsideOfFences(markdown!).join("\n"))).not.toMatch(/<|\]\(/);
  expect(outsideOfFences(markdown!).filter((line) => line.startsWith("#"))).toHaveLength(1);
  for (const [tag] of junit!.matchAll(/<[^>]*>/g))
    expect(tag).toMatch(/^<(\?xml|\/?(testsuites|testsuite|testcase|failure|error|skipped)\b)[^<]*>$/);
  expect(junit).not.toMatch(/[\ufffe\uffff]|&(?!(amp|lt|gt|quot|apos|#\w+);)/);
}

/** Markdown without its code and without what is escaped. */
function live(markdown: string): string {
  return markdown.replace(/\\[^\n]/g, "").replace(/`[^`\n]*`/g, "");
}

function outsideOfFences(markdown: string): string[] {
  let fence = "";
  return markdown.split("\n").filter((line) => {
    const ticks = /^`{3,}/.exec(line)?.[0] ?? "";
    if (fence === "" && ticks !== "") fence = ticks;
    else if (fence !== "" && ticks === line && ticks.length >= fence.length) fence = "";
    else return fence === "";
    return false;
  });
}

test.each(Object.entries(journals))("hostile strings stay text in every report: %s", (_, journal) => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 5 }), (texts) => {
      let at = 0;
      const next = () => texts[at++ % texts.length]!;
      expectText(journalReports(read(poisoned(journal, next, WORDS)), { colour: false }));
    }),
    { numRuns: 4 },
  );
});

test.each(Object.entries(journals))("words that no version has do no harm, in no report: %s", (_, journal) => {
  fc.assert(
    fc.property(hostile, fc.constantFrom(...WORDS.slice(2)), (text, word) => {
      const spared = [...WORDS.filter((one) => one !== word)];
      let reports;
      try {
        reports = journalReports(read(poisoned(journal, () => text, spared)), { colour: false });
      } catch {
        return; // The command refuses it in one line.
      }
      expectText(reports);
    }),
    { numRuns: 5 },
  );
});

test.each(Object.entries(journals))("a difference shows hostile strings as text: %s", (_, journal) => {
  fc.assert(
    fc.property(hostile, (text) => {
      const other = read(poisoned(journal, () => text, WORDS));
      const difference = journalDifference(readFigures(journal, "old"), readFigures(other, "new"))!;
      expect(differenceText(difference, { colour: false })).not.toMatch(STEERING);
      const markdown = differenceMarkdown(difference);
      expect(markdown).not.toMatch(STEERING);
      expect(live(markdown)).not.toMatch(/<|\]\(/);
    }),
    { numRuns: 3 },
  );
});

test("a name of a megabyte is cut, and the reports stay as short as others", () => {
  const long = "w".repeat(2 ** 20);
  const { terminal, files } = journalReports(
    read({ ...journals.held!, target: long, notes: [long], settings: [{ name: "TARGET", value: long, from: "file" }] }),
    { colour: false },
  );
  for (const text of [terminal, files["summary.md"]!, files["junit.xml"]!]) expect(text.length).toBeLessThan(200_000);
});
