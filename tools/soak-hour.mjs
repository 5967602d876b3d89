// `npm run soak:hour -- 1h`: the real bundle at 200 checks a second for an hour (or for what is given: 3m, 90m), against a healthy
// server in a process of its own. Prints what /proc says of k6, and exits 1 unless memory, descriptors and threads stayed flat, the
// rate was reached and the run held. SIGINT ends it early, and prints what there is.
//
// Flat: the recorder counts checks and keeps none of them, so memory may grow with the clients and the seconds alone. Of a client it
// keeps two times and k6 four, each in a metric and most of them once more in the part of it that has a threshold: up to 9 numbers of
// 8 bytes. A slice that grows has up to a quarter to spare, and Go's collector lets a heap become twice of what lives in it: 180
// bytes. A second costs four samples of the accept queue, ten close gaps and a line of the timeline: about 400 bytes, 1,000 in
// such a heap. That is 10 MB an hour; what a check kept, were it a single pointer, would be another 11.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { clearInterval, setInterval } from "node:timers";
import { fileURLToPath } from "node:url";
import { setup } from "./setup.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const K6 = join(root, "bin", "k6");

const CHECKERS = ["rst", "half-open", "greeting-wait"];
/** 3 × 10 nodes, one check each every 150 ms: 200 checks a second. */
const CADENCE = { NODES: "10", INTERVAL: "150ms", SPEEDUP: "1" };
const CHECKS_PER_SECOND = 200;
const PHASES = { BASELINE: "10s", NIGHT: "0s", RECOVERY: "15s" };
const AROUND_SECONDS = 25;

/** A tenth of the run, and not less than the collector waits at the most: until then a heap grows because nobody has looked at it. */
const SETTLED_SECONDS = { least: 120, most: 300 };
/** A machine that is busy for a moment makes fewer. */
const LEAST_OF_RATE = 0.98;
const BYTES_PER_CLIENT = 180;
const BYTES_PER_SECOND = 1000;
/** By so much the collector's timing moves the resident set from look to look. */
const BREATH_MB = 4;
/** Clients and checks under way differ from look to look. */
const DESCRIPTORS_MORE = 64;
/** Go starts a thread when all others wait in system calls, and keeps it. */
const THREADS_MORE = 8;

function secondsOf(text = "1h") {
  const [, count, unit] = /^([1-9]\d*)(s|m|h)$/.exec(text) ?? [];
  const seconds = Number(count) * { s: 1, m: 60, h: 3600 }[unit];
  if (seconds >= 180 && seconds <= 86_400) return seconds;
  throw new Error(`"${text}" is refused: 3m to 24h; 1h unless given`);
}

/** A process group of its own: a Ctrl-C is for this script, which ends them in order. */
function start(args) {
  const child = spawn(K6, args, {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, K6_AUTO_EXTENSION_RESOLUTION: "false", K6_NO_USAGE_REPORT: "true" },
  });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) {
    child[stream].setEncoding("utf8").on("data", (chunk) => (said[stream] += chunk));
  }
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...said }));
  });
  const line = new Promise((resolve) => {
    child.stdout.on("data", () => said.stdout.includes("\n") && resolve(said.stdout.split("\n")[0]));
  });
  return { child, line, ended };
}

async function serve() {
  const args = ["--listen", "127.0.0.1:0", "--flaw", "healthy-greeting", "--backlog", "512", "--json"];
  const server = start(["x", "healthcheck", "serve", ...args]);
  const { address } = JSON.parse(await server.line);
  return {
    address,
    /** Ends it; returns what it saw. */
    async stop() {
      server.child.kill("SIGINT");
      const { stdout } = await server.ended;
      return JSON.parse(stdout.trim().split("\n")[1]);
    },
  };
}

/** null once the process is gone. */
function look(pid, seconds) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const number = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]);
    const descriptors = readdirSync(`/proc/${pid}/fd`).length;
    const megabytes = number("VmRSS") / 1024;
    return Number.isNaN(megabytes) ? null : { seconds, megabytes, descriptors, threads: number("Threads") };
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ESRCH") return null;
    throw error;
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Theil and Sen's: the median of the slopes between all pairs, MB per second; a third of the looks may be astray. */
function slope(looks) {
  const slopes = looks.flatMap((a, i) =>
    looks.slice(i + 1).map((b) => (b.megabytes - a.megabytes) / (b.seconds - a.seconds)),
  );
  return slopes.length > 0 ? median(slopes) : 0;
}

function clientsPerSecond(journal) {
  const phases = Object.values(journal.phases).filter(({ clients }) => clients.attempts > 0);
  const sum = (of) => phases.reduce((total, phase) => total + of(phase), 0);
  return sum(({ clients }) => clients.attempts) / sum(({ seconds }) => seconds);
}

