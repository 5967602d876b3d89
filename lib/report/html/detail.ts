/** How much a page shows: less and less, until it is small enough. */
import { bytesOf, type Markup } from "./markup";

export interface Detail {
  /** Stretches of time in a picture, and rows of the table behind it. */
  bins: number;
  rows: number;
  /** Entries of a list, and the characters of a text. */
  items: number;
  chars: number;
}

/** A browser shows it at once, and a mail can carry it. */
export const LARGEST_BYTES = 100_000;

const LEVELS: readonly Detail[] = [
  { bins: 230, rows: 60, items: 60, chars: 1200 },
  { bins: 120, rows: 30, items: 30, chars: 600 },
  { bins: 60, rows: 20, items: 15, chars: 300 },
  { bins: 30, rows: 10, items: 8, chars: 160 },
  { bins: 12, rows: 6, items: 3, chars: 80 },
  // Small enough whatever a target or a user wrote; the names of figures still have room.
  { bins: 12, rows: 4, items: 2, chars: 40 },
];

export function fitted(page: (detail: Detail) => Markup): string {
  let text = "";
  for (const detail of LEVELS) {
    text = page(detail).markup;
    if (bytesOf(text) <= LARGEST_BYTES) return text;
  }
  return text;
}

export function shortened(text: string, { chars }: Detail): string {
  return text.length <= chars ? text : `${text.slice(0, chars - 1)}…`;
}

/** A line never ends between a figure and its unit. */
export function prose(text: string, detail: Detail): string {
  return shortened(text, detail).replace(UNITS, "$1\u00a0");
}

const UNITS = /(\d) (?=(?:%|µs|ms|s|min|h|d|B|KiB|MiB|GiB)(?![\w-]))/g;
