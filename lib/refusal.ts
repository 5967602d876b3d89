/** A setting that is refused before the first packet: one line for people, no stack trace. */
import { closest, distance } from "fastest-levenshtein";

/** Thrown by everything that reads settings; caught once, in lib/resolve.ts. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/**
 * `INTERVAL: "30" is refused: a duration with a unit, such as 250ms, 2s or 0.01s`
 *
 * @param name the setting, or the path in the CONFIG file (`checkers[1].interval`)
 * @param value as the user wrote it
 * @param accepted what would have been accepted
 * @param known valid names, when the value (or the name itself) is one of a list: the nearest is offered
 */
export function refusal(name: string, value: string, accepted: string, known: readonly string[] = []): Refusal {
  const near = nearest(value, known);
  return new Refusal(
    `${name}: ${JSON.stringify(value)} is refused: ${accepted}${near ? `; did you mean ${near}?` : ""}`,
  );
}

/** The nearest of the known names, if it is near enough to be a slip. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name === "") return undefined;
  const candidate = closest(name.toLowerCase(), known.map((k) => k.toLowerCase()) as string[]);
  const index = known.findIndex((k) => k.toLowerCase() === candidate);
  const limit = Math.max(2, Math.floor(name.length / 3));
  return distance(name.toLowerCase(), candidate) <= limit ? known[index] : undefined;
}
