/**
 * `npm run soak:hour -- 1h`: the real bundle at 200 checks a second for an hour (or for what is given: 3m, 90m), against a healthy
 * server in a process of its own. Prints what /proc says of k6, and exits 1 unless memory, descriptors and threads stayed flat, the
 * rate was reached and the run held. SIGINT ends it early, and prints what there is.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import type { ServerRecord } from "../model/extension";
import type { Journal } from "../model/journal";
import { firstOf, itemAt } from "../model/non-empty";
import { messageOf, startK6, startServer } from "./child";
import { isFlat, minutes, type Look } from "./flatness";
import { STORM } from "./root";

const CHECKERS = ["rst", "half-open", "greeting-wait"];
/** 3 × 10 nodes, one check each every 150 ms: 200 checks a second. */
const CADENCE = { NODES: "10", INTERVAL: "150ms", SPEEDUP: "1" };
const CHECKS_PER_SECOND = 200;
const PHASES = { BASELINE: "10s", NIGHT: "0s", RECOVERY: "15s" };
const AROUND_SECONDS = 25;

/** A tenth of the run, and not less than the collector waits at the most: until then a heap grows because nobody has looked at it. */
const SETTLED_SECONDS = { least: 120, most: 300 };

const UNIT_SECONDS = { s: 1, m: 60, h: 3600 };

try {
  const [length] = parseArgs({ allowPositionals: true }).positionals;
  if (!(await soak(secondsOf(length)))) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`soak:hour: ${messageOf(error)}\n`);
  process.exitCode = 1;
}

function secondsOf(text = "1h"): number {
  const [, count, unit] = /^([1-9]\d*)(s|m|h)$/.exec(text) ?? [];
  const seconds = Number(count) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS];
  if (seconds >= 180 && seconds <= 86_400) return seconds;
  throw new Error(`expected a duration from 3m to 24h (1h unless given), got "${text}"`);
}

interface Server {
  address: string;
  /** Ends it; returns what it saw. */
  stop: () => Promise<ServerRecord>;
}

async function serve(): Promise<Server> {
  const server = startServer(["--flaw", "healthy-greeting", "--backlog", "512", "--json"], { detached: true });
  const { address } = JSON.parse(await server.firstLine) as { address: string };
  return {
    address,
    async stop() {
      server.child.kill("SIGINT");
      const { stdout } = await server.ended;
      return JSON.parse(itemAt(stdout.trim().split("\n"), 1, "the lines of the server")) as ServerRecord;
    },
  };
}

/** null: there is no such process, or it is gone. */
function look(pid: number | undefined, seconds: number): Look | null {
  if (pid === undefined) return null;
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]);
    const descriptors = readdirSync(`/proc/${pid}/fd`).length;
    const megabytes = number("VmRSS") / 1024;
    return Number.isNaN(megabytes) ? null : { seconds, megabytes, descriptors, threads: number("Threads") };
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}

async function soak(length: number): Promise<boolean> {
  const every = Math.min(10, length / 30);
  const settled = Math.min(SETTLED_SECONDS.most, Math.max(SETTLED_SECONDS.least, length / 10));
  const out = mkdtempSync(join(tmpdir(), "probe-storm-hour-"));
  const server = await serve();
  process.stdout.write(
    `${CHECKERS.join(", ")} at ${CHECKS_PER_SECOND} checks/s together for ${minutes(length)}; ` +
      `${cpus().length} cores, load average ${firstOf(loadavg()).toFixed(2)} before the start\n`,
  );
  const settings = {
    ...{ TARGET: server.address, CHECKER: CHECKERS.join(), CLIENT: "greeting", OUT: out },
    ...{ ...CADENCE, ...PHASES, STORM: `${length}s` },
  };
  const k6 = startK6(STORM, settings, undefined, { detached: true });

  let interrupted = false;
  process.on("SIGINT", () => {
    if (!interrupted) k6.child.kill("SIGINT");
    interrupted = true;
  });

  const looks: Look[] = [];
  const began = performance.now();
  const timer = setInterval(() => {
    const seconds = (performance.now() - began) / 1000;
    // The end sums up and writes the reports: that is no part of what must be flat.
    if (interrupted || seconds > length + AROUND_SECONDS - 5) return;
    const seen = look(k6.child.pid, seconds);
    if (seen === null) return;
    looks.push(seen);
    if (looks.length % 30 !== 1) return;
    const { megabytes, descriptors, threads } = seen;
    process.stdout.write(
      `${minutes(seconds).padStart(9)}  ${megabytes.toFixed(1)} MB, ${descriptors} descriptors, ${threads} threads\n`,
    );
  }, every * 1000);
  try {
    const { code, stderr } = await k6.ended;
    const file = join(out, "journal.json");
    const journal = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Journal) : null;
    if (stderr.trim() !== "") process.stderr.write(stderr);
    const { accepted } = await server.stop();
    return isFlat({ looks, settled, journal, accepted, code, interrupted, checksPerSecond: CHECKS_PER_SECOND });
  } finally {
    clearInterval(timer);
    rmSync(out, { recursive: true, force: true });
  }
}
