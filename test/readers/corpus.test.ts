/**
 * Files as people have them, each with what it comes to beside it in NAME.txt. `UPDATE_CORPUS=1` writes those texts anew: read the
 * difference, because nothing else judges them.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importers, readConfiguration } from "../../lib/readers/index";
import { Refusal } from "../../lib/text/refusal";
import { CORPUS, corpusNames } from "./corpus-files";
import { corpusText } from "./corpus-text";

const files = readdirSync(CORPUS).flatMap((folder) => corpusNames(folder).map((name) => [folder, name] as const));

test.each(files)("%s/%s is taken by its reader, and comes to what is written beside it", async (folder, name) => {
  const text = readFileSync(join(CORPUS, folder, name), "utf8");
  const { [Object.keys(await load(folder))[0]!]: reader } = await load(folder);
  expect(importers.find((one) => one.recognises({ name, text }))).toBe(reader);
  const told = outcome(name, text);
  const beside = join(CORPUS, folder, `${name}.txt`);
  if (process.env["UPDATE_CORPUS"] === "1") writeFileSync(beside, told);
  expect(told).toBe(readFileSync(beside, "utf8"));
});

function outcome(name: string, text: string): string {
  try {
    return corpusText(readConfiguration(name, text));
  } catch (error) {
    if (error instanceof Refusal) return `refused: ${error.message}\n`;
    throw error;
  }
}

async function load(folder: string): Promise<Record<string, unknown>> {
  return (await import(new URL(`../../lib/readers/${folder}/index.ts`, import.meta.url).href)) as Record<
    string,
    unknown
  >;
}
