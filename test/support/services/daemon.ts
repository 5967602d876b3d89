/**
 * A real server that says too little, or says it in a file: waited for until the kernel listens on its port, so that no contact of
 * ours comes before the ones a test makes; ended by its pid.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Service } from "./service";

export interface DaemonOptions {
  port: number;
  /** What it writes there belongs to its log. */
  logFile?: string;
  env?: Record<string, string>;
  /** The account to run under where the tests run as root. */
  as?: string;
  /** How it is asked to end; SIGTERM unless said otherwise. */
  signal?: NodeJS.Signals;
}

/** A broker in Erlang takes 10 s by itself, and beside other servers and runs a hundred. */
const LISTENS_WITHIN_MS = 200_000;
const LOOK_EVERY_MS = 20;

/** @throws what it has said, when it ends or does not listen in time */
export async function startDaemon(command: readonly string[], options: DaemonOptions): Promise<Service> {
  const { port, logFile, env, as, signal } = options;
  const child = spawn(command[0]!, command.slice(1), {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
    ...(as !== undefined && isRoot && account(as)),
  });
  let said = "";
  let over = false;
  let failure = "";
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => resolve());
    child.on("error", (error) => {
      failure = error.message;
      resolve();
    });
  });
  void ended.then(() => (over = true));
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
  let written = "";
  const log = () => {
    if (logFile !== undefined && existsSync(logFile)) written = readFileSync(logFile, "utf8");
    return said + written;
  };
  const stop = async () => {
    child.kill(signal ?? "SIGTERM");
    await ended;
    log(); // its folder may be gone when somebody asks for it
  };
  const latest = Date.now() + LISTENS_WITHIN_MS;
  while (!over && !listens(port) && Date.now() < latest) await delay(LOOK_EVERY_MS);
  if (over || !listens(port)) {
    const what = over ? "ended" : "does not listen";
    await stop();
    throw new Error(`${command.join(" ")}: it ${what}: ${failure}${log()}`);
  }
  return { port, log, stop };
}

export const isRoot = process.getuid?.() === 0;

/** The numbers of an account of this system. */
export function account(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** As the kernel lists it: local address and port in hex, state 0A. */
export function listens(port: number): boolean {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return ["/proc/net/tcp", "/proc/net/tcp6"].some(
    (table) =>
      existsSync(table) &&
      readFileSync(table, "utf8")
        .split("\n")
        .some((line) => {
          const [, at, , state] = line.trim().split(/\s+/);
          return state === "0A" && at!.endsWith(local);
        }),
  );
}
