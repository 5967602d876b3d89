/** What a file becomes: the whole checkers, as a run would have them. */
import { buildChecker, type CheckerOverrides } from "../../lib/checkers/build-checker";
import { printedChecker, type PrintedChecker } from "../support/printed-notes";
import type { ConfigurationReader } from "../../lib/readers/reader-types";

export const HOST = "10.0.0.5";

/** By selector, in the order of the file. */
export function checkersOf(
  importer: ConfigurationReader,
  name: string,
  text: string,
  overrides: CheckerOverrides = {},
): Record<string, PrintedChecker> {
  const { checks } = importer.read({ name, text });
  return Object.fromEntries(
    checks.map(({ selector, check }) => [
      selector,
      printedChecker(buildChecker({ kind: "preset", preset: check }, { ...overrides, host: HOST })),
    ]),
  );
}

/** The line of a refusal; throws where there is none. */
export function refusalOf(importer: ConfigurationReader, name: string, text: string): string {
  try {
    importer.read({ name, text });
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  throw new Error("it was read");
}
