/** What delay-sweep and minimal-storm export for k6: a driver that runs one short storm after the other, as its strategy asks for them. */
import { harnessError, now, serve } from "k6/x/healthcheck";
import experimentSource from "once:../experiments/experiment";
import { lastEvent } from "../plan/run-events";
import type { Start } from "../model/evidence";
import type { Experiment, Kind } from "../experiments/experiment-types";
import type { Trial } from "../model/trial";
import { setUpArms, type ArmsSetup } from "./arms-setup";
import { requireSetup } from "./require-setup";
import { markInconclusive } from "./exit-code";
import { guarded } from "./guard";
import { guardedSetup, guardedTeardown } from "./guard-ends";
import { evaluate } from "./eval-module";
import { outside } from "./settings-input";
import { plannedOnce } from "./planned-arms";
import { clientSlot, directed, nodeSlot, observerSlot, runArm } from "./pool";
import { recordEvent, recordingOf } from "./record-event";
import { resetTarget } from "./reset";
import type { SummaryData } from "./summary-data";
import { summaryReport } from "./summary-report";
import { writeFiles } from "./write-files";

type Module = typeof import("../experiments/experiment");

interface TrialsSummaryData extends SummaryData {
  setup_data?: ArmsSetup | null;
}

export function trials(kind: Kind) {
  const planned = plannedOnce<Experiment>(() => {
    const { experiment, refusal } = evaluate<Module>(experimentSource).resolveExperiment(outside(), kind);
    return experiment === null ? { run: null, refusal } : { run: experiment, refusal: "" };
  });
  const experiment = planned.run;
  return {
    options: __VU === 0 ? planned.options() : undefined,
    setup: () =>
      guardedSetup(() => {
        const { plan, options, reset } = experiment();
        return setUpArms([plan], options, reset);
      }),
    driver: (data?: ArmsSetup) => directed(() => drive(experiment(), requireSetup(data))),
    client: () => guarded(() => clientSlot(planned.pool().clients)),
    checker: () => guarded(nodeSlot),
    observer: () => guarded(observerSlot),
    teardown: (data?: ArmsSetup) => guardedTeardown(data, ({ start }) => finish(experiment(), start)),
    handleSummary: (data: TrialsSummaryData) => {
      const run = experiment();
      return summaryReport(data, run.config.out, (colour) => conclusion(run, data.setup_data?.start ?? null, colour));
    },
  };
}

function drive(experiment: Experiment, { start, clientWire, embedded }: ArmsSetup): void {
  const { nextTrial, concludeTrial, progress, stopReason } = evaluate<Module>(experimentSource);
  const { config, reset, pool } = experiment;
  const vus = pool.clients + pool.nodes + 1;
  const done: Trial[] = [];
  let ended = "";
  const began = now();
  const { phases } = experiment.plan;
  console.log(progress(experiment, done, phases[phases.length - 1]!.endMs));
  for (let next = nextTrial(experiment, done); next !== null && ended === ""; next = nextTrial(experiment, done)) {
    const server = embedded ? serve(config.embedded) : null;
    const address = server?.address ?? start.address;
    // What a harmless storm leaves behind may count towards the next one's harm.
    if (reset !== null && done.length > 0) {
      const trouble = resetTarget(reset, config.client, clientWire, address);
      if (trouble === null) return;
      ended = trouble;
    }
    if (ended !== "") break;
    const note = () => recordEvent("trials", { trials: done });
    const evidence = runArm(next.plan, { ...start, address }, clientWire, vus, note, next.checkDelayMs);
    if (evidence === null || evidence.end !== "complete") return;
    const result = concludeTrial(evidence);
    server?.stop();
    done.push({ storm: next.storm, result });
    note();
    console.log(progress(experiment, done, (now() - began) / done.length));
    if (!embedded && reset === null) ended = stopReason("the last trial", result, evidence);
  }
  if (ended !== "") recordEvent("stopped", { why: ended });
}

function conclusion(experiment: Experiment, start: Start | null, colour: boolean) {
  // One of its events holds all trials so far: a copy of the rest would only cost.
  const recorded = recordingOf("trials", "stopped");
  const done = lastEvent(recorded.events, "trials")?.trials ?? [];
  const { conclude, whyCutShort } = evaluate<Module>(experimentSource);
  return conclude(experiment, done, {
    ended: whyCutShort(recorded),
    startedAt: recorded.startedAt,
    colour,
    client: start?.client ?? null,
    notes: start?.notes ?? [],
  });
}

function finish(experiment: Experiment, start: Start): void {
  const { files, inconclusive: why } = conclusion(experiment, start, false);
  const unwritten = writeFiles(experiment.config.out, files);
  if (unwritten !== "") harnessError(unwritten);
  if (unwritten !== "" || why !== "") markInconclusive(unwritten || why);
}
