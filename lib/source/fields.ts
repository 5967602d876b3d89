/** The fields of a file that describes more than health checks: what no reader asks for is passed over. */
import { durationText, LONGEST_MS, milliseconds } from "../text/duration";
import { inBrackets, quoted, type Data } from "./data";
import { isSecretField, textWithheld, urlWithheld } from "../text/secret";
import type { Refusal } from "../text/refusal";
import { isWellFormed } from "../text/well-formed";
import { wrong } from "./place";

/** `tg.json:12: TargetGroups[0].Port: expected a port, got "x"` */
export function refused(data: Data, expected: string, why = ""): Refusal {
  const shown = data.kind === "empty" ? "nothing" : shownIn(data);
  const what = data.path === "" ? "" : `${data.path}: `;
  const reason = why === "" ? "" : `: ${why}`;
  return wrong({ name: data.file }, data.line, `${what}expected ${expected}, got ${shown}${reason}`);
}

/** In quotes, without what a check sends: a header may hold a token. */
function shownIn(data: Data): string {
  const secret = data.path.split(".").reduce((inherited, key) => isSecretField(key, inherited), false);
  if (data.kind === "scalar" && secret) return textWithheld(data.text);
  const text = data.kind === "scalar" ? withoutQuery(data.text) : withoutSecrets(data, secret);
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** A URL without user, password and query, and a path without its query: each may hold a token. */
function withoutQuery(text: string): string {
  if (text.includes("://")) return urlWithheld(text);
  return text.includes("?") ? `${text.slice(0, text.indexOf("?"))}?…` : text;
}

function withoutSecrets(data: Data, secret: boolean): string {
  switch (data.kind) {
    case "list":
      return inBrackets(
        data.items.map((item) => withoutSecrets(item, secret)),
        "[]",
      );
    case "map":
      return inBrackets(
        [...data.fields].map(([key, value]) => `${key}: ${withoutSecrets(value, isSecretField(key, secret))}`),
        "{}",
      );
    case "scalar":
      return secret ? "…" : quoted({ ...data, text: withoutQuery(data.text) });
    case "empty":
      return "";
  }
}

export function mapOf(data: Data, accepts: string): ReadonlyMap<string, Data> {
  if (data.kind !== "map") throw refused(data, accepts);
  return data.fields;
}

/** The field of a map; undefined where it is left out, null or an empty text, and for what is no map. */
export function field(data: Data | undefined, key: string): Data | undefined {
  const value = data?.kind === "map" ? data.fields.get(key) : undefined;
  return value === undefined || value.kind === "empty" || (value.kind === "scalar" && value.text === "")
    ? undefined
    : value;
}

/** The items of a list; none where it is left out. @throws Refusal for what is no list */
export function itemsOf(data: Data | undefined): readonly Data[] {
  if (data === undefined) return [];
  if (data.kind !== "list") throw refused(data, "a list");
  return data.items;
}

/** A single value that can stand in a request: no line ends, no other control characters. */
export function textOf(data: Data, accepts = "a text"): string {
  if (data.kind !== "scalar" || !isPlain(data.text)) throw refused(data, accepts);
  return data.text;
}

/** Any text that has bytes, line ends and all. */
export function anyTextOf(data: Data): string {
  if (data.kind !== "scalar" || !isWellFormed(data.text)) throw refused(data, "a text");
  return data.text;
}

function isPlain(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- exactly those
  return !/[\0-\x1f\x7f]/.test(text) && isWellFormed(text);
}

export function wholeOf(data: Data, least: number, most: number): number {
  const value = data.kind === "scalar" && /^\d{1,10}$/.test(data.text) ? Number(data.text) : NaN;
  if (!(value >= least && value <= most)) throw refused(data, `a whole number from ${least} to ${most}`);
  return value;
}

export function portOf(data: Data): number {
  return wholeOf(data, 1, 65_535);
}

/** The path of a request, as a URL has it. */
export function pathOf(data: Data): string {
  const accepts = "a path that begins with /";
  const path = textOf(data, accepts);
  if (!/^\/\S*$/.test(path)) throw refused(data, accepts);
  return path;
}

/** Seconds in whole numbers, as ms. */
export function secondsOf(data: Data): number {
  return wholeOf(data, 1, LONGEST_MS / 1000) * 1000;
}

/** `10s`, `1m30s`, or a number of nanoseconds, as Go reads them; ms. */
export function goDurationOf(data: Data): number {
  const text = textOf(data, "a duration").replace(/\s/g, "");
  const ms = /^\d+$/.test(text) ? Number(text) / 1e6 : milliseconds(text);
  if (!(ms >= 1 && ms <= LONGEST_MS))
    throw refused(data, `a duration with a unit, such as 10s, between 1ms and ${durationText(LONGEST_MS)}`);
  return ms;
}

export function yesOf(data: Data | undefined, otherwise: boolean): boolean {
  if (data === undefined) return otherwise;
  if (data.kind !== "scalar" || !/^(true|false)$/i.test(data.text)) throw refused(data, "true or false");
  return data.text.toLowerCase() === "true";
}

/** One of a few words, upper or lower case; what is accepted is said as the words stand here. */
export function wordOf<Word extends string>(data: Data, words: readonly Word[]): Word {
  const word = words.find((one) => data.kind === "scalar" && one.toLowerCase() === data.text.toLowerCase());
  if (word === undefined) throw refused(data, `one of ${words.join(", ")}`);
  return word;
}

/** The longest that the name of a checker may be. */
export const NAME_LENGTH = 64;

/**
 * What people call it, as a plain name: letters, digits, - and _, and not longer than a name may be. Of a longer one the tail stays: it
 * tells two checks of one server apart (`…/liveness`).
 */
export function nameFrom(selector: string): string {
  const name = selector.replace(/[^A-Za-z0-9_-]+/g, "-");
  return (
    name
      .replace(/-+$/, "")
      .slice(-NAME_LENGTH)
      .replace(/^[-_]+/, "") || "check"
  );
}
