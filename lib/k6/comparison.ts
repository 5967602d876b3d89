/** What scripts/compare-checkers.ts exports for k6: a driver that runs one arm after the other, and the pool that carries them out. */
import type { Counter } from "k6/metrics";
import { now, recording, serve } from "k6/x/healthcheck";
import armsSource from "once:../experiments/arms";
import concludeSource from "once:../experiments/conclude-comparison";
import type { Arms } from "../experiments/arms";
import type { ArmJournal } from "../model/comparison";
import { lastEvent } from "../plan/run-events";
import { setUpArms, type ArmsSetup } from "./arms-setup";
import { requireSetup } from "./require-setup";
import { countLostGate, gatesLostCounter, markInconclusive } from "./exit-code";
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

type Conclusions = typeof import("../experiments/conclude-comparison");

export function comparison() {
  const planned = plannedOnce<Arms>(() => {
    const { arms, refusal } = evaluate<typeof import("../experiments/arms")>(armsSource).resolveComparison(outside());
    return arms === null ? { run: null, refusal } : { run: arms, refusal: "" };
  });
  const gatesLost = gatesLostCounter();
  return {
    options: __VU === 0 ? planned.options() : undefined,
    setup: () =>
      guardedSetup(() => {
        const { arms, options, reset } = planned.run();
        return setUpArms(
          arms.map(({ plan }) => plan),
          options,
          reset,
        );
      }),
    driver: (data?: ArmsSetup) => directed(() => drive(planned.run(), requireSetup(data))),
    client: () => guarded(() => clientSlot(planned.pool().clients)),
    checker: () => guarded(nodeSlot),
    observer: () => guarded(observerSlot),
    teardown: (data?: ArmsSetup) => guardedTeardown(data, () => finish(planned.run(), gatesLost)),
    handleSummary: (data: SummaryData) => {
      const run = planned.run();
      return summaryReport(data, run.arms[0]!.plan.config.out, (colour) => conclusion(run, colour));
    },
  };
}

function drive({ arms, reset, pool }: Arms, { start, clientWire, embedded, resetMs }: ArmsSetup): void {
  const { armNotRun, concludeArm, stopReason, timeLeft } = evaluate<Conclusions>(concludeSource);
  const vus = pool.clients + pool.nodes + 1;
  const finished: ArmJournal[] = [];
  // The first of them was in `setup`.
  const resets = { count: 1, ms: resetMs };
  for (const [index, arm] of arms.entries()) {
    const { config } = arm.plan;
    const toCome = reset === null ? 0 : arms.length - Math.max(1, index);
    const left = timeLeft(arms.slice(index), { eachMs: resets.ms / resets.count, toCome });
    console.log(`arm ${index + 1} of ${arms.length}: ${arm.name}; ${left} left`);
    const server = embedded ? serve(config.embedded) : null;
    const address = server?.address ?? start.address;
    let trouble: string | null = "";
    if (reset !== null && index > 0) {
      const from = now();
      trouble = resetTarget(reset, config.client, clientWire, address);
      if (trouble === null) return;
      resets.count += 1;
      resets.ms += now() - from;
    }
    let dead = "";
    if (trouble === "") {
      const evidence = runArm(arm.plan, { ...start, address }, clientWire, vus, (running) => {
        recordEvent("finished-arms", { arms: finished });
        recordEvent("running-arm", { index, start: running });
      });
      if (evidence === null || evidence.end !== "complete") return;
      const journal = concludeArm(arm, evidence);
      finished.push(journal);
      if (!embedded && reset === null) dead = stopReason(arm.name, journal, evidence);
      console.log(`  ${arm.name}: ${journal.verdict}${journal.cause === null ? "" : ` (${journal.cause})`}`);
    } else {
      finished.push(armNotRun(arm, trouble, recordingOf()));
      console.log(`  ${arm.name}: not run, because ${trouble}`);
    }
    server?.stop();
    const rest = dead === "" ? [] : arms.slice(index + 1);
    finished.push(...rest.map((one) => armNotRun(one, dead, recordingOf())));
    recordEvent("finished-arms", { arms: finished });
    if (rest.length > 0) console.log(`  ${rest.map(({ name }) => name).join(", ")}: not run, because ${dead}`);
    if (dead !== "") return;
  }
}

/** Those that are over, the one that was under way, and those that were not requireSetup. */
function journals({ arms }: Arms): { arms: ArmJournal[]; cutShort: boolean; stopped: boolean } {
  const { concludeArm, armNotRun, whyCutShort } = evaluate<Conclusions>(concludeSource);
  const recorded = recording();
  const finished = lastEvent(recorded.events, "finished-arms")?.arms ?? [];
  const running = lastEvent(recorded.events, "running-arm");
  const cutShort = finished.length < arms.length;
  const said = whyCutShort(recorded);
  const why = said || "the run had been cut short by then";
  const rest = arms
    .slice(finished.length)
    .map((arm, index) =>
      running?.index === finished.length + index
        ? concludeArm(arm, { plan: arm.plan, start: running.start, recording: recorded, end: "interrupted", k6: null })
        : armNotRun(arm, why, recorded),
    );
  return { arms: [...finished, ...rest], cutShort, stopped: cutShort && said !== "" };
}

function conclusion(planned: Arms, colour: boolean) {
  const { concludeComparison } = evaluate<Conclusions>(concludeSource);
  return concludeComparison(planned, journals(planned), { colour });
}

function finish(planned: Arms, gatesLost: Counter): void {
  const { comparison, files } = conclusion(planned, false);
  const unwritten = writeFiles(planned.arms[0]!.plan.config.out, files);
  for (const arm of comparison.arms) {
    if (!comparison.gate.includes(arm.name) || arm.verdict === "inconclusive") continue;
    for (const { name, ok } of arm.gates) if (!ok) countLostGate(gatesLost, name);
  }
  if (unwritten !== "") markInconclusive(unwritten);
  else if (comparison.verdict === "inconclusive") markInconclusive(comparison.reason);
}
