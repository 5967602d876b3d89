/** Makes table rows of what clients got in each phase. */
import { PHASES } from "../model/phases";
import type { Journal } from "../model/journal";
import { manyTimes } from "./rate-text";
import { clientCells } from "./shared-phrases";

/** A row for each phase; those of the second storm are told from the first one's by their rate. */
export function phaseRows({ phases, secondStorm }: Pick<Journal, "phases" | "secondStorm">): string[][] {
  const rows = (of: Journal["phases"], label: (name: string) => string) =>
    PHASES.flatMap((name) => {
      const phase = of[name];
      return phase ? [[label(name), ...clientCells(phase)]] : [];
    });
  const rate = secondStorm === null ? "" : secondStorm.factor > 1 ? `at ${manyTimes(secondStorm.factor)}` : "own rate";
  return [...rows(phases, (name) => name), ...rows(secondStorm?.phases ?? {}, (name) => `${name}, ${rate}`)];
}
