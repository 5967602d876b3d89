/** Runs the command line as it is bundled, with this clone's k6. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { K6, K6_ROOT } from "./k6";

export const CLI = join(K6_ROOT, "dist", "cli.js");

export interface CommandLineEnd {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** @param within a command that runs it in another place, or as somebody else, and becomes it */
export function runCommandLine(
  args: readonly string[],
  { within = [], env = {} }: { within?: readonly string[]; env?: Record<string, string> } = {},
): Promise<CommandLineEnd> {
  return new Promise((resolve, reject) => {
    const [command, ...rest] = [...within, process.execPath, CLI, ...args];
    const child = spawn(command!, rest, {
      env: { ...process.env, PROBE_STORM_K6: K6, NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
