/** Starts programs, k6 among them, and collects what they print. */
import { spawn, type ChildProcess } from "node:child_process";
import { K6_ENV, RUN_FLAGS, settingFlags } from "./k6-start";
import { K6 } from "./root";

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  /** What it prints first on standard output. */
  firstLine: Promise<string>;
  /** All that it has printed, once it has ended. */
  ended: Promise<Ended>;
  /** Resolves once it has written `text` to standard error. */
  stderrHas: (text: string) => Promise<void>;
}

export interface StartOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** A process group of its own: a Ctrl-C is for the command, which ends its programs in order. */
  detached?: boolean;
  /** Ends it with SIGTERM. */
  signal?: AbortSignal;
}

export type Settings = Readonly<Record<string, string | number>>;

export function start(command: string, args: readonly string[], options: StartOptions = {}): Started {
  const child = spawn(command, args, {
    ...options,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (output.stderr += chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...output }));
  });
  const firstLine = new Promise<string>((resolve) => {
    child.stdout.on("data", () => {
      const end = output.stdout.indexOf("\n");
      if (end >= 0) resolve(output.stdout.slice(0, end));
    });
  });
  const stderrHas = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => output.stderr.includes(text) && resolve();
      child.stderr.on("data", look);
      look();
    });
  return { child, firstLine, ended, stderrHas };
}

/** @throws Error with all that it printed, unless it ended with 0 */
export async function run(command: string, args: readonly string[], options?: StartOptions): Promise<string> {
  const { code, stdout, stderr } = await start(command, args, options).ended;
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}\n${stdout}${stderr}`);
  return stdout;
}

/** Starts `k6 run` of a script, with its settings as `-e NAME=value`. */
export function startK6(script: string, settings: Settings, binary = K6, options: StartOptions = {}): Started {
  const args = ["run", "--no-color", ...RUN_FLAGS, script, ...settingFlags(settings)];
  return start(binary, args, { ...options, env: K6_ENV });
}

/** Starts one of the flawed servers in a process of its own. */
export function startServer(args: readonly string[], options: StartOptions = {}): Started {
  return start(K6, ["x", "healthcheck", "serve", "--listen", "127.0.0.1:0", ...args], { ...options, env: K6_ENV });
}

/** The message of what was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
