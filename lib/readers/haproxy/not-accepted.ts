/** What is wrong with a word of a line, in the form that refusals have. */
import { refusalLine } from "../../text/refusal-line";
import { textWithheld } from "../../text/secret";

/** `fall: expected a whole number above 0, got "0"`. @param what the keyword, or where the word stands */
export function notAccepted(what: string, word: string, expected: string): string {
  return refusalLine(what, { words: JSON.stringify(word) }, expected);
}

/** The same for bytes that are sent or expected, which may be a password. */
export function noHex(keyword: string, text: string): string {
  return refusalLine(keyword, { words: textWithheld(text) }, "pairs of hex digits");
}
