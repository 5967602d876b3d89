/**
 * `npm run presets`: lists the presets; `-- explain NAME` shows one as a packet ladder with its source and the incidents its kind has
 * caused. `--json` prints either as data.
 */
import { readFileSync } from "node:fs";
import { Refusal } from "../text/refusal";
import { presetsCommand } from "./presets-command";
import { USER_FOLDER } from "./root";

try {
  const text = presetsCommand(process.argv.slice(2), {
    readFile: (path) => readFileSync(path, "utf8"),
    cwd: USER_FOLDER,
    // Patterns are judged by k6, which runs them.
    regexError: () => "",
    flaws: [],
  });
  process.stdout.write(`${text}\n`);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
