/** A short run against a real service, and what a test asks of it most. */
import type { Journal } from "../../../lib/journal";
import { runStorm, SHORT, type Finished, type RunOptions } from "../k6";

export interface RealRun extends Finished {
  journal: Journal;
}

/** @throws what k6 said, when the run ended without a journal */
export async function stormAt(target: string, settings: Record<string, string>, args?: string[]): Promise<RealRun> {
  const options: RunOptions = { settings: { ...SHORT, TARGET: target, ...settings } };
  const run = await runStorm(args === undefined ? options : { ...options, args });
  if (run.journal === null) throw new Error(`exit ${run.code}, no journal: ${run.stderr}${run.stdout}`);
  return { ...run, journal: run.journal };
}

/** The verdict as everybody gets it, by three ways. */
export function verdictOf({ code, journal, junit }: RealRun) {
  return {
    verdict: journal.verdict,
    code,
    // A lost gate is a failure, an inconclusive run an error.
    junit: /<error[ >]/.test(junit) ? "error" : /<failure[ >]/.test(junit) ? "failure" : "passed",
  };
}

export const HELD = { verdict: "held", code: 0, junit: "passed" };

/** Over all phases. */
export function clientsAccepted({ journal }: RealRun): number {
  return Object.values(journal.phases).reduce((sum, { clients }) => sum + clients.accepted, 0);
}

export function checksSent({ journal }: RealRun): number {
  return journal.checkers.reduce((sum, { probes }) => sum + probes.sent, 0);
}
