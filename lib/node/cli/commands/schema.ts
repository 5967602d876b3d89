/** `probe-storm schema`: prints the JSON Schema of journal.json, as it is or as a version has released it. */
import { Command } from "commander";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { refusal } from "../../../text/refusal";
import { ROOT } from "../../root";
import { withExamples } from "../help";

const FOLDER = join(ROOT, "schema");

export function schemaCommand(): Command {
  const command = new Command("schema")
    .summary("print the JSON Schema of journal.json")
    .description("Print the JSON Schema of journal.json.")
    .option("--released <version>", "the schema of that version; what it promises is still kept")
    .action(({ released }: { released?: string }) => {
      process.stdout.write(readFileSync(released === undefined ? join(FOLDER, "journal.json") : fileOf(released)));
    });
  return withExamples(command, ["probe-storm schema", "probe-storm schema --released 0.2.0"]);
}

/** @throws Refusal where no such version has been released */
function fileOf(version: string): string {
  const known = readdirSync(join(FOLDER, "released")).flatMap((file) => /^journal-(.+)\.json$/.exec(file)?.[1] ?? []);
  if (known.includes(version)) return join(FOLDER, "released", `journal-${version}.json`);
  throw refusal("--released", version, `one of the versions ${known.join(", ")}`, { known });
}
