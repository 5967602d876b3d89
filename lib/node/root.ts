/** Where the repository or the npm package lies, and what is made in it. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The nearest folder above that has a package.json: this file may also be part of dist/cli.js. */
export const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));
export const K6 = join(ROOT, "bin", "k6");
export const STORM = scriptFile("probe-storm");

/** npm runs scripts in the package's folder; file names and commands are meant from where the user stands. */
export const USER_FOLDER = process.env.INIT_CWD ?? process.cwd();

/** The bundle of one of scripts/. */
export function scriptFile(script: string): string {
  return join(ROOT, "dist", `${script}.js`);
}

function rootAbove(folder: string): string {
  return existsSync(join(folder, "package.json")) ? folder : rootAbove(dirname(folder));
}
