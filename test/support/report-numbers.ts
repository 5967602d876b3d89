/** The numbers that a page shows, and those that its journal has, in every form in which numbers are written for people. */
import type { AnyJournal } from "../../lib/model/any-journal";
import type { Journal } from "../../lib/model/journal";
import { stretchesOf } from "../../lib/report/html/stretches";
import { rateText } from "../../lib/report/rate-text";
import { edgeText } from "../../lib/report/sweep-words";
import { countersText, gatesText, opinionText, sureText } from "../../lib/report/shared-phrases";
import { armCells, findings, goingOn } from "../../lib/report/comparison-words";
import { amount, digits, duration, grouped, percent } from "../../lib/text/format";

/** The text of a page without styles, marks of an axis, and the sentence on what kernels do. */
export function textOf(page: string): string {
  return page
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .replace(/<g class="tick">[\s\S]*?<\/g>/g, "")
    .replace(/A kernel sends a lost SYN again[\s\S]*?<\/figcaption>/g, "")
    .replace(/<[^>]*>/g, "\n")
    .replace(/&#39;/g, "'")
    .replace(/&(amp|lt|gt|quot);/g, "&")
    .replace(/\u00a0/g, " ")
    .replace(/\bp\d\d\b/g, "");
}

export function foreignNumbers(page: string, journal: AnyJournal): string[] {
  const known = new Set(numbersOf(journal).flatMap(forms).flatMap(tokens));
  return [...new Set(tokens(textOf(page)))].filter((number) => !known.has(number));
}

function tokens(text: string): string[] {
  return text.match(/\d+(?:[.,]\d+)*/g) ?? [];
}

function forms(value: number | string): string[] {
  // A time of day without its milliseconds.
  if (typeof value === "string") return [value, value.replace(/\.\d+Z$/, "Z")];
  const inMs = [value, value * 1000, value / 1000].map(duration);
  return [String(value), digits(value), grouped(value), percent(value), amount(value), ...inMs];
}

/** What stands in the journal, and what is summed up or counted of it by the words that all reports share. */
function numbersOf(journal: AnyJournal): (number | string)[] {
  switch (journal.kind) {
    case "storm":
      return [...leaves(journal), ...ofStorm(journal)];
    case "comparison":
      return [
        ...leaves(journal),
        ...journal.arms.flatMap((arm) => [...ofStorm(arm), ...Object.values(armCells(arm))]),
        ...findings(journal).map(({ text }) => text),
        ...goingOn(journal),
      ];
    case "sweep":
      return [
        ...leaves(journal),
        ...journal.sweep.rates.flatMap(({ edges }) => [...edges.map(edgeText), edges.length]),
      ];
    case "minimal":
      return [...leaves(journal), ...journal.tried.map((_, index) => index + 1)];
  }
}

function ofStorm(journal: Journal): (number | string)[] {
  const sums = stretchesOf(journal, 1).flatMap(({ accepted, causes }) => [accepted, ...Object.values(causes)]);
  const longest = Math.max(0, ...journal.acceptQueue.samples.map(([, length]) => length));
  return [
    ...sums,
    longest,
    // The rows of the table: sums and the longest of seconds that follow one another.
    ...[60, 30]
      .flatMap((rows) => stretchesOf(journal, rows))
      .flatMap((row) => leaves({ ...row, from: Math.max(0, row.from) }))
      .map(cleaned),
    gatesText(journal),
    sureText(journal),
    countersText(journal),
    rateText(journal),
    ...journal.checkers.map(opinionText),
  ];
}

/** Seconds to the millisecond. */
function cleaned(value: number | string): number | string {
  return typeof value === "number" ? Math.round(value * 1000) / 1000 : value;
}

function leaves(value: unknown): (number | string)[] {
  if (typeof value === "number" || typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(leaves);
}
