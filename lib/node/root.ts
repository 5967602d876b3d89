/** Where the repository lies, and what the set-up makes in it. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const K6 = join(ROOT, "bin", "k6");
export const STORM = join(ROOT, "dist", "probe-storm.js");

/** npm runs scripts in the package's folder; file names and commands are meant from where the user stands. */
export const USER_FOLDER = process.env.INIT_CWD ?? process.cwd();
