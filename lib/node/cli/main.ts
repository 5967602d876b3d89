/** `probe-storm`, the command line: bundled into dist/cli.js. */
import { errorLine } from "../../text/error-line";
import { FAULT } from "./exit-codes";
import { runProgram } from "./program";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // A reader such as `head` closes the pipe when it has read enough.
  if (error.code === "EPIPE") return;
  process.stderr.write(`standard output cannot be written: ${errorLine(error)}\n`);
  // The exit code of a run that goes on is its verdict's all the same.
  process.exitCode ||= FAULT;
});
// Where nobody can read what went wrong, the exit code tells.
process.stderr.on("error", () => undefined);

// What was typed may hold a password, and other users of this machine see it for as long as the run lasts. Linux and macOS take this instead.
const typed = process.argv.slice(2);
process.title = "probe-storm";

await runProgram(typed);