function conclude({ looks, settled, journal, seen, code, interrupted }) {
  const print = (label, text) => process.stdout.write(`${label.padEnd(13)}${text}\n`);
  const lost = [];
  const want = (met, what) => met || lost.push(what);
  const after = looks.filter(({ seconds }) => seconds >= settled);
  process.stdout.write("\n");

  if (journal) {
    const storm = journal.phases.storm;
    const sent = journal.checkers.reduce((sum, { probes }) => sum + probes.sent, 0);
    const rate = storm ? sent / storm.seconds : 0;
    print("Verdict", `${journal.verdict}, exit ${code}${journal.verdict === "held" ? "" : `: ${journal.reason}`}`);
    print(
      "Checks",
      `${sent}, ${rate.toFixed(1)}/s of ${CHECKS_PER_SECOND}/s: ${journal.checkers.map(told).join("; ")}`,
    );
    const clients = Object.values(journal.phases).map(({ clients }) => clients);
    const sum = (of) => clients.reduce((total, phase) => total + phase[of], 0);
    print(
      "Clients",
      `${sum("accepted")} of ${sum("attempts")} got in; the server accepted ${seen.accepted} connections`,
    );
    if (!interrupted) want(journal.verdict === "held" && code === 0, `the run ended ${journal.verdict}, exit ${code}`);
    want(rate >= LEAST_OF_RATE * CHECKS_PER_SECOND, `${rate.toFixed(1)} checks a second were made`);
  } else want(false, `k6 ended with ${code} and left no journal`);

  if (journal && after.length >= 3) {
    const [first, last] = [after[0], after[after.length - 1]];
    const span = last.seconds - first.seconds;
    const perSecond = slope(after);
    const allowed = (span * (clientsPerSecond(journal) * BYTES_PER_CLIENT + BYTES_PER_SECOND)) / 2 ** 20 + BREATH_MB;
    const grown = perSecond * span;
    print(
      "Memory",
      `${first.megabytes.toFixed(1)} MB after ${minutes(first.seconds)}, ${last.megabytes.toFixed(1)} MB after ${minutes(last.seconds)}, ` +
        `${Math.max(...looks.map(({ megabytes }) => megabytes)).toFixed(1)} MB at most; ` +
        `slope ${(perSecond * 3600).toFixed(2)} MB an hour: ${grown.toFixed(1)} MB over ${minutes(span)}, ${allowed.toFixed(1)} MB allowed`,
    );
    want(grown <= allowed, `memory grew by ${grown.toFixed(1)} MB, ${allowed.toFixed(1)} MB allowed`);
    for (const [what, label, more] of [
      ["descriptors", "Descriptors", DESCRIPTORS_MORE],
      ["threads", "Threads", THREADS_MORE],
    ]) {
      const values = after.map((at) => at[what]);
      const third = Math.ceil(values.length / 3);
      const [early, late] = [median(values.slice(0, third)), median(values.slice(-third))];
      print(label, `${early} in the first third, ${late} in the last, ${Math.max(...values)} at most`);
      want(late - early <= more, `${what} grew from ${early} to ${late}`);
    }
  } else {
    const last = looks[looks.length - 1];
    if (last) {
      const { megabytes, seconds, descriptors, threads } = last;
      print(
        "Memory",
        `${megabytes.toFixed(1)} MB after ${minutes(seconds)}, ${descriptors} descriptors, ${threads} threads`,
      );
    }
    want(false, `memory settles for ${minutes(settled)}, and there were ${after.length} looks at it after that`);
  }

  if (interrupted) lost.push("interrupted");
  print("Result", lost.length === 0 ? "flat" : `NOT shown to be flat: ${lost.join("; ")}`);
  return lost.length === 0;
}

function told({ name, probes, fidelity }) {
  return `${name} ${probes.sent} sent, ${probes.failed} failed, ${(100 * fidelity.verified).toFixed(2)} % verified`;
}

function minutes(seconds) {
  return seconds < 120 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`;
}

async function soak(length) {
  setup();
  const every = Math.min(10, length / 30);
  const settled = Math.min(SETTLED_SECONDS.most, Math.max(SETTLED_SECONDS.least, length / 10));
  const out = mkdtempSync(join(tmpdir(), "probe-storm-hour-"));
  const server = await serve();
  process.stdout.write(
    `${CHECKERS.join(", ")} at ${CHECKS_PER_SECOND} checks/s together for ${minutes(length)}; ` +
      `${cpus().length} cores, load average ${loadavg()[0].toFixed(2)} before the start\n`,
  );
  const settings = {
    ...{ TARGET: server.address, CHECKER: CHECKERS.join(), CLIENT: "greeting", OUT: out },
    ...{ ...CADENCE, ...PHASES, STORM: `${length}s` },
  };
  const given = Object.entries(settings).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  const quiet = ["--quiet", "--no-color", "--address", "", "--include-system-env-vars=false"];
  const k6 = start(["run", ...quiet, join(root, "dist", "probe-storm.js"), ...given]);

  let interrupted = false;
  process.on("SIGINT", () => {
    if (!interrupted) k6.child.kill("SIGINT");
    interrupted = true;
  });

  const looks = [];
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
    const journal = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
    if (stderr.trim() !== "") process.stderr.write(stderr);
    return conclude({ looks, settled, journal, seen: await server.stop(), code, interrupted });
  } finally {
    clearInterval(timer);
    rmSync(out, { recursive: true, force: true });
  }
}

try {
  if (!(await soak(secondsOf(process.argv[2])))) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`soak:hour: ${error.message}\n`);
  process.exitCode = 1;
}
