/** Whatever a target or a user wrote stays text. */
import { expect, test } from "vitest";
import { LARGEST_BYTES } from "../../../lib/report/html/detail";
import { pageOf } from "../../support/report-page";
import type { Journal } from "../../../lib/model/journal";
import type { AnyJournal } from "../../../lib/model/any-journal";
import { comparison, journals } from "./pages";

const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  "</title></style></svg>",
  "]]><!-- --><![CDATA[",
  "&lt;script&gt;",
  "\u0000\u001b[2J\u0007\u007f",
  "\u202egnp.exe",
  "javascript:alert(1)",
].join(" ");

/** Where anything may stand; other fields are words of a fixed list. */
const FREE = [
  "target",
  "address",
  "reason",
  "text",
  "name",
  "checker",
  "value",
  "accepts",
  "notRun",
  "wire",
  "finding",
  "command",
  "to",
  "note",
  "what",
  "ended",
  "example",
  "last",
  "notKnown",
  "attributionReason",
  "firstText",
  "command",
  "cure",
  "arm",
  "into",
];
const FREE_LISTS = [
  ...["advice", "notes", "reasons", "sources", "lines", "factorReasons"],
  // Arms by their names.
  ...["safe", "unsafe", "unknown", "gate"],
];

function poisoned(value: unknown, by: string, key = ""): unknown {
  if (Array.isArray(value)) {
    return value.map((one: unknown) =>
      typeof one === "string" && FREE_LISTS.includes(key) ? `${one}${by}` : poisoned(one, by),
    );
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poisoned(one, by, name)]));
  }
  return typeof value === "string" && value !== "" && FREE.includes(key) ? `${value}${by}` : value;
}

const tagsOf = (page: string) => (page.match(/<[^>]*>/g) ?? []).map((tag) => /^<\/?[a-z0-9!]+/i.exec(tag)?.[0]);

test.each(Object.entries(journals))(
  "nothing that a target sent becomes an element or an attribute: %s",
  (_, journal) => {
    const page = pageOf(poisoned(journal, HOSTILE) as AnyJournal);
    // As many characters and bytes, and no begin of an element.
    const harmless = pageOf(poisoned(journal, HOSTILE.replace(/</g, ">")) as AnyJournal);
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(tagsOf(page).filter((tag) => tag !== "<text" && tag !== "</text")).toEqual(
      tagsOf(harmless).filter((tag) => tag !== "<text" && tag !== "</text"),
    );
    for (const [tag] of page.matchAll(/<[a-z][^>]*>/gi))
      expect(tag).toMatch(/^<[a-z0-9]+(\s[a-zA-Z0-9:-]+(="[^"<>]*")?)*\s?\/?>$/i);
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e]/); // eslint-disable-line no-control-regex
  },
);

/** Each text as long as no page can hold it, in characters that take six bytes each, and each list with 70 entries. */
function swollen(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    if (BOUNDED.includes(key)) return value;
    const entries = value.map((one: unknown) =>
      typeof one === "string" && FREE_LISTS.includes(key) ? `${one}${'"'.repeat(20_000)}` : swollen(one, key),
    );
    const objects = entries.length > 0 && entries.every((one) => typeof one === "object" && !Array.isArray(one));
    return objects || FREE_LISTS.includes(key)
      ? Array.from({ length: entries.length === 0 ? 0 : 70 }, (_, index) => entries[index % entries.length])
      : entries;
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, swollen(one, name)]));
  }
  return typeof value === "string" && value !== "" && FREE.includes(key) ? `${value}${'"'.repeat(20_000)}` : value;
}

/** A run has as many phases as it was planned with, and pictures put its seconds together. */
const BOUNDED = ["spans", "timeline", "samples", "up"];

test.each(Object.entries(journals))(
  "with endless texts and lists everywhere a page stays below 100 kB: %s",
  (_, journal) => {
    const page = pageOf(swollen(journal) as AnyJournal);
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(LARGEST_BYTES);
    expect(page).toContain("more in journal.json");
  },
);

const long = (characters: number) => "w".repeat(characters);
const many = <Entry>(count: number, entry: (index: number) => Entry) =>
  Array.from({ length: count }, (_, index) => entry(index));

function endless(): Journal {
  const wedged = journals["a recorded wedged run"] as Journal;
  const [checker] = wedged.checkers;
  const [opinion] = wedged.course.opinions;
  return {
    ...wedged,
    reason: long(50_000),
    advice: many(200, () => long(5_000)),
    notes: many(500, () => long(5_000)),
    settings: many(300, (index) => ({ name: `NAME_${index}`, value: long(3_000), from: "file" })),
    gates: many(200, (index) => ({ ...wedged.gates[0]!, name: `gate-${index}-${long(300)}`, text: long(2_000) })),
    checkers: many(100, (index) => ({ ...checker!, name: `${index}-${long(500)}` })),
    timeline: many(86_400, (t) => ({
      t,
      phase: t % 7 === 0 ? "storm" : "night",
      attempts: 10,
      accepted: t % 3,
      checks: 10,
      queue: (t * 7919) % 4097,
      causes: { "syn-dropped": 3, refused: 2, reset: 1, slow: 1, rejected: 1 },
      connectMs: 0.1 + (t % 1_999),
      answerMs: 0.2 + (t % 4_999),
    })),
    course: {
      ...wedged.course,
      spans: [{ phase: "storm", from: 0, to: 86_400, second: false }],
      opinions: many(100, (index) => ({
        ...opinion!,
        checker: `${index}-${long(500)}`,
        from: 0,
        to: 86_400,
        up: many(200, (at): [number, number, number] => [at * 432, at % 2, 1]),
      })),
    },
  };
}

test("the page of a day with endless texts and lists stays below 100 kB", () => {
  const page = pageOf(endless());
  expect(Buffer.byteLength(page)).toBeLessThanOrEqual(LARGEST_BYTES);
  expect(page).toContain("more in journal.json");
});

test("a comparison of forty such days stays below 100 kB", () => {
  const day = endless();
  const arms = many(40, (index) => ({
    ...comparison.arms[0]!,
    ...day,
    name: `arm-${index}`,
    wire: long(2_000),
    notRun: "",
  }));
  const page = pageOf({ ...comparison, arms, safe: [], unsafe: arms.map(({ name }) => name), changes: [] });
  expect(Buffer.byteLength(page)).toBeLessThanOrEqual(LARGEST_BYTES);
  expect(page).toMatch(/<p class="note">… \d+ more in journal\.json<\/p>/);
  expect(page).toMatch(/<th scope="row">… \d+ more in journal\.json<\/th>/);
});
