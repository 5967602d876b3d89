/** Concludes a sweep: bands of delay with their verdicts, and the edges between them. */
import type { Trial } from "../model/trial";
import type { Point } from "../model/trials-journal";
import { sweepReport } from "../report/sweep-report";
import { edgesOf } from "./edges";
import type { Concluded } from "./experiment-types";
import { bands, pointOf } from "./sweep-delays";
import { trialsConclusion } from "./trials-conclusion";
import type { ReportContext } from "./trials-types";

/** @param complete the points of each rate; null where the sweep did not come to its end */
export function concludeSweep(context: ReportContext, complete: Point[][] | null): Concluded {
  const { planned, trials } = context;
  const { config, rates } = planned;
  const [checker] = config.checkers;
  const sweep = {
    checker: checker.name,
    ending: checker.connections[0].ending.kind,
    rates: rates.map((ratePerSecond, index) => {
      const points = complete?.[index] ?? pointsSoFar(trials, ratePerSecond);
      return { ratePerSecond, bands: bands(points), edges: edgesOf(points), points };
    }),
  };
  const report = sweepReport({ ...trialsConclusion(context, complete !== null), sweep }, context);
  return { ...report, lostGates: [], verdicts: [] };
}

function pointsSoFar(trials: readonly Trial[], rate: number): Point[] {
  const delays = new Map<number, Trial[]>();
  for (const trial of trials) {
    const { nodes, intervalMs, delayMs } = trial.storm;
    if (delayMs === null || Math.abs((nodes * 1000) / intervalMs - rate) > 1e-6) continue;
    delays.set(delayMs, [...(delays.get(delayMs) ?? []), trial]);
  }
  return [...delays]
    .map(([delayMs, of]) =>
      pointOf(
        delayMs,
        of.map(({ result }) => result),
        1,
      ),
    )
    .sort((a, b) => a.delayMs - b.delayMs);
}
