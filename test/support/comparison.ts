/** Runs compare-checkers with the real binary, and what its tests ask of a run most. */
import type { Comparison } from "../../lib/model/comparison";
import { K6_ROOT, runStorm, SHORT, type Finished, type RunOptions } from "./k6";

export const COMPARE = `${K6_ROOT}/dist/compare-checkers.js`;

export interface Compared extends Omit<Finished, "journal"> {
  comparison: Comparison;
}

/** @throws what k6 said, when the run ended without a journal */
export async function compare(settings: Record<string, string>, options: RunOptions = {}): Promise<Compared> {
  const { journal, ...run } = await runStorm({ ...options, script: COMPARE, settings: { ...SHORT, ...settings } });
  if (journal === null) throw new Error(`exit ${run.code}, no journal: ${run.stderr}${run.stdout}`);
  return { ...run, comparison: journal as unknown as Comparison };
}

/** The row of each arm, in the order in which the arms were run. */
export function rowsOf({ comparison }: Compared) {
  return comparison.arms.map(({ name, verdict, cause }) => ({ name, verdict, cause }));
}

/** The summary's row of an arm, by its columns. */
export function rowInSummary({ summary }: Compared, arm: string): Record<string, string> {
  const cells = (line: string) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  const lines = summary.split("\n");
  const [head, row] = ["checker", arm].map((first) => cells(lines.find((line) => line.startsWith(`| ${first} |`))!));
  return Object.fromEntries(head!.map((name, column) => [name, row![column]!]));
}
