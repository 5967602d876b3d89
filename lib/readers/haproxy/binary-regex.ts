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

function sequence(reader: { text: string; at: number }, depth: number): Item[][] {
  if (depth > 5) throw new Unsupported("more than 5 parentheses in one another");
  const alternatives: Item[][] = [[]];
  while (reader.at < reader.text.length && reader.text[reader.at] !== ")") {
    if (reader.text[reader.at] === "|") {
      alternatives.push([]);
      reader.at++;
      continue;
    }
    const item = itemAt(reader, depth);
    const times = timesAt(reader);
    const last = alternatives[alternatives.length - 1]!;
    for (let i = 0; i < times; i++) last.push(item);
    if (last.length > MOST) throw new Unsupported(`more than ${MOST} digits`);
  }
  return alternatives;
}

function itemAt(reader: { text: string; at: number }, depth: number): Item {
  const rest = reader.text.slice(reader.at, reader.at + 40);
  const open = /^\((?:\?:)?/.exec(rest);
  if (open !== null) {
    reader.at += open[0].length;
    const inside = sequence(reader, depth + 1);
    if (reader.text[reader.at] !== ")") throw new Unsupported("a parenthesis is not closed");
    reader.at++;
    return inside;
  }
  const set = /^\[([0-9A-Za-z-]{1,36})\]/.exec(rest);
  const digits = set !== null ? setOf(set[1]!) : rest[0] === "." ? ALL : ALL.includes(rest[0]!) ? rest[0]! : "";
  if (digits === "")
    throw new Unsupported(`${rest[0] === "[" ? rest : rest[0]}: digits 0 to 9 and A to F are understood`);
  reader.at += set?.[0].length ?? 1;
  return digits;
}

function setOf(text: string): string {
  const within = (digit: string) =>
    [...text.matchAll(/(.)-(.)|(.)/g)].some(([, from, to, one]) =>
      one ? one === digit : from! <= digit && digit <= to!,
    );
  return [...ALL].filter(within).join("");
}

function timesAt(reader: { text: string; at: number }): number {
  const found = /^\{([0-9]{1,3})\}/.exec(reader.text.slice(reader.at, reader.at + 8));
  if (found !== null) reader.at += found[0].length;
  if (/^[*+?{]/.test(reader.text.slice(reader.at, reader.at + 1)))
    throw new Unsupported("of quantifiers {n} alone is understood");
  return found === null ? 1 : Number(found[1]);
}

function bytesOf(alternatives: readonly Item[][]): string {
  const patterns = alternatives.map((items) => {
    let pattern = "";
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!;
      if (typeof item !== "string") {
        pattern += bytesOf(item);
        continue;
      }
      const low = items[++i];
      if (typeof low !== "string") throw new Unsupported("half a byte");
      pattern += byte(item, low);
    }
    return pattern;
  });
  return patterns.length === 1 ? patterns[0]! : `(?:${patterns.join("|")})`;
}

function byte(high: string, low: string): string {
  if (high === ALL && low === ALL) return "(?s:.)";
  if (/[89A-F]/.test(high)) throw new Unsupported("bytes above 0x7f that are not every byte");
  const codes = [...high].flatMap((h) => [...low].map((l) => `\\x${(h + l).toLowerCase()}`));
  return codes.length === 1 ? codes[0]! : `[${codes.join("")}]`;
}
