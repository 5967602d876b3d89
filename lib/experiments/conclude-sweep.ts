/** What a sweep found: bands of delay with their verdicts, and the edges between them. */
import type { Trial } from "../model/trial";
import type { Point, SweepJournal } from "../model/trials-journal";
import { capital } from "../report/sentence";
import { sweepReport } from "../report/sweep-report";
import { unclearText } from "../report/sweep-words";
import { edgesOf } from "./edges";
import type { Concluded } from "./experiment-types";
import { endingOf, makeTrialsJournal } from "./make-trials-journal";
import { bands, pointOf } from "./sweep";
import type { ReportContext } from "./trials-types";

/** @param complete the points of each rate; null where the sweep did not come to its end */
export function concludeSweep(context: ReportContext, complete: Point[][] | null): Concluded {
  const { planned, trials, ended } = context;
  const { config, rates } = planned;
  const [checker] = config.checkers;
  const found = complete ?? rates.map((rate) => pointsSoFar(trials, rate));
  const spoilt = trials.filter(({ result }) => result.outcome === "unclear").pop();
  const unclear = spoilt === undefined ? "" : unclearText(found.flat(), spoilt.result.reason);
  const ending = endingOf(complete !== null, ended);
  const sweep = {
    checker: checker!.name,
    ending: checker!.connections[0].ending.kind,
    rates: found.map((points, index) => {
      return { ratePerSecond: rates[index]!, bands: bands(points), edges: edgesOf(points), points };
    }),
  };
  const notes = { before: unclear === "" ? [] : [capital(unclear)], behind: [] };
  const journal: SweepJournal = makeTrialsJournal(context, ending, "sweep", { sweep }, notes);
  return { ...sweepReport(journal, context), lostGates: [], inconclusive: ending.why || unclear };
}

function pointsSoFar(trials: readonly Trial[], rate: number): Point[] {
  const delays = new Map<number, Trial[]>();
  for (const trial of trials) {
    const { nodes, intervalMs, delayMs } = trial.storm;
    if (Math.abs((nodes * 1000) / intervalMs - rate) > 1e-6) continue;
    delays.set(delayMs!, [...(delays.get(delayMs!) ?? []), trial]);
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
