/** Fields of a protobuf message as YAML or JSON: `health_checks` and `healthChecks` are the same, durations are `5s`, 64-bit numbers may be quoted. */
import { LONGEST_MS } from "../../text/duration";
import { decimal } from "../../text/decimal";
import type { Data } from "../../source/data";
import { field, refused } from "../../source/fields";
import { unread } from "../../source/unsupported";
import type { Note } from "../../model/note";

/** The field at the end of a path of names in snake case. */
export function at(data: Data | undefined, ...path: readonly string[]): Data | undefined {
  return path.reduce((value, name) => field(value, name) ?? field(value, camel(name)), data);
}

/** The items of a repeated field: one alone may stand without its list (protobuf's JSON parser takes it, json/internal/parser.cc). */
export function repeated(data: Data | undefined, ...path: readonly string[]): readonly Data[] {
  const found = at(data, ...path);
  if (found === undefined) return [];
  return found.kind === "list" ? found.items : [found];
}

/** Present, even where it is empty: `tcp_health_check: {}`. */
export function has(data: Data, name: string): Data | undefined {
  return data.kind === "map" ? (data.fields.get(name) ?? data.fields.get(camel(name))) : undefined;
}

/** `10s`, `0.5s`, or seconds and nanos; ms. */
export function durationOf(data: Data): number {
  const text = data.kind === "scalar" ? data.text : "";
  const seconds = data.kind === "map" ? partsOf(data) : /s$/.test(text) ? decimal(text.slice(0, -1)) : NaN;
  const ms = Math.round(seconds * 1e9) / 1e6;
  if (!(ms >= 1 && ms <= LONGEST_MS))
    throw refused(data, "a duration in seconds, such as 5s or 0.5s, from 1 ms to 24 h");
  return ms;
}

function partsOf(data: Data): number {
  const [seconds, nanos] = [at(data, "seconds")?.text ?? "0", at(data, "nanos")?.text ?? "0"];
  return decimal(seconds) + decimal(nanos) / 1e9;
}

/** The fields of a message that nobody reads. */
export function unreadIn(data: Data | undefined, read: readonly string[]): Note[] {
  return unread(data, (key) => read.some((name) => name === key || camel(name) === key));
}

function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
