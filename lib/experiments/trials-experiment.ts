/** delay-sweep and minimal-storm: many short trials of one checker. For the driver and the ends of the run. */
import type { Trial } from "../model/trial";
import type { Point, Shrunk } from "../model/trials-journal";
import { lastEvent } from "../measures/run-events";
import { concludeTrial } from "./conclude-trial";
import type { Concluded, Experiment } from "./experiment-types";
import { concludeMinimal } from "./conclude-minimal";
import { concludeSweep } from "./conclude-sweep";
import { besideClients, planTrial } from "./plan-trial";
import { stopReason } from "./find-stop-reason";
import { trialsSoFar } from "./trial-progress";
import { nextStorm, replay } from "./trial-strategy";
import type { PlannedTrials, ReportContext } from "./trials-types";
import { whyCutShort } from "./why-cut-short";
import { lastOf } from "../model/non-empty";

export const experiment: Experiment<PlannedTrials, Trial> = {
  plans: ({ plan }) => [plan],

  next(planned, done) {
    const storm = nextStorm(planned, done);
    if (storm === null) return null;
    const plan = planTrial(planned.config, storm);
    return {
      plan,
      arm: null,
      checkDelayMs: besideClients(plan),
      conclude(evidence) {
        const result = concludeTrial(evidence);
        return { result: { storm, result }, stop: stopReason({ kind: "last-trial" }, result, evidence) };
      },
      notRun: () => null,
    };
  },

  soFar: (done) => ({ kind: "trials", trials: [...done] }),

  leftOut: () => [],

  before(planned, done, { sinceMs }) {
    const storm = nextStorm(planned, done);
    if (storm === null) return [];
    const { phases } = planned.plan;
    const eachMs = done.length > 0 ? sinceMs / done.length : lastOf(phases).endMs;
    const { of, about, leftMs } = trialsSoFar(planned, done, eachMs);
    return [
      ...(done.length > 0 ? [] : [{ kind: "trials-begun" as const, trials: of, about, leftMs }]),
      { kind: "trial-begun", number: done.length + 1, of, about, leftMs, storm },
    ];
  },

  after(planned, done, _, { sinceMs }) {
    const { of, about, leftMs } = trialsSoFar(planned, done, sinceMs / done.length);
    const { storm, result } = lastOf(done);
    return [{ kind: "trial-ended", number: done.length, of, about, leftMs, storm, result }];
  },

  conclude(planned, recorded, { start, colour }) {
    return concludeTrials(planned, lastEvent(recorded.events, "trials")?.trials ?? [], {
      ended: whyCutShort(recorded),
      startedAt: recorded.startedAt,
      colour,
      client: start?.client ?? null,
      notes: start?.notes ?? [],
    });
  },
};

export function concludeTrials(
  planned: PlannedTrials,
  trials: readonly Trial[],
  run: Omit<ReportContext, "planned" | "trials">,
): Concluded {
  const { step, soFar } = replay(planned, trials);
  const context = { ...run, planned, trials };
  return planned.kind === "delay-sweep"
    ? concludeSweep(context, step.done ? (step.value as Point[][]) : null)
    : concludeMinimal(context, step.done ? (step.value as Shrunk) : soFar);
}
