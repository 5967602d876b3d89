/** Parts that many sentences have. */
import { printable } from "../text/format";

/** A sentence begins with a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How often something happened that is looked at once a second: `at least once`, `at least 3 times`. */
export function atLeast(times: number): string {
  return `at least ${times === 1 ? "once" : `${times} times`}`;
}

const LONGEST = 60;

/** What somebody else chose as a name or a value: so much of it that the sentence stays one. */
export function brief(text: string): string {
  const line = printable(text.replace(/\s+/g, " ").trim());
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
