// What the benchmarks share: the processes they start, and the figures they make of what these print.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const K6 = join(root, "bin", "k6");
export const STORM = join(root, "dist", "probe-storm.js");
export const script = (name) => join(here, name);

/** Compiles the C programs and the k6 that goes through net.Dialer; returns their paths. */
export function compile(folder) {
  const c = (name) => {
    execFileSync("cc", ["-O2", "-Wall", "-Wextra", "-o", join(folder, name), join(here, `${name}.c`)], {
      stdio: [0, 2, 2],
    });
    return join(folder, name);
  };
  const netDialer = join(root, "bin", "k6-net-dialer");
  execFileSync("go", ["build", "-trimpath", "-o", netDialer, join(here, "net-dialer", "main.go")], {
    cwd: root,
    env: { ...process.env, CGO_ENABLED: "0" },
    stdio: [0, 2, 2],
  });
  return { acceptLoop: c("accept-loop"), bareLoop: c("bare-loop"), netDialer };
}

/** Starts a program; `firstLine` is what it prints first, `ended` all that it has printed once it has ended. */
export function start(command, args, env = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  const firstLine = new Promise((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      stdout += chunk;
      if (stdout.includes("\n")) resolve(stdout.slice(0, stdout.indexOf("\n")));
    });
  });
  child.stderr.setEncoding("utf8").on("data", (chunk) => (stderr += chunk));
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  const stderrHas = (text) =>
    new Promise((resolve) => {
      const look = () => stderr.includes(text) && resolve();
      child.stderr.on("data", look);
      look();
    });
  return { child, pid: child.pid, firstLine, stderrHas, ended };
}

export async function run(command, args, env) {
  const { code, stdout, stderr } = await start(command, args, env).ended;
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}\n${stdout}${stderr}`);
  return stdout;
}

const SHORT = { BASELINE: "2s", NIGHT: "0s", RECOVERY: "1s", SPEEDUP: "1", CLIENT_TIMEOUT: "2s" };

const QUIET = ["--quiet", "--no-color", "--address", "", "--include-system-env-vars=false"];
const K6_ENV = { K6_AUTO_EXTENSION_RESOLUTION: "false", K6_NO_USAGE_REPORT: "true" };

/** Starts a k6 with a script and settings (`-e NAME=value`). */
export function startK6(file, settings, binary = K6) {
  const args = Object.entries(settings).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  return start(binary, ["run", ...QUIET, file, ...args], K6_ENV);
}

/** Runs it to its end; returns what it printed. */
export async function k6(file, settings, binary) {
  const { code, stdout, stderr } = await startK6(file, settings, binary).ended;
  if (code !== 0) throw new Error(`k6 run ${file} ended with ${code}\n${stdout}${stderr}`);
  return stdout;
}

/** Runs the real bundle and returns its journal, whatever the verdict: a busy machine may make a run inconclusive. */
export async function storm(settings, during = async () => {}) {
  const out = mkdtempSync(join(tmpdir(), "probe-storm-bench-"));
  try {
    const started = startK6(STORM, { ...SHORT, ...settings, OUT: out });
    const [{ code, stdout, stderr }] = await Promise.all([started.ended, during(started)]);
    const journal = join(out, "journal.json");
    if (!existsSync(journal)) throw new Error(`the storm ended with ${code} and left no journal\n${stdout}${stderr}`);
    return JSON.parse(readFileSync(journal, "utf8"));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** `value`, once the journal says that the storm made nearly all the checks that were asked for. */
export function ifAsked(journal, checks, value) {
  const { sent } = journal.checkers[0].probes;
  if (sent < 0.95 * checks) throw new Error(`${sent} checks were made of ${checks}: ${journal.reason}`);
  return value;
}

/** The C target; `stop` resolves to the number of connections that accept() returned. */
export async function target(acceptLoop) {
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
  const server = start(K6, [
    "x",
    "healthcheck",
    "serve",
    "--listen",
    "127.0.0.1:0",
    "--flaw",
    "healthy-greeting",
    "--backlog",
    "4096",
  ]);
  const address = /listening on (\S+?),/.exec(await server.firstLine)[1];
  return { address, port: Number(address.split(":").pop()), stop: () => server.child.kill("SIGTERM") && server.ended };
}

export { setTimeout as sleep } from "node:timers/promises";

/** Linear between the two nearest ranks. */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const low = sorted[Math.floor(rank)];
  return low + (sorted[Math.ceil(rank)] - low) * (rank - Math.floor(rank));
}

export const median = (values) => quantile(values, 0.5);

/**
 * One line of bench.json. A goal is either on the ratio (`ratio >= 0.55`) or on the value (`value <= 40`).
 */
export function figure(name, { value, unit, limit, goal = NO_GOAL }) {
  const ratio = value / limit;
  const [what, comparison, bound] = goal.split(" ");
  const observed = what === "ratio" ? ratio : value;
  const met = goal === NO_GOAL || (comparison === ">=" ? observed >= Number(bound) : observed <= Number(bound));
  return { name, value, unit, limit, ratio, goal, met };
}

/** Of a figure that is told for what it is. */
export const NO_GOAL = "none";
