/** The one form of a refusal, and the one place that quotes a value: what may be secret is withheld here, by the name of the setting. */
import { secrecyOf, shownValue } from "./secret";

/** What is told of a value instead of quoting it: `nothing`, or a block without its secrets. */
export interface Description {
  words: string;
}

/**
 * `INTERVAL: expected a duration with a unit, such as 250ms, 2s or 0.01s, got "30"`, and behind it what is wrong.
 *
 * @param name the setting, or the path in the CONFIG file (`checkers[1].interval`)
 * @param value as the user wrote it, or what is told of it
 * @param expected what would have been accepted; it follows the word "expected"
 * @param details `meant` is the setting that a misspelt name resembles
 */
export function refusalLine(
  name: string,
  value: string | Description,
  expected: string,
  { why = "", meant = name }: { why?: string; meant?: string } = {},
): string {
  const secrecy = secrecyOf(name);
  const shown =
    typeof value === "string" ? shownValue(value, secrecy === "none" ? secrecyOf(meant) : secrecy) : value.words;
  return `${name}: expected ${expected}, got ${shown}${why === "" ? "" : `: ${why}`}`;
}
