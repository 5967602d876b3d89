// `npm run presets`: lists the presets; `-- explain NAME` shows one as a packet ladder with its source and the incidents its kind has
// caused. `--json` prints either as data.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The library is TypeScript that knows nothing of Node; it is evaluated as k6 does it (tools/bundle.mjs). */
async function load() {
  const { outputFiles } = await build({
    stdin: {
      contents: 'export { presetsCommand } from "./lib/report/command"; export { Refusal } from "./lib/text/refusal";',
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "loaded",
    target: "es2020",
    platform: "neutral",
    mainFields: ["module", "main"],
    charset: "utf8",
    logLevel: "warning",
  });
  return new Function(`${outputFiles[0].text}\nreturn loaded;`)();
}

/** npm runs scripts in the package's folder; file names are meant from where the user stands. */
const cwd = process.env.INIT_CWD ?? process.cwd();

const { presetsCommand, Refusal } = await load();
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
