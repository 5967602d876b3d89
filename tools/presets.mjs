// `npm run presets`: lists the presets; `-- explain NAME` shows one as a packet ladder with its source and the incidents its kind has
// caused. `--json` prints either as data.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadTypeScript } from "./typescript.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** npm runs scripts in the package's folder; file names are meant from where the user stands. */
const cwd = process.env.INIT_CWD ?? process.cwd();

const { presetsCommand, Refusal } = await loadTypeScript(
  'export { presetsCommand } from "./report/command"; export { Refusal } from "./text/refusal";',
  join(root, "lib"),
);
try {
  const text = presetsCommand(process.argv.slice(2), {
    readFile: (path) => readFileSync(path, "utf8"),
    cwd,
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
