// `npm run bench [NAME …]`: every figure beside a limit that was measured in the same run, on the same cores as the target.
// Prints a table, writes bench.json, and exits 1 when a goal is missed. With names it measures only these and writes nothing.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { closeGap } from "../bench/close-gap.mjs";
import { exchangeRate } from "../bench/exchange-rate.mjs";
import { firstPacket } from "../bench/first-packet.mjs";
import { compile, NO_GOAL } from "../bench/harness.mjs";
import { heldConnections } from "../bench/held-connections.mjs";
import { pacing } from "../bench/pacing.mjs";
import { thousandNodes } from "../bench/thousand-nodes.mjs";
import { setup } from "./setup.mjs";

const ROUNDS = 7;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const benchmarks = {
  "exchange-rate": exchangeRate,
  "close-gap": closeGap,
  "thousand-nodes": thousandNodes,
  "held-connections": heldConnections,
  "first-packet": firstPacket,
  pacing,
};

function rounded(value) {
  return Number(value.toPrecision(4));
}

function table(figures) {
  const rows = figures.map(({ name, value, unit, limit, ratio, goal, met }) => [
    name,
    `${rounded(value)} ${unit}`,
    `${rounded(limit)} ${unit}`,
    ratio.toFixed(2),
    goal,
    goal === NO_GOAL ? "" : met ? "met" : "MISSED",
  ]);
  const all = [["figure", "value", "limit", "ratio", "goal", ""], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in benchmarks));
if (unknown !== undefined) {
  process.stderr.write(`bench: ${unknown} is no benchmark; there are ${Object.keys(benchmarks).join(", ")}\n`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "probe-storm-bench-"));
try {
  setup();
  const programs = compile(folder);
  process.stdout.write(`${cpus().length} cores, load average ${loadavg()[0].toFixed(2)} before the start\n`);
  const figures = [];
  for (const [name, measure] of Object.entries(benchmarks)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    process.stdout.write(`measuring ${name} ...\n`);
    figures.push(...(await measure({ programs, rounds: ROUNDS })));
  }
  if (asked.length === 0) writeFileSync(join(root, "bench.json"), `${JSON.stringify(figures, null, 2)}\n`);
  process.stdout.write(`\n${table(figures)}\n`);
  if (figures.some(({ met }) => !met)) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
