// `npm run soak -- N`: the matrix of test/support/matrix.ts, healthy targets and all, N times (20 unless given), nothing tried again.
// Ends with a table of how often each cell was right; exit 1 unless all were, every time.
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setup } from "./setup.mjs";
import { loadTypeScript } from "./typescript.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const support = join(root, "test", "support");

/** The tests' own table and runner, which are TypeScript. */
function load() {
  const code = 'export * from "./matrix"; export { runStorm } from "./k6";';
  // Where the runner looks for the binary and the bundle from.
  return loadTypeScript(code, support, pathToFileURL(join(support, "k6.ts")).href);
}

function times(text = "20") {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new Error(`soak: "${text}" is refused: how often is 1 to 9999, 20 unless given`);
}

async function soak(rounds) {
  setup();
  const { cells, differences, runStorm, SIDE_BY_SIDE, STYLES, turn } = await load();
  const tallies = new Map(cells.map((cell) => [cell, { right: 0, done: 0 }]));
  const planned = Array.from({ length: rounds }, (_, round) =>
    cells.map((cell) => ({ cell, round: round + 1 })),
  ).flat();
  const queue = planned.filter(({ cell }) => cell.retries === 0);
  // Races against a stall of the machine: last, and with nothing beside them.
  const races = planned.filter(({ cell }) => cell.retries > 0);
  const children = new Set();
  const left = Array(rounds).fill(queue.length / rounds);
  let interrupted = false;
  let falseAlarms = 0;

  process.on("SIGINT", () => {
    interrupted = true;
    queue.length = races.length = 0;
    children.forEach((child) => child.kill("SIGINT"));
  });

  async function one({ cell, round }) {
    await turn();
    if (interrupted) return;
    let mine;
    const run = await runStorm({ settings: cell.settings, during: (child) => children.add((mine = child)) });
    children.delete(mine);
    // What was cut short says nothing of its cell.
    if (interrupted) return;
    const tally = tallies.get(cell);
    tally.done++;
    const wrong = differences(cell, run);
    if (wrong.length === 0) tally.right++;
    else {
      if (cell.expected.verdict === "held" && ["degraded", "wedged"].includes(run.journal?.verdict)) falseAlarms++;
      const reason = run.journal?.reason ?? run.stderr.trim();
      process.stdout.write(
        `WRONG ${cell.flaw} × ${cell.style}, round ${round}: ${wrong.join("; ")}. It says: ${reason}\n`,
      );
    }
    if (--left[round - 1] === 0) process.stdout.write(`round ${round} of ${rounds} is done\n`);
  }

  async function lane(waiting) {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await one(next);
  }

  process.stdout.write(
    `${cells.length} cells, ${rounds} times, ${SIDE_BY_SIDE} side by side: about ${Math.ceil(queue.length / 55 + races.length / 2.2)} min\n`,
  );
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => lane(queue)));
  await lane(races);

  const flaws = [...new Set(cells.map(({ flaw }) => flaw))];
  const rows = flaws.map((name) => [
    name,
    ...STYLES.map((style) => {
      const { right, done } = tallies.get(cells.find((cell) => cell.flaw === name && cell.style === style));
      return `${right} of ${done}`;
    }),
  ]);
  process.stdout.write(`\n${table([["right", ...STYLES], ...rows])}\n\n`);

  const sum = (of) => [...tallies.values()].reduce((total, tally) => total + tally[of], 0);
  const alarms = falseAlarms === 0 ? "no false alarm" : `${falseAlarms} false alarms`;
  const after = interrupted ? `; interrupted, ${rounds * cells.length} were planned` : "";
  process.stdout.write(`${sum("right")} of ${sum("done")} right, ${alarms}${after}\n`);
  return !interrupted && sum("right") === rounds * cells.length;
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  return rows
    .map((cells) =>
      cells
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

try {
  if (!(await soak(times(process.argv[2])))) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`probe-storm: ${error.message}\n`);
  process.exitCode = 1;
}
