/** A short run against a real service, and what a test asks of it most. */
import type { Journal } from "../../../lib/model/journal";
import { runStorm, SHORT, type Finished, type RunOptions } from "../k6";

export interface RealRun extends Finished {
  journal: Journal;
}

/**
 * Runs side by side make each other slow, so times are judged leniently; {@link HELD} has every single client in.
 *
 * @throws what k6 said, when the run ended without a journal
 */
export async function stormAt(target: string, settings: Record<string, string>, args?: string[]): Promise<RealRun> {
  const options: RunOptions = { settings: { ...SHORT, THRESHOLDS: "lenient", TARGET: target, ...settings } };
  const run = await runStorm(args === undefined ? options : { ...options, args });
  if (run.journal === null) throw new Error(`exit ${run.code}, no journal: ${run.stderr}${run.stdout}`);
  return { ...run, journal: run.journal };
}

/** The verdict as everybody gets it, by three ways, and the clients that were turned away. */
export function outcomeOf(run: RealRun) {
  const { code, journal, junit } = run;
  return {
    verdict: journal.verdict,
    code,
    // A lost gate is a failure, an inconclusive run an error.
    junit: /<error[ >]/.test(junit) ? "error" : /<failure[ >]/.test(junit) ? "failure" : "passed",
    clientsLost: overPhases(run, ({ clients }) => clients.attempts - clients.accepted),
  };
}

export const HELD = { verdict: "held", code: 0, junit: "passed", clientsLost: 0 };

export const clientsAccepted = (run: RealRun): number => overPhases(run, ({ clients }) => clients.accepted);

export function checksSent({ journal }: RealRun): number {
  return journal.checkers.reduce((sum, { probes }) => sum + probes.sent, 0);
}

function overPhases({ journal }: RealRun, of: (phase: NonNullable<Journal["phases"]["storm"]>) => number): number {
  return Object.values(journal.phases).reduce((sum, phase) => sum + of(phase), 0);
}
