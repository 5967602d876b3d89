/** Waits until this machine has a part of its processors to spare: what measures a race, or many at a time, begins then. */
import { cpus } from "node:os";

const WINDOW_MS = 200;

/**
 * @param share of all processors, that nobody used for a moment
 * @param mostMs it goes on after so long in any case: a machine that is never calm may still be fast enough
 */
export async function calm(share: number, mostMs: number): Promise<void> {
  const until = performance.now() + mostMs;
  do {
    const before = times();
    await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
    const after = times();
    if (after.idle - before.idle >= share * (after.all - before.all)) return;
  } while (performance.now() < until);
}

/** Milliseconds of all processors together. */
function times(): { idle: number; all: number } {
  const all = cpus().map((cpu) => cpu.times);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return { idle: sum(all.map(({ idle }) => idle)), all: sum(all.flatMap((each) => Object.values(each))) };
}
