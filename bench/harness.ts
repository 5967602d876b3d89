/** What the benchmarks share: the processes they start, and the figures they make of what these print. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Journal } from "../lib/model/journal";
import { start, startK6, startServer, type Settings, type Started } from "../lib/node/child";
import { ROOT, STORM } from "../lib/node/root";

export { run, start, startK6, type Started } from "../lib/node/child";
export { STORM } from "../lib/node/root";
export { setTimeout as sleep } from "node:timers/promises";

const FOLDER = join(ROOT, "bench");

/** Paths of what the benchmarks compile. */
export interface Programs {
  acceptLoop: string;
  bareLoop: string;
  netDialer: string;
}

export interface Figure {
  name: string;
  value: number;
  unit: string;
  limit: number;
  ratio: number;
  goal: string;
  met: boolean;
}

export type Benchmark = (options: { programs: Programs; rounds: number }) => Promise<Figure[]>;

export const script = (name: string) => join(FOLDER, name);

/** Compiles the C programs and the k6 that goes through net.Dialer. */
export function compile(folder: string): Programs {
  const c = (name: string) => {
    execFileSync("cc", ["-O2", "-Wall", "-Wextra", "-o", join(folder, name), script(`${name}.c`)], {
      stdio: [0, 2, 2],
    });
    return join(folder, name);
  };
  const netDialer = join(ROOT, "bin", "k6-net-dialer");
  execFileSync("go", ["build", "-trimpath", "-o", netDialer, script("net-dialer/main.go")], {
    cwd: ROOT,
    env: { ...process.env, CGO_ENABLED: "0" },
    stdio: [0, 2, 2],
  });
  return { acceptLoop: c("accept-loop"), bareLoop: c("bare-loop"), netDialer };
}

const SHORT = { BASELINE: "2s", NIGHT: "0s", RECOVERY: "1s", SPEEDUP: "1", CLIENT_TIMEOUT: "2s" };

/** Runs k6 to its end; returns what it printed. */
export async function k6(file: string, settings: Settings, binary?: string): Promise<string> {
  const { code, stdout, stderr } = await startK6(file, settings, binary).ended;
  if (code !== 0) throw new Error(`k6 run ${file} ended with ${code}\n${stdout}${stderr}`);
  return stdout;
}

/** Runs the real bundle and returns its journal, whatever the verdict: a busy machine may make a run inconclusive. */
export async function storm(
  settings: Settings,
  during: (started: Started) => Promise<unknown> = () => Promise.resolve(),
): Promise<Journal> {
  const out = mkdtempSync(join(tmpdir(), "probe-storm-bench-"));
  try {
    const started = startK6(STORM, { ...SHORT, ...settings, OUT: out });
    const [{ code, stdout, stderr }] = await Promise.all([started.ended, during(started)]);
    const journal = join(out, "journal.json");
    if (!existsSync(journal)) throw new Error(`the storm ended with ${code} and left no journal\n${stdout}${stderr}`);
    return JSON.parse(readFileSync(journal, "utf8")) as Journal;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** @throws Error unless the journal says that the storm made nearly all the checks that were asked for */
export function expectChecks(journal: Journal, checks: number): void {
  const { sent } = journal.checkers[0]!.probes;
  if (sent < 0.95 * checks) throw new Error(`${sent} checks were made of ${checks}: ${journal.reason}`);
}

export interface Target {
  port: number;
  /** Resolves to the number of connections that accept() returned. */
  stop: () => Promise<number>;
}

/** The C target. */
export async function target(acceptLoop: string): Promise<Target> {
  const server = start(acceptLoop, []);
  const port = Number(await server.firstLine);
  return {
    port,
    async stop() {
      server.child.kill("SIGTERM");
      const { stdout } = await server.ended;
      return Number(stdout.split("\n")[1]);
    },
  };
}

/** A healthy server of our own, in a process of its own. */
export async function healthy() {
  const server = startServer(["--flaw", "healthy-greeting", "--backlog", "4096"]);
  const address = /listening on (\S+?),/.exec(await server.firstLine)![1]!;
  const stop = async () => {
    server.child.kill("SIGTERM");
    await server.ended;
  };
  return { address, port: Number(address.split(":").pop()), stop };
}

/** Linear between the two nearest ranks. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const low = sorted[Math.floor(rank)]!;
  return low + (sorted[Math.ceil(rank)]! - low) * (rank - Math.floor(rank));
}

/** The goal of a figure that is only reported. */
export const NO_GOAL = "none";

interface Measured {
  value: number;
  unit: string;
  limit: number;
  goal?: string;
}

/** One line of bench.json. A goal is either on the ratio (`ratio >= 0.55`) or on the value (`value <= 40`). */
export function figure(name: string, { value, unit, limit, goal = NO_GOAL }: Measured): Figure {
  const ratio = value / limit;
  const [what, comparison, bound] = goal.split(" ");
  const observed = what === "ratio" ? ratio : value;
  const met = goal === NO_GOAL || (comparison === ">=" ? observed >= Number(bound) : observed <= Number(bound));
  return { name, value, unit, limit, ratio, goal, met };
}
