/** `probe-storm`, the command line: bundled into dist/cli.js. */
import { runProgram } from "./program";

// Whoever reads the output may have seen enough, as `head` has.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

await runProgram(process.argv.slice(2));
