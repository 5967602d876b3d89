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
  const tallies = new Map<Cell, Tally>(cells.map((cell) => [cell, { right: 0, done: 0 }]));
  const planned = Array.from({ length: rounds }, (_, round) =>
    cells.map((cell) => ({ cell, round: round + 1 })),
  ).flat();
  const queue = [...planned];
  const children = new Set<ChildProcess>();
  const left: number[] = Array<number>(rounds).fill(cells.length);
  let interrupted = false;
  let falseAlarms = 0;

  process.on("SIGINT", () => {
    interrupted = true;
    queue.length = 0;
    children.forEach((child) => child.kill("SIGINT"));
  });

  async function one({ cell, round }: (typeof planned)[number]): Promise<void> {
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
    const tally = tallies.get(cell)!;
    tally.done++;
    const wrong = differences(cell, run);
    if (wrong.length === 0) tally.right++;
    else {
      if (cell.expected.verdict === "held" && ["degraded", "wedged"].includes(run.journal?.verdict ?? "")) {
        falseAlarms++;
      }
      const reason = run.journal?.reason ?? run.stderr.trim();
      process.stdout.write(
        `WRONG ${cell.flaw} × ${cell.style}, round ${round}: ${wrong.join("; ")}. It says: ${reason}\n`,
      );
    }
    if (--left[round - 1]! === 0) process.stdout.write(`round ${round} of ${rounds} is done\n`);
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

function rows(tallies: ReadonlyMap<Cell, Tally>): string[][] {
  const flaws = [...new Set(cells.map(({ flaw }) => flaw))];
  return flaws.map((name) => [
    name,
    ...STYLES.map((style) => {
      const { right, done } = tallies.get(cells.find((cell) => cell.flaw === name && cell.style === style)!)!;
      return `${right} of ${done}`;
    }),
  ]);
}

function total(tallies: ReadonlyMap<Cell, Tally>): Tally {
  const sum = { right: 0, done: 0 };
  for (const { right, done } of tallies.values()) {
    sum.right += right;
    sum.done += done;
  }
  return sum;
}
