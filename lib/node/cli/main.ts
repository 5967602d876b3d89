/** `probe-storm`, the command line: bundled into dist/cli.js. */
import { runProgram } from "./program";

await runProgram(process.argv.slice(2));
