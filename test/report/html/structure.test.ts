/** What holds for every page: no script, nothing from elsewhere, small, and readable by those who do not see its pictures. */
import { expect, test } from "vitest";
import { LARGEST_BYTES } from "../../../lib/report/html/detail";
import { pageOf } from "../../support/report-page";
import { journals, pages } from "./pages";
import type { Journal } from "../../../lib/model/journal";

const tags = (page: string) => page.match(/<[a-z!][^>]*>/gi) ?? [];

test.each(pages)(
  "the page of $name has no script, no style attribute, and refers to nothing outside of it",
  ({ page }) => {
    const all = tags(page);
    expect(all.filter((tag) => /^<(script|link|img|iframe|object|embed|base|form)\b/i.test(tag))).toEqual([]);
    expect(all.filter((tag) => /\s(style|src|href|on[a-z]+)=/i.test(tag))).toEqual([]);
    expect(page.replace(/<style>[\s\S]*?<\/style>/, "")).not.toMatch(/url\((?!#)/);
    expect(page).not.toMatch(/@import|@font-face/);
  },
);

test("these tests look at the pages of every kind of journal, and of every verdict", () => {
  expect(new Set(pages.map(({ journal }) => journal.kind))).toEqual(
    new Set(["storm", "comparison", "sweep", "minimal"]),
  );
  const verdicts = pages.flatMap(({ journal }) => (journal.kind === "storm" ? [journal.verdict] : []));
  expect(new Set(verdicts)).toEqual(new Set(["held", "degraded", "wedged", "inconclusive"]));
});

test.each(pages)("the page of $name is at most 100 kB", ({ page }) => {
  expect(Buffer.byteLength(page)).toBeLessThanOrEqual(LARGEST_BYTES);
});

test.each(pages)("each identifier in the page of $name is unique, and each label refers to one", ({ page }) => {
  const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
  expect(ids.length).toBe(new Set(ids).size);
  const referred = [...page.matchAll(/aria-labelledby="([^"]*)"|url\(#([^)]*)\)/g)].flatMap(([, labels, pattern]) =>
    (labels ?? pattern)!.split(" "),
  );
  expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
});

test.each(pages)("the page of $name has one heading of its own, with the word of its verdict", ({ journal, page }) => {
  const headings = page.match(/<h1[\s\S]*?<\/h1>/g) ?? [];
  expect(headings.length).toBe(1);
  const word =
    "verdict" in journal ? journal.verdict.toUpperCase() : journal.kind === "sweep" ? "DELAY SWEEP" : "MINIMAL STORM";
  expect(headings[0]).toContain(`<strong>${word}</strong>`);
});

test.each(pages)("every picture in the page of $name says in words what it shows", ({ page }) => {
  const pictures = page.match(/<svg [^>]*role="img"[\s\S]*?<\/svg>/g) ?? [];
  for (const picture of pictures) {
    expect(picture).toMatch(/<title id="[^"]*">[^<]{4,}<\/title>/);
    expect(picture).toMatch(/<desc id="[^"]*">[^<]{4,}<\/desc>/);
  }
  // Decoration is hidden from those who listen.
  const others = (page.match(/<svg [^>]*>/g) ?? []).filter((tag) => !tag.includes('role="img"'));
  expect(others.filter((tag) => !tag.includes('aria-hidden="true"'))).toEqual([]);
});

test.each(pages.filter(({ journal }) => journal.kind === "storm"))(
  "the page of $name has a section for each question, and a table behind each picture",
  ({ journal, page }) => {
    const sections = [...page.matchAll(/<h2 id="([^"]*)"/g)].map(([, id]) => id);
    expect(sections).toEqual(
      expect.arrayContaining(["time", "clients", "checkers", "queue", "gates", "leaks", "sure", "settings"]),
    );
    for (const { name, text } of (journal as Journal).gates) {
      expect(page).toContain(name);
      expect(unescaped(page)).toContain(text);
    }
    const figures = page.split("<figure>").length - 1;
    expect(figures).toBeGreaterThan(1);
    expect(page.split("<details>").length - 1).toBeGreaterThan(1);
  },
);

function unescaped(page: string): string {
  return page
    .replace(/\u00a0/g, " ")
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

test("the first harm is marked in the picture, and a run without harm has no mark", () => {
  expect(pageOf(journals["a recorded wedged run"]!)).toMatch(/<text [^>]*>first client lost at 41\.1 s<\/text>/);
  expect(pageOf(journals.held!)).not.toContain("first client lost");
});

test("a picture tells the second storm from the first", () => {
  const page = pageOf(journals["a recorded run with a second storm"]!);
  expect(page).toMatch(/<text [^>]*>storm, own rate<\/text>/);
  expect(page).toContain("<h3>The first storm's gates</h3>");
});

test("the pictures of a comparison have one time axis: equal times stand at equal places", () => {
  const page = pageOf(journals.comparison!);
  const axes = (page.match(/<svg viewBox="0 0 440[\s\S]*?<\/svg>/g) ?? []).map((picture) =>
    [...picture.matchAll(/<text x="([\d.]+)" [^>]*>([^<]*(?: s| min)[^<]*)<\/text><\/g>/g)].map(([, x, words]) => [
      x,
      words,
    ]),
  );
  expect(axes.length).toBe(2);
  expect(axes[0]!.filter(([, words]) => / s$/.test(words!)).length).toBeGreaterThan(1);
  expect(axes[1]).toEqual(axes[0]);
});
