/** What is wrong with a word of a line, in the form that refusals have. */
import { counted } from "../../text/format";
import { nearest } from "../../text/refusal";
import { refusalLine } from "../../text/refusal-line";
import { textWithheld } from "../../text/secret";

/** `fall: expected a whole number above 0, got "0"`. @param what the keyword, or where the word stands */
export function notAccepted(what: string, word: string, expected: string): string {
  return refusalLine(what, { words: JSON.stringify(word) }, expected);
}

/**
 * The same where a keyword should stand. A word that resembles none of them may be a part of a password that stands without quotes:
 * `send AUTH hunter2`.
 */
export function noKeyword(what: string, word: string, known: readonly string[], expected = oneOf(known)): string {
  return nearest(word, known) === undefined
    ? refusalLine(what, { words: textWithheld(word) }, expected)
    : notAccepted(what, word, expected);
}

/** The same where the line should have ended. */
export function nothingMore(what: string, word: string): string {
  return refusalLine(what, { words: textWithheld(word) }, "nothing behind it");
}

/** The same for what is no number at all. */
export function noNumber(what: string, word: string, expected: string): string {
  return /^[-+0-9,.]+$/.test(word)
    ? notAccepted(what, word, expected)
    : refusalLine(what, { words: textWithheld(word) }, expected);
}

/** A pattern that is invalid: what it looks for may be a password. */
export function noPattern(pattern: string, reason: string): string {
  return `the regular expression of ${counted(pattern.length, "character")}: ${reason}`;
}

function oneOf(known: readonly string[]): string {
  return `one of ${known.join(", ")}`;
}

/** The same for bytes that are sent or expected, which may be a password. */
export function noHex(keyword: string, text: string): string {
  return refusalLine(keyword, { words: textWithheld(text) }, "pairs of hex digits");
}
