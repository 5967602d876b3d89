// `npm run demo`: the story that probe-storm began with, told by three real runs against the embedded stuck-greeting server.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setup } from "./setup.mjs";
import { loadTypeScript } from "./typescript.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SETTINGS = { BASELINE: "3s", STORM: "6s", NIGHT: "0s", RECOVERY: "4s", CLIENT_TIMEOUT: "3s" };

const ARMS = [
  { title: "RST right after the handshake", settings: { CHECKER: "rst" }, expected: "wedged" },
  { title: "RST 10 ms after the handshake", settings: { CHECKER: "delayed-close", DELAY: "10ms" }, expected: "held" },
  { title: "half-open: RST instead of the ACK", settings: { CHECKER: "half-open" }, expected: "held" },
];

function run(arm) {
  const out = mkdtempSync(join(tmpdir(), "probe-storm-demo-"));
  const settings = { ...SETTINGS, ...arm.settings, OUT: out };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  return new Promise((resolve, reject) => {
    // No address for k6's REST API: three runs side by side would want the same port.
    const child = spawn(
      join(root, "bin", "k6"),
      [
        "run",
        "--quiet",
        "--address",
        "",
        "--include-system-env-vars=false",
        "--no-usage-report",
        join(root, "dist", "probe-storm.js"),
        ...args,
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (chunk) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      try {
        resolve({ ...arm, code, journal: JSON.parse(readFileSync(join(out, "journal.json"), "utf8")) });
      } catch {
        reject(new Error(`the run with ${JSON.stringify(arm.settings)} left no journal (exit ${code})\n${stderr}`));
      } finally {
        rmSync(out, { recursive: true, force: true });
      }
    });
  });
}

function row({ title, code, journal }, percent) {
  const [checker] = journal.checkers;
  const { acceptQueue, phases } = journal;
  const longest = Math.max(0, ...acceptQueue.samples.map(([, length]) => length));
  return {
    "the checker": title,
    checks: String(checker.probes.sent),
    verified: percent(checker.fidelity.verified),
    "clients in": percent(phases.storm.clients.acceptedRatio),
    afterwards: percent(phases.recovery.clients.acceptedRatio),
    queue: acceptQueue.available ? `${longest} of ${acceptQueue.limit}` : "-",
    verdict: journal.verdict,
    exit: String(code),
  };
}

function table(rows) {
  const columns = Object.keys(rows[0]);
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((cells) => cells[column].length)));
  const line = (cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]))
      .join("  ")
      .trimEnd();
  return [
    line(columns),
    line(widths.map((width) => "-".repeat(width))),
    ...rows.map((cells) => line(Object.values(cells))),
  ].join("\n");
}

function wrap(text, width = 100) {
  return text.replace(new RegExp(`(.{1,${width}})(\\s+|$)`, "g"), "$1\n").trimEnd();
}

try {
  setup();
  const { percent } = await loadTypeScript('export { percent } from "./format";', join(root, "lib", "text"));
  process.stdout.write(`
A service writes a 12-byte greeting inside its accept loop, 1.5 ms after accept(). Three checkers ask
it whether it is alive, ten times a second, while ten clients a second want their greeting. Three
runs side by side, about 20 s ...

`);
  const told = await Promise.all(ARMS.map(run));
  process.stdout.write(`${table(told.map((arm) => row(arm, percent)))}\n\n`);
  const wedged = told[0];
  process.stdout.write(`${wrap(`${wedged.title}: ${wedged.journal.reason}`)}\n\n`);
  const untrue = told.filter(({ expected, journal }) => journal.verdict !== expected);
  for (const { title, expected, journal } of untrue) {
    const told = `"${title}" was expected to end ${expected} and ended ${journal.verdict}: ${journal.reason}`;
    process.stdout.write(`${wrap(told)}\n\n`);
  }
  if (untrue.length > 0) {
    process.stdout.write(
      "On a busy machine the greeting itself may take longer than 10 ms: run it again on an idle one.\n",
    );
    process.exit(1);
  }
  process.stdout
    .write(`The same question, asked three ways: only the reset that beats the greeting kills the service, and
it stays dead after the checks have stopped. See it yourself:

    ./bin/k6 run dist/probe-storm.js
    ./bin/k6 run dist/probe-storm.js -e TARGET=host:port -e CHECKER=alibaba-clb
`);
} catch (error) {
  process.stderr.write(`probe-storm: ${error.message}\n`);
  process.exit(1);
}
