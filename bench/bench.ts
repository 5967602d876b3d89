/**
 * `npm run bench [-- NAME …]`: every figure beside a limit that was measured in the same run, on the same cores as the target.
 * Prints a table, writes bench.json, and exits 1 when a goal is missed. With names it measures only these and writes nothing.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { closeGap } from "./close-gap";
import { exchangeRate } from "./exchange-rate";
import { firstPacket } from "./first-packet";
import { compile, NO_GOAL, type Benchmark, type Figure } from "./harness";
import { heldConnections } from "./held-connections";
import { pacing } from "./pacing";
import { thousandNodes } from "./thousand-nodes";
import { tableText } from "../lib/report/layout";
import { messageOf } from "../lib/node/child";
import { ROOT } from "../lib/node/root";

const ROUNDS = 7;
const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  "exchange-rate": exchangeRate,
  "close-gap": closeGap,
  "thousand-nodes": thousandNodes,
  "held-connections": heldConnections,
  "first-packet": firstPacket,
  pacing,
};

const names = parseArgs({ allowPositionals: true }).positionals;
const unknown = names.find((name) => !(name in BENCHMARKS));
if (unknown === undefined) await bench();
else {
  process.stderr.write(`bench: ${unknown} is no benchmark; there are ${Object.keys(BENCHMARKS).join(", ")}\n`);
  process.exitCode = 2;
}

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-bench-"));
  try {
    const programs = compile(folder);
    process.stdout.write(`${cpus().length} cores, load average ${loadavg()[0]!.toFixed(2)} before the start\n`);
    const figures: Figure[] = [];
    for (const [name, measure] of Object.entries(BENCHMARKS)) {
      if (names.length > 0 && !names.includes(name)) continue;
      process.stdout.write(`measuring ${name} ...\n`);
      figures.push(...(await measure({ programs, rounds: ROUNDS })));
    }
    if (names.length === 0) writeFileSync(join(ROOT, "bench.json"), `${JSON.stringify(figures, null, 2)}\n`);
    process.stdout.write(`\n${tableText([["figure", "value", "limit", "ratio", "goal", ""], ...figures.map(row)])}\n`);
    if (figures.some(({ met }) => !met)) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`bench: ${messageOf(error)}\n`);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row({ name, value, unit, limit, ratio, goal, met }: Figure): string[] {
  const outcome = met ? "met" : "MISSED";
  return [
    name,
    `${rounded(value)} ${unit}`,
    `${rounded(limit)} ${unit}`,
    ratio.toFixed(2),
    goal,
    goal === NO_GOAL ? "" : outcome,
  ];
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
