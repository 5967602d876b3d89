/** Parts that many sentences have. */

/** A sentence begins with a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Of what is looked at once a second: `at least once`, `at least 3 times`. */
export function atLeast(times: number): string {
  return `at least ${times === 1 ? "once" : `${times} times`}`;
}
