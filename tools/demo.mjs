// `npm run demo`: the story that probe-storm began with, told by three real runs against the embedded stuck-greeting server.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUSY, runDemo, surprises } from "./demo-runs.mjs";
import { setup } from "./setup.mjs";
import { loadTypeScript } from "./typescript.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

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
  const { DEMO_CHECKS, percent } = await loadTypeScript(
    'export { percent } from "./text/format"; export { DEMO_CHECKS } from "./report/demo-checks";',
    join(root, "lib"),
  );
  process.stdout.write(`
A service writes a 12-byte greeting inside its accept loop, 1.5 ms after accept(). Three checkers ask
it whether it is alive, ten times a second, while ten clients a second want their greeting. Three
runs side by side, about 20 s ...

`);
  const told = await runDemo(DEMO_CHECKS);
  process.stdout.write(`${table(told.map((arm) => row(arm, percent)))}\n\n`);
  const wedged = told[0];
  process.stdout.write(`${wrap(`${wedged.title}: ${wedged.journal.reason}`)}\n\n`);
  const untrue = surprises(told);
  for (const surprise of untrue) process.stdout.write(`${wrap(surprise)}\n\n`);
  if (untrue.length > 0) {
    process.stdout.write(`${BUSY}\n`);
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
