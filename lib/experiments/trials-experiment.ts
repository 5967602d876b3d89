/** delay-sweep and minimal-storm: many short trials of one checker. Evaluated once per process, by the ends of the run and the driver. */
import type { Checker } from "../model/checker";
import type { StormConfig } from "../model/config";
import type { Trial } from "../model/trial";
import type { Point, Shrunk } from "../model/trials-journal";
import { lastEvent } from "../plan/run-events";
import { HALF_OPEN_ENDS_MS } from "../settings/checkers";
import { resolveTrials, type SettingsInput, type TrialsConfig } from "../settings/resolve-config";
import { defaultIn } from "../settings/settings";
import { refusal, resolved, type Resolved } from "../text/refusal";
import { concludeTrial } from "./conclude-trial";
import type { Concluded, Experiment } from "./experiment-types";
import { minimal } from "./minimal-report";
import { besideClients, canWait, planTrial } from "./plan-trial";
import { stopReason } from "./stop-reason";
import { sweepReport } from "./sweep-report";
import { progress } from "./trial-progress";
import { largestStorm, nextStorm, replay } from "./trial-strategy";
import type { Kind, PlannedTrials, ReportContext } from "./trials-types";
import { vuPool } from "./vu-pool";
import { whyCutShort } from "./why-cut-short";

export function resolveTrialsOf(input: SettingsInput, kind: Kind): Resolved<PlannedTrials> {
  return resolved(() => {
    const settings = resolveTrials({ ...input, script: kind });
    refuseSeveral(settings.config, kind);
    if (kind === "delay-sweep") {
      refuseSpeaking(settings.config);
      refuseLateHalfOpen(settings);
    }
    const plan = planTrial(settings.config, largestStorm(settings, kind));
    const { pool, options } = vuPool([plan]);
    // A measurement has no gates: it is right whatever it finds.
    return { ...settings, kind, plan, pool, options: { ...options, thresholds: {} } };
  });
}

function refuseSeveral({ checkers }: StormConfig, kind: Kind): void {
  if (checkers.length === 1) return;
  const names = checkers.map(({ name }) => name).join(",");
  throw refusal("CHECKER", names, `${kind}.js takes one checker, because its finding is about one`);
}

function refuseSpeaking({ checkers }: StormConfig): void {
  const [checker] = checkers;
  if (!canWait(checker!)) {
    throw refusal(
      "CHECKER",
      checker!.name,
      "a sweep changes how long one silent check waits before it closes; accepted is one that says nothing, such as rst, fin or half-open",
    );
  }
}

/** As with a checker that is spelled out: from there on nothing could be concluded. */
function refuseLateHalfOpen({ config, delays }: TrialsConfig): void {
  const [{ name, connections }] = config.checkers as [Checker];
  if (connections[0].handshake !== "half-open" || delays.toMs < HALF_OPEN_ENDS_MS) return;
  throw refusal(
    "DELAYS",
    config.given.find((one) => one.name === "DELAYS")?.value ?? defaultIn("delay-sweep", "DELAYS"),
    `${name} withholds the ACK of its handshake, and the kernel sends it by itself at about 200ms; ` +
      `accepted is a range that ends below ${HALF_OPEN_ENDS_MS}ms, such as 0s..150ms`,
  );
}

export function experimentOf(kind: Kind): Experiment<PlannedTrials, Trial> {
  return {
    resolve: (input) => resolveTrialsOf(input, kind),

    plans: ({ plan }) => [plan],

    next(planned, done) {
      const storm = nextStorm(planned, done);
      if (storm === null) return null;
      const plan = planTrial(planned.config, storm);
      return {
        plan,
        checkDelayMs: besideClients(plan),
        conclude(evidence) {
          const result = concludeTrial(evidence);
          return { result: { storm, result }, stop: stopReason("the last trial", result, evidence) };
        },
        notRun: () => null,
      };
    },

    soFar: (done) => ({ kind: "trials", trials: [...done] }),

    leftOut: () => [],

    before(planned, done) {
      const { phases } = planned.plan;
      return done.length > 0 ? "" : progress(planned, done, phases[phases.length - 1]!.endMs);
    },

    after: (planned, done, _, { sinceMs }) => progress(planned, done, sinceMs / done.length),

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
}

export function concludeTrials(
  planned: PlannedTrials,
  trials: readonly Trial[],
  run: Omit<ReportContext, "planned" | "trials">,
): Concluded {
  const { step, soFar } = replay(planned, trials);
  const context = { ...run, planned, trials };
  return planned.kind === "delay-sweep"
    ? sweepReport(context, step.done ? (step.value as Point[][]) : null)
    : minimal(context, step.done ? (step.value as Shrunk) : soFar);
}
