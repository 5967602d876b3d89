/**
 * `npm run soak -- N`: the matrix of test/support/matrix.ts, healthy targets and all, N times (20 unless given).
 * Ends with a table of how often each cell was right; exit 1 unless all were, every time.
 */
import type { ChildProcess } from "node:child_process";
import { parseArgs } from "node:util";
import { runStorm } from "../../test/support/k6";
import { cells, differences, SIDE_BY_SIDE, STYLES, turn, type Cell } from "../../test/support/matrix";
import { tableText } from "../report/layout";
import { messageOf } from "./child";

interface Tally {
  right: number;
  done: number;
}

interface CellTally extends Tally {
  cell: Cell;
}

try {
  const [rounds] = parseArgs({ allowPositionals: true }).positionals;
  if (!(await soak(roundsOf(rounds)))) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`probe-storm: ${messageOf(error)}\n`);
  process.exitCode = 1;
}

function roundsOf(text = "20"): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new Error(`soak: expected a number of runs from 1 to 9999 (20 unless given), got "${text}"`);
}

async function soak(rounds: number): Promise<boolean> {
  const tallies: CellTally[] = cells.map((cell) => ({ cell, right: 0, done: 0 }));
  const planned = Array.from({ length: rounds }, (_, index) => {
    const round = { number: index + 1, left: cells.length };
    return tallies.map((tally) => ({ tally, round }));
  }).flat();
  const queue = [...planned];
  const children = new Set<ChildProcess>();
  let interrupted = false;
  let falseAlarms = 0;

  process.on("SIGINT", () => {
    interrupted = true;
    queue.length = 0;
    children.forEach((child) => child.kill("SIGINT"));
  });

  async function one({ tally, round }: (typeof planned)[number]): Promise<void> {
    const { cell } = tally;
    await turn();
    if (interrupted) return;
    const run = await runStorm({
      settings: cell.settings,
      during: (child) => {
        children.add(child);
        child.on("close", () => children.delete(child));
      },
    });
    // What was cut short says nothing of its cell.
    if (interrupted) return;
    tally.done++;
    const wrong = differences(cell, run);
    if (wrong.length === 0) tally.right++;
    else {
      if (cell.expected.verdict === "held" && ["degraded", "wedged"].includes(run.journal?.verdict ?? "")) {
        falseAlarms++;
      }
      const reason = run.journal?.reason ?? run.stderr.trim();
      process.stdout.write(
        `WRONG ${cell.flaw} × ${cell.style}, round ${round.number}: ${wrong.join("; ")}. It says: ${reason}\n`,
      );
    }
    if (--round.left === 0) process.stdout.write(`round ${round.number} of ${rounds} is done\n`);
  }

  async function lane(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await one(next);
  }

  const minutes = Math.ceil(queue.length / 55);
  process.stdout.write(`${cells.length} cells, ${rounds} times, ${SIDE_BY_SIDE} side by side: about ${minutes} min\n`);
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => lane()));

  process.stdout.write(`\n${tableText([["right", ...STYLES], ...rows(tallies)])}\n\n`);
  const { right, done } = total(tallies);
  const alarms = falseAlarms === 0 ? "no false alarm" : `${falseAlarms} false alarms`;
  const after = interrupted ? `; interrupted, ${planned.length} were planned` : "";
  process.stdout.write(`${right} of ${done} right, ${alarms}${after}\n`);
  return !interrupted && right === planned.length;
}

function rows(tallies: readonly CellTally[]): string[][] {
  const flaws = [...new Set(cells.map(({ flaw }) => flaw))];
  return flaws.map((name) => [
    name,
    ...STYLES.map((style) => {
      const tally = tallies.find(({ cell }) => cell.flaw === name && cell.style === style);
      if (tally === undefined) throw new Error(`the matrix has no cell ${name} × ${style}`);
      return `${tally.right} of ${tally.done}`;
    }),
  ]);
}

function total(tallies: readonly CellTally[]): Tally {
  const sum = { right: 0, done: 0 };
  for (const { right, done } of tallies) {
    sum.right += right;
    sum.done += done;
  }
  return sum;
}
