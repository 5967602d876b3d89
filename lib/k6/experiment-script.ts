/** The exports of an experiment's script for k6: a driver that runs one storm after the other, and the pool of VUs that carry them out. */
import loadClient from "lazy:./client-slot";
import loadChecker from "lazy:./node-slot";
import loadObserver from "lazy:./observer-slot";
import { now, serve } from "k6/x/healthcheck";
import { harnessError, recording } from "k6/x/healthcheck/runtime";
import type { Experiment, PlannedExperiment, Pool } from "../experiments/experiment-types";
import type { K6Options } from "../model/plan";
import type { StopReason } from "../model/stop-reason";
import { targetName } from "../plan/target-name";
import type { Resolved } from "../text/refusal";
import { countLostGate, markInconclusive } from "./exit-code";
import { setUpExperiment, type ExperimentSetup } from "./experiment-setup";
import { guardedSetup, guardedTeardown } from "./guard-ends";
import { directed, runArm } from "./pool";
import { recordEvent, recordingOf } from "./record-event";
import { tell } from "./tell-progress";
import { requireSetup } from "./require-setup";
import { resetTarget } from "./reset";
import { sharePlan } from "./shared-plan";
import { tagTarget, withRunTag } from "./run-labels";
import { pushVerdict, runMetrics, type RunMetrics } from "./run-metrics";
import type { SummaryData } from "./summary-data";
import { summaryReport } from "./summary-report";
import { tellRunOver } from "./tell-run-over";
import { writeFiles } from "./write-files";

interface ExperimentSummaryData extends SummaryData {
  setup_data?: ExperimentSetup | null;
}

interface Parts<Run> {
  run: Run;
  options: K6Options;
  pool: Pool;
}

/**
 * Both evaluate modules of their own, which cost too much for every VU.
 *
 * @param resolve for the init context alone
 * @param load for the driver and the ends of the run: it knows no settings
 */
export function experimentScript<Run extends PlannedExperiment, Result>(
  resolve: () => Resolved<Run>,
  load: () => Experiment<Run, Result>,
) {
  const { part } = sharePlan(resolve, (run: Run): Parts<Run> => ({ run, options: run.options, pool: run.pool }));
  const run = () => part("run");
  // VU 0 is k6 itself: it reads the options, and calls setup, teardown and handleSummary.
  const metrics = __VU === 0 ? runMetrics() : null;
  return {
    options: metrics ? withRunTag(part("options")) : undefined,
    setup: () => guardedSetup(() => setUpExperiment(load().plans(run()), run())),
    driver: (data?: ExperimentSetup) => directed(() => drive(load(), run(), requireSetup(data))),
    client: () => (loadClient() as typeof import("./client-slot")).clientSlot(part("pool").clients),
    checker: () => (loadChecker() as typeof import("./node-slot")).nodeSlot(),
    observer: () => (loadObserver() as typeof import("./observer-slot")).observerSlot(),
    teardown:
      metrics === null
        ? undefined
        : (data?: ExperimentSetup) => guardedTeardown(data, (given) => finish(load(), run(), given, metrics)),
    handleSummary: (data: ExperimentSummaryData) => {
      const experiment = load();
      const start = data.setup_data?.start ?? null;
      return summaryReport(data, folderOf(experiment, run()), (colour) =>
        experiment.conclude(run(), recording(), { start, colour }),
      );
    },
  };
}

function drive<Run extends PlannedExperiment, Result>(
  experiment: Experiment<Run, Result>,
  run: Run,
  { start, clientWire, embedded, resetMs }: ExperimentSetup,
): void {
  const { reset, pool } = run;
  const { config } = experiment.plans(run)[0];
  const vus = pool.clients + pool.nodes + 1;
  const done: Result[] = [];
  const beganMs = now();
  // The first of them was in `setup`.
  const resets = { count: 1, ms: resetMs };
  const timing = () => ({ sinceMs: now() - beganMs, resetMs: resets.ms / resets.count });
  const add = (...results: Result[]) => {
    done.push(...results);
    recordEvent(experiment.soFar(done));
    tell(config.progress, experiment.after(run, done, results.length, timing()));
  };
  for (let step = experiment.next(run, done); step !== null; step = experiment.next(run, done)) {
    tell(config.progress, experiment.before(run, done, timing()));
    const server = embedded ? serve(config.embedded) : null;
    const address = server?.address ?? start.address;
    let trouble: string | null = "";
    // What a harmless storm leaves behind may count towards the next one's harm.
    if (reset !== null && done.length > 0) {
      const from = now();
      trouble = resetTarget(reset, config.client, clientWire, address);
      if (trouble === null) return;
      resets.count += 1;
      resets.ms += now() - from;
    }
    let stop: StopReason | null = null;
    if (trouble === "") {
      const evidence = runArm(step.plan, { ...start, address }, clientWire, vus, onStart, step);
      if (evidence === null || evidence.end !== "complete") return;
      const concluded = step.conclude(evidence);
      add(concluded.result);
      if (!embedded && reset === null) stop = concluded.stop;
    } else {
      const why: StopReason = { kind: "not-reset", error: trouble };
      const result = step.notRun(why, recordingOf());
      if (result === null) stop = why;
      else add(result);
    }
    server?.stop();
    if (stop === null) continue;
    recordEvent({ kind: "stopped", why: stop });
    const left = experiment.leftOut(run, done, stop, recordingOf());
    if (left.length > 0) add(...left);
    return;
  }

  /** On a page of its own, which would hold nothing of the storms before it. */
  function onStart(running: ExperimentSetup["start"]): void {
    recordEvent(experiment.soFar(done));
    recordEvent({ kind: "running", index: done.length, start: running });
  }
}

function finish<Run extends PlannedExperiment, Result>(
  experiment: Experiment<Run, Result>,
  run: Run,
  { start }: ExperimentSetup,
  metrics: RunMetrics,
): void {
  const { config } = experiment.plans(run)[0];
  tagTarget(targetName(config));
  tellRunOver(config.progress);
  const { files, lostGates, verdicts, inconclusive } = experiment.conclude(run, recording(), { start, colour: false });
  const unwritten = writeFiles(folderOf(experiment, run), files);
  if (unwritten !== "") harnessError(unwritten);
  for (const gate of lostGates) countLostGate(metrics.gatesLost, gate);
  for (const { name, verdict } of verdicts) pushVerdict(metrics, verdict, name);
  if (unwritten !== "" || inconclusive !== "") markInconclusive(unwritten || inconclusive);
}

function folderOf<Run extends PlannedExperiment, Result>(experiment: Experiment<Run, Result>, run: Run): string | null {
  return experiment.plans(run)[0].config.out;
}
