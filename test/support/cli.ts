/** Runs the command line as people do, from dist/cli.js. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { K6_ROOT } from "./k6";

export const CLI = join(K6_ROOT, "dist", "cli.js");

export interface CliEnded {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface CliOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  during?: (child: ChildProcess) => void;
}

export function runCli(args: readonly string[], { cwd, env, during }: CliOptions = {}): Promise<CliEnded> {
  return ended(spawn(process.execPath, [CLI, ...args], optionsOf(cwd, env)), during);
}

/** @param line what somebody types, `probe-storm` for the first word */
export function runLine(line: string, { cwd, env, during }: CliOptions = {}): Promise<CliEnded> {
  const typed = line.replace("probe-storm", () => `"${process.execPath}" "${CLI}"`);
  return ended(spawn("bash", ["-c", typed], optionsOf(cwd, env)), during);
}

/** Not at the end of a test: of several at the same time, nobody knows whose end it is. */
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of the test's own, where the command leaves its files. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-cli-"));
  folders.push(folder);
  return folder;
}

function optionsOf(cwd: string = K6_ROOT, env: NodeJS.ProcessEnv = {}) {
  return { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"] };
}

function ended(child: ReturnType<typeof spawn>, during?: CliOptions["during"]): Promise<CliEnded> {
  const output = { stdout: "", stderr: "" };
  child.stdout!.setEncoding("utf8").on("data", (chunk: string) => (output.stdout += chunk));
  child.stderr!.setEncoding("utf8").on("data", (chunk: string) => (output.stderr += chunk));
  during?.(child);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...output }));
  });
}
