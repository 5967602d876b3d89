/** Fields by their names in upper or lower case, and the values that Traefik writes. */
import { LONGEST_MS, milliseconds } from "../../text/duration";
import type { Data } from "../../source/data";
import { unread } from "../../source/unsupported";
import type { Note } from "../../model/note";
import { field, refused, textOf, wholeOf } from "../../source/fields";

export function at(data: Data | undefined, ...path: readonly string[]): Data | undefined {
  return path.reduce((value, name) => {
    if (value?.kind !== "map") return undefined;
    const key = [...value.fields.keys()].find((one) => one.toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : field(value, key);
  }, data);
}

/** `10s`, or a number of seconds; nothing and zero stand for the default. */
export function durationOf(data: Data | undefined, otherwise: number): number {
  if (data === undefined) return otherwise;
  const text = textOf(data, "a duration");
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : milliseconds(text);
  if (ms === 0) return otherwise;
  if (!(ms >= 1 && ms <= LONGEST_MS))
    throw refused(data, "a duration with a unit, such as 10s, or a number of seconds");
  return ms;
}

/** Zero stands for none. */
export function portOf(data: Data | undefined): number | undefined {
  return data === undefined ? undefined : wholeOf(data, 0, 65_535) || undefined;
}

/** The keys of a block that nobody reads. */
export function unreadIn(data: Data | undefined, read: readonly string[]): Note[] {
  const known = read.map((name) => name.toLowerCase());
  return unread(data, (key) => known.includes(key.toLowerCase()));
}

export const CADENCE = { intervalMs: 30_000, timeoutMs: 5_000 };
