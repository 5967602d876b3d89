/** The one form of a refusal. Apart, because VUs have it too, and not the search for the nearest name. */

/**
 * `INTERVAL: expected a duration with a unit, such as 250ms, 2s or 0.01s, got "30"`, and behind it what is wrong.
 *
 * @param name the setting, or the path in the CONFIG file (`checkers[1].interval`)
 * @param value as the user wrote it
 * @param expected what would have been accepted; it follows the word "expected"
 */
export function refusalLine(
  name: string,
  value: string,
  expected: string,
  { why = "" }: { why?: string } = {},
): string {
  return `${name}: expected ${expected}, got ${JSON.stringify(value)}${why === "" ? "" : `: ${why}`}`;
}
