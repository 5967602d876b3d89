/** Reads parsed JSON of a stranger, field by field: what is missing is null, what has another shape is refused by its path. */
import { refusal } from "../text/refusal";

export interface Datum {
  value: unknown;
  /** `new.json: phases.storm.checks`. */
  path: string;
}

export function field({ value, path }: Datum, key: string): Datum {
  if (value === undefined || value === null) return { value: undefined, path };
  if (typeof value !== "object" || Array.isArray(value)) throw unlike({ value, path }, "an object");
  const own = Object.prototype.hasOwnProperty.call(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  return { value: own, path: path.endsWith(": ") ? `${path}${key}` : `${path}.${key}` };
}

/** null where there is none. */
export function numberOf(datum: Datum): number | null {
  const { value } = datum;
  if (value === undefined || value === null) return null;
  // JSON has no infinity, but 1e999 becomes one.
  if (typeof value !== "number" || !Number.isFinite(value)) throw unlike(datum, "a number");
  return value;
}

/** Seconds, bytes, milliseconds: 0 where there is none. */
export function amountOf(datum: Datum): number {
  const value = numberOf(datum) ?? 0;
  if (value < 0) throw unlike(datum, "a number that is not negative");
  return value;
}

/** 0 where there is none. */
export function countOf(datum: Datum): number {
  const value = amountOf(datum);
  if (!Number.isSafeInteger(value)) throw unlike(datum, "a count");
  return value;
}

/** Empty where there is none. */
export function textOf(datum: Datum): string {
  const { value } = datum;
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw unlike(datum, "text");
  return value;
}

/** Empty where there is none, or where it is a word that a later version has. */
export function wordOf<Word extends string>(datum: Datum, words: readonly Word[]): Word | "" {
  const text = textOf(datum);
  return words.find((word) => word === text) ?? "";
}

/** null where there is none. */
export function flagOf(datum: Datum): boolean | null {
  const { value } = datum;
  if (value === undefined || value === null) return null;
  if (typeof value !== "boolean") throw unlike(datum, "true or false");
  return value;
}

/** Empty where there is none. */
export function itemsOf(datum: Datum, most: number): Datum[] {
  const { value, path } = datum;
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw unlike(datum, "a list");
  if (value.length > most) throw refusal(path, { words: `${value.length}` }, `at most ${most} entries`);
  return value.map((item: unknown, index) => ({ value: item, path: `${path}[${index}]` }));
}

/** The keys of an object; empty where there is none. */
export function keysOf(datum: Datum, most: number): string[] {
  const { value, path } = datum;
  if (value === undefined || value === null) return [];
  if (typeof value !== "object" || Array.isArray(value)) throw unlike(datum, "an object");
  const keys = Object.keys(value);
  if (keys.length > most) throw refusal(path, { words: `${keys.length}` }, `at most ${most} keys`);
  return keys;
}

export function unlike({ value, path }: Datum, expected: string) {
  return refusal(path, { words: shown(value) }, expected);
}

const LONGEST = 40;

function shown(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
