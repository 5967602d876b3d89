/** `teardown` and `handleSummary`: the verdict, k6's exit code, the reports. */
import { sleep } from "k6";
import { now } from "k6/x/healthcheck";
import { harnessError, heedSignals, recording } from "k6/x/healthcheck/runtime";
import concludeSource from "once:../report/build-report";
import type { OwnClient } from "../../library";
import type { Evidence, K6Results, Start } from "../model/evidence";
import { lastOf } from "../model/non-empty";
import type { Plan } from "../model/plan";
import { lastEvent } from "../measures/run-events";
import { targetName } from "../plan/target-name";
import { countLostGate, markInconclusive } from "./exit-code";
import { evaluate } from "./eval-module";
import { recordEvent, recordingOf } from "./record-event";
import { tagTarget } from "./run-labels";
import { pushVerdict, type RunMetrics } from "./run-metrics";
import { sequelOf } from "./sequel";
import { makeClient } from "./make-client";
import type { SetupData } from "./start";
import type { SummaryData } from "./summary-data";
import { summaryReport } from "./summary-report";
import { tellRunOver } from "./tell-run-over";
import { writeFiles } from "./write-files";

interface StormSummaryData extends SummaryData {
  metrics: Record<string, { values: Record<string, number>; thresholds?: Record<string, { ok: boolean }> }>;
  setup_data?: SetupData | null;
}

/** A run that ends this much before its plan was cut short. */
const EARLY_MS = 250;
/** The events that tell why a run was ended before that, if not by a signal. */
const EARLY = ["fail-fast", "no-control"] as const;
/** After FAIL_FAST: how long, and how often, clients may show that they get in again. */
const LAST_LOOK = { forMs: 5000, everyMs: 500, timeoutMs: 1500 };

/**
 * The verdict is made here, because k6 fixes its exit code before handleSummary (exit-code.ts).
 *
 * The files are written here for the same reason: once a disk that has become full is found out after the exit code is decided,
 * it can no longer change that code. handleSummary puts complete files in their place.
 */
export function finish(plan: Plan, data: SetupData, metrics: RunMetrics, own: OwnClient | undefined): void {
  tagTarget(targetName(plan.config));
  tellRunOver(plan.config.progress);
  const end = howItEnded(plan, data.start);
  recordEvent({ kind: "end", end });
  if (end === "fail-fast") lastLook(plan, data, own);
  const { conclude } = evaluate<typeof import("../report/build-report")>(concludeSource);
  const concluded = () => conclude(gatherEvidence(plan, data.start, null), { colour: false });
  let conclusion = concluded();
  const unwritten = writeFiles(plan.config.out, conclusion.files);
  if (unwritten !== "") {
    harnessError(unwritten);
    conclusion = concluded();
  }
  const { verdict, reason, gates } = conclusion.journal;
  for (const gate of gates) if (!gate.ok) countLostGate(metrics.gatesLost, gate);
  pushVerdict(metrics, verdict);
  if (verdict === "inconclusive") markInconclusive(reason);
}

export function report(plan: Plan, data: StormSummaryData): Record<string, string> {
  return summaryReport(data, plan.config.out, (colour) => {
    const { conclude } = evaluate<typeof import("../report/build-report")>(concludeSource);
    return conclude(gatherEvidence(plan, data.setup_data?.start ?? null, k6Results(plan, data)), { colour });
  });
}

function gatherEvidence(plan: Plan, start: Start | null, k6: K6Results | null): Evidence {
  const recorded = recording();
  const end = lastEvent(recorded.events, "end")?.end ?? "interrupted";
  return { plan, start, recording: recorded, end, k6, ...sequelOf(recorded.events) };
}

function howItEnded(plan: Plan, start: Start): Evidence["end"] {
  const planned = start.originMs + lastOf(plan.phases).endMs;
  if (now() >= planned - EARLY_MS) return "complete";
  const [first] = recordingOf(...EARLY).events;
  return EARLY.find((kind) => kind === first?.kind) ?? "interrupted";
}

/** After a storm that ended at its first lost gate, looks whether clients get in now that nothing checks. A signal ends the wait. */
function lastLook(plan: Plan, data: SetupData, own: OwnClient | undefined): void {
  const { client: config } = plan.config;
  const patience = { ...config, timeoutMs: Math.min(config.timeoutMs, LAST_LOOK.timeoutMs) };
  const client = makeClient(own, patience, data.clientWire, data.start.address);
  const until = now() + LAST_LOOK.forMs;
  heedSignals();
  while (now() < until) {
    const result = client.run({ phase: "recovery" });
    // k6 waits for a promise only where this function returns one: a client that makes promises looks once.
    if (result instanceof Promise || result.outcome === "cancelled") return;
    sleep(LAST_LOOK.everyMs / 1000);
  }
}

function k6Results(plan: Plan, data: StormSummaryData): K6Results {
  return {
    thresholds: plan.thresholds.map(({ metric, statistic, expression }) => {
      const found = data.metrics[metric];
      return {
        metric,
        expression,
        // A threshold that k6 did not evaluate was not met.
        ok: found?.thresholds?.[expression]?.ok ?? false,
        observed: found?.values[statistic] ?? null,
      };
    }),
    droppedIterations: data.metrics.dropped_iterations?.values.count ?? 0,
  };
}
