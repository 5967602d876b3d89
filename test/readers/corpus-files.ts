/** The files of the corpus. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const CORPUS = "test/readers/corpus";

export function corpusNames(folder: string): string[] {
  return readdirSync(join(CORPUS, folder)).filter((name) => !name.endsWith(".txt"));
}

export function corpusTexts(folder: string): string[] {
  return corpusNames(folder).map((name) => readFileSync(join(CORPUS, folder, name), "utf8"));
}
