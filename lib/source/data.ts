/** The content of a YAML or JSON file, with the place of every value, so that a refusal can point at it. */
import { distance } from "fastest-levenshtein";
import { nearest, refusal, type Refusal, type RefusalDetails } from "../text/refusal";
import type { Description } from "../text/refusal-line";
import { isSecretKey, isStepWord, settingKey, secrecyOf, SECRET_KEYS, textWithheld } from "../text/secret";
import { place } from "./place";
import type { Outside, Syntax } from "./syntax";

interface Place {
  file: string;
  /** From the top of the file, `checkers[1].interval`; empty for the file itself. */
  path: string;
  /** Counted from 1. */
  line: number;
  /** The value in one line, for people. */
  text: string;
}

export type Data = Place &
  (
    | { kind: "empty" }
    /** `raw`: a backslash in it is a backslash, because it was not written in double quotes. */
    | { kind: "scalar"; raw: boolean }
    | { kind: "list"; items: Data[] }
    | { kind: "map"; fields: Map<string, Data> }
  );

const LONGEST_SHOWN = 80;

/** What a refusal calls the value: `checkers[1].interval (storm.yaml:12)`. */
export function nameOf(data: Data): string {
  const at = place({ name: data.file }, data.line);
  return data.path === "" ? at : `${data.path} (${at})`;
}

export function refuse(data: Data, expected: string, details?: RefusalDetails): Refusal {
  return refusal(nameOf(data), shownIn(data), expected, details);
}

/** Without what may be secret in it. */
function shownIn(data: Data): string | Description {
  const secret = secrecyOf(nameOf(data)) !== "none";
  if (data.kind === "empty") return { words: "nothing" };
  if (data.kind !== "scalar") return { words: JSON.stringify(shortened(withoutSecrets(data, secret))) };
  // Where a whole file should have been settings, any line of it may be a password.
  if (data.path === "") return { words: textWithheld(data.text) };
  if (secret && isWordOfStep(data)) return { words: JSON.stringify(data.text) };
  return secret ? data.text : shortened(data.text);
}

function shortened(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

function withoutSecrets(data: Data, secret: boolean): string {
  if (data.kind === "list")
    return inBrackets(
      data.items.map((item) => withoutSecrets(item, secret)),
      "[]",
    );
  if (data.kind === "map")
    return inBrackets(
      [...data.fields].map(
        ([key, value]) => `${key}: ${withoutSecrets(value, isSecretKey(key, secret) || resemblesSecret(key))}`,
      ),
      "{}",
    );
  return secret && data.text !== "" && !isWordOfStep(data) ? "…" : quoted(data);
}

function isWordOfStep({ path, text }: Data): boolean {
  return /(^|\.)steps\[/.test(path) && isStepWord(text);
}

/** A misspelt key is what it resembles. */
function resemblesSecret(key: string): boolean {
  return SECRET_KEYS.some((known) => distance(settingKey(key), known) <= (known.length < 6 ? 1 : 2));
}

/** Its text as a part of a list or a map. */
export function quoted(data: Data): string {
  return data.kind === "scalar" && !/^[\w./%-]+$/.test(data.text) ? JSON.stringify(data.text) : data.text;
}

export function inBrackets(parts: string[], [open, close]: string): string {
  return parts.length === 0 ? `${open}${close}` : `${open} ${parts.join(", ")} ${close}`;
}

/** Keys are written with dashes or underscores. */
function plainKey(key: string): string {
  return key.replace(/_/g, "-");
}

/**
 * The fields of a map, under the spelling of `keys`.
 *
 * @throws Refusal for what is no map, and for unknown keys, with the nearest
 */
export function fieldsOf(data: Data, keys: readonly string[]): Map<string, Data> {
  if (data.kind !== "map") throw refuse(data, `a block with the keys ${keys.join(", ")}`);
  const fields = new Map<string, Data>();
  for (const [written, value] of data.fields) {
    const key = keys.find((k) => plainKey(k) === plainKey(written));
    if (key === undefined) {
      const within = data.path === "" ? "" : `${data.path}.`;
      const name = `${within}${written} (${place({ name: data.file }, value.line)})`;
      // A key is never secret, wherever it stands.
      const near = nearest(written, keys);
      throw refusal(
        name,
        { words: JSON.stringify(written) },
        `one of the keys ${keys.join(", ")}`,
        near === undefined ? {} : { meant: near },
      );
    }
    if (fields.has(key))
      throw refuse(value, "each key once", { why: `${key} is given with a dash and with an underscore` });
    fields.set(key, value);
  }
  return fields;
}

export function itemsOf(data: Data, accepts: string): Data[] {
  if (data.kind !== "list" || data.items.length === 0) throw refuse(data, accepts);
  return data.items;
}

/** The text of a single value. */
export function textOf(data: Data, accepts: string): string {
  if (data.kind !== "scalar") throw refuse(data, accepts);
  return data.text;
}

/** A single value, read by its syntax. */
export function readAs<T>(syntax: Syntax<T>, data: Data, outside: Outside): T {
  return syntax.read(textOf(data, syntax.accepts).trim(), nameOf(data), outside);
}

/** The same for a field that may be left out. */
export function readField<T>(
  syntax: Syntax<T>,
  fields: Map<string, Data>,
  key: string,
  outside: Outside,
): T | undefined {
  const data = fields.get(key);
  return data === undefined ? undefined : readAs(syntax, data, outside);
}
