/** What becomes of a file, as data that can be compared between interpreters. */
import { buildChecker } from "../../lib/checkers/build-checker";
import { importers } from "../../lib/readers/index";
import { Refusal } from "../../lib/text/refusal";

export function outcomeOf(format: string, name: string, text: string): unknown {
  const importer = importers.find((one) => one.format === format)!;
  const recognised = importer.recognises({ name, text });
  try {
    const { checks, ...rest } = importer.read({ name, text });
    const read = {
      checks: checks.map(({ check, ...about }) => [about, buildChecker({ kind: "preset", preset: check }, {})]),
      ...rest,
    };
    return { recognised, read: JSON.parse(JSON.stringify(read)) as unknown };
  } catch (error) {
    return { recognised, refused: error instanceof Refusal ? error.message : `crash: ${String(error)}` };
  }
}
