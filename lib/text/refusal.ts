/** A setting that is refused before the first packet: one line for people, no stack trace. */
import { distance } from "fastest-levenshtein";
import { refusalLine, type Description } from "./refusal-line";

/** k6 cuts a longer message in the same way. */
const LONGEST = 4_096;

/** Thrown by everything that reads settings; caught by {@link resolved} and by the tools. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  /** @param line what a file or setting is quoted with may hold line ends; they are spelled out */
  constructor(line: string) {
    // eslint-disable-next-line no-control-regex -- exactly those
    const spelt = line.trim().replace(/[\0-\x1f\x7f]/g, (character) => JSON.stringify(character).slice(1, -1));
    super(spelt.length <= LONGEST ? spelt : `${spelt.slice(0, LONGEST - 1)}…`);
  }
}

/** The result of reading settings: something to run, or the line that refuses them. */
export type Resolved<Run> = { run: Run; refusal: "" } | { run: null; refusal: string };

/** The one place in lib/ where a refusal is caught: where settings become something to run. */
export function resolved<Run>(make: () => Run): Resolved<Run> {
  try {
    return { run: make(), refusal: "" };
  } catch (error) {
    if (error instanceof Refusal) return { run: null, refusal: error.message };
    throw error;
  }
}

/** What is expected of a setting that has no meaning beside others. */
export const LEFT_OUT = "to be left out";

export interface RefusalDetails {
  /** What is wrong with the value, where what is expected does not say it. */
  why?: string;
  /** Valid names, when the value (or the name itself) is one of a list: the nearest is offered. */
  known?: readonly string[];
  /** What is offered instead of the nearest of them; a name that resembles a secret setting has its value withheld as well. */
  meant?: string;
}

/**
 * @param value as the user wrote it
 * @param expected what would have been accepted
 */
export function refusal(
  name: string,
  value: string | Description,
  expected: string,
  details: RefusalDetails = {},
): Refusal {
  const { known = [], meant } = details;
  const near = meant ?? (typeof value === "string" ? nearest(value, known) : undefined);
  return new Refusal(`${refusalLine(name, value, expected, details)}${near ? `; did you mean ${near}?` : ""}`);
}

/** What a name must have at least to be taken for the beginning of another one. */
const BEGINNING = 3;

/**
 * The nearest of the known names: one that has it for a word (`nlb`: `aws-nlb`), else one near enough for a slip, else the shortest that
 * begins with it.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name === "") return undefined;
  const written = name.toLowerCase();
  const shortest = (matches: (candidate: string) => boolean) =>
    known.filter((k) => matches(k.toLowerCase())).sort((a, b) => a.length - b.length)[0];

  const word = shortest((candidate) => candidate.split(/[-_]/).includes(written));
  if (word !== undefined) return word;
  const far = (candidate: string) => distance(written, candidate.toLowerCase());
  const least = Math.min(...known.map(far));
  if (least <= Math.max(2, Math.floor(name.length / 3))) {
    const near = known.filter((candidate) => far(candidate) === least);
    // Letters in the wrong order are a more likely slip than other letters: `stmp` is smtp, not http.
    return near.find((candidate) => letters(candidate) === letters(written)) ?? near[0];
  }
  if (name.length < BEGINNING) return undefined;
  return shortest((other) => other.startsWith(written));
}

function letters(word: string): string {
  return [...word.toLowerCase()].sort().join("");
}
