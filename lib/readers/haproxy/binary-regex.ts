/**
 * `rbinary`: a regular expression over the answer written out in upper-case hex, as a pattern (RE2) over the bytes themselves.
 *
 * Understood is what people write: hex digits, `.`, sets of digits, `{n}`, alternatives, from a whole byte to a whole byte.
 */
import type { Match } from "../../model/extension";
import { failure, success, type Result } from "./result";

const ALL = "0123456789ABCDEF";
const MOST = 512;

class Unsupported extends Error {}

/** A digit's possible values, as a string of them; or alternatives, each a list of whole bytes. */
type Item = string | Item[][];

/** The reason says what of it is not understood. */
export function binaryRegex(text: string): Result<Match> {
  const anchored = text.startsWith("^");
  const body = anchored ? text.slice(1) : text;
  if (/^(?:[0-9A-F]{2})+$/.test(body)) {
    const hex = body.toLowerCase();
    return success({ kind: anchored ? "literal" : "contains", hex });
  }
  try {
    const reader = { text: body, at: 0 };
    const items = sequence(reader, 0);
    if (reader.at < body.length) throw new Unsupported("a parenthesis is closed that was not opened");
    return success({ kind: "regex", pattern: (anchored ? "^" : "") + bytesOf(items) });
  } catch (error) {
    if (error instanceof Unsupported) return failure(error.message);
    throw error;
  }
}

interface Reader {
  text: string;
  at: number;
}

const here = ({ text, at }: Reader): string => text[at] ?? "";

function sequence(reader: Reader, depth: number): Item[][] {
  if (depth > 5) throw new Unsupported("more than 5 parentheses in one another");
  let last: Item[] = [];
  const alternatives: Item[][] = [last];
  while (here(reader) !== "" && here(reader) !== ")") {
    if (here(reader) === "|") {
      last = [];
      alternatives.push(last);
      reader.at++;
      continue;
    }
    const item = itemAt(reader, depth);
    const times = timesAt(reader);
    for (let i = 0; i < times; i++) last.push(item);
    if (last.length > MOST) throw new Unsupported(`more than ${MOST} digits`);
  }
  return alternatives;
}

function itemAt(reader: Reader, depth: number): Item {
  const rest = reader.text.slice(reader.at, reader.at + 40);
  const [open] = /^\((?:\?:)?/.exec(rest) ?? [];
  if (open !== undefined) {
    reader.at += open.length;
    const inside = sequence(reader, depth + 1);
    if (here(reader) !== ")") throw new Unsupported("a parenthesis is not closed");
    reader.at++;
    return inside;
  }
  const [set, inSet = ""] = /^\[([0-9A-Za-z-]{1,36})\]/.exec(rest) ?? [];
  const digits = set === undefined ? digitsOf(here(reader)) : setOf(inSet);
  if (digits === "")
    throw new Unsupported(`${here(reader) === "[" ? rest : here(reader)}: digits 0 to 9 and A to F are understood`);
  reader.at += set?.length ?? 1;
  return digits;
}

/** Empty for what is no digit. */
function digitsOf(char: string): string {
  if (char === ".") return ALL;
  return ALL.includes(char) ? char : "";
}

function setOf(text: string): string {
  const within = (digit: string) =>
    [...text.matchAll(/(.)-(.)|(.)/g)].some(([, from = "", to = "", one]) =>
      one === undefined ? from <= digit && digit <= to : one === digit,
    );
  return [...ALL].filter(within).join("");
}

function timesAt(reader: Reader): number {
  const [quantifier = "", times = "1"] = /^\{([0-9]{1,3})\}/.exec(reader.text.slice(reader.at, reader.at + 8)) ?? [];
  reader.at += quantifier.length;
  if (/^[*+?{]/.test(here(reader))) throw new Unsupported("of quantifiers {n} alone is understood");
  return Number(times);
}

function bytesOf(alternatives: readonly Item[][]): string {
  const patterns = alternatives.map(alternativeBytes);
  return patterns.length === 1 ? patterns.join("") : `(?:${patterns.join("|")})`;
}

function alternativeBytes(items: readonly Item[]): string {
  let pattern = "";
  /** The first digit of a byte, while its second is awaited. */
  let high: string | null = null;
  for (const item of items) {
    if (typeof item !== "string") {
      if (high !== null) throw new Unsupported("half a byte");
      pattern += bytesOf(item);
    } else if (high === null) {
      high = item;
    } else {
      pattern += byte(high, item);
      high = null;
    }
  }
  if (high !== null) throw new Unsupported("half a byte");
  return pattern;
}

function byte(high: string, low: string): string {
  if (high === ALL && low === ALL) return "(?s:.)";
  if (/[89A-F]/.test(high)) throw new Unsupported("bytes above 0x7f that are not every byte");
  const codes = [...high].flatMap((h) => [...low].map((l) => `\\x${(h + l).toLowerCase()}`));
  return codes.length === 1 ? codes.join("") : `[${codes.join("")}]`;
}
