/**
 * After the first storm: is there harm that only the raised rate may have made? Then watch until clients get in again, and storm once more at
 * the balancer's own rate (lib/judge/own-rate.ts). Without such harm the driver sends everybody home, and the run is over.
 */
import { sleep } from "k6";
import { acceptQueue, now } from "k6/x/healthcheck";
import { clientCounts, recording } from "k6/x/healthcheck/runtime";
import nextStepSource from "once:./next-step";
import type { OwnClient } from "../../library";
import type { Start } from "../model/evidence";
import type { Dose } from "../plan/second-storm";
import { lastOf } from "../model/non-empty";
import { OWN } from "../plan/own-phases";
import type { Plan } from "../model/plan";
import { plannedClients } from "../clients/planned-clients";
import { evaluate } from "./eval-module";
import { watched } from "./observer";
import { carryOut } from "./orders";
import { directed } from "./pool";
import { tell, telling } from "./tell-progress";
import { recordEvent } from "./record-event";
import { makeClient } from "./make-client";
import { requireSetup } from "./require-setup";
import type { SetupData } from "./start";
import type { StormPlan } from "./storm-plan";

type NextStep = typeof import("./next-step");

/** From order to the first client: until then all have read it. */
const LEAD_MS = 200;
/** Clients in a row that show that the service is back. */
const IN_A_ROW = 3;
/** Between two of them, ms, at the least: a service that has just come back is not to be overrun. */
const EVERY_MS = 500;

export function driveSecond(
  planned: StormPlan,
  given: SetupData | undefined,
  own: OwnClient | undefined,
): Promise<void> {
  const data = requireSetup(given);
  return directed(async () => {
    const plan = planned.part("plan");
    const { nextStep, planSecondStorm, sequelOf } = evaluate<NextStep>(nextStepSource);
    awaitLastClients(plan);
    const look = () => {
      const recorded = recording();
      const sequel = sequelOf(recorded.events);
      return nextStep({ plan, start: data.start, recording: recorded, end: "complete", k6: null, ...sequel });
    };
    let step = look();
    if (step !== null && step.kind === "watch") {
      const { progress, ownRate } = plan.config;
      tell(progress, [{ kind: "watch-begun", atMostMs: ownRate.watchMs }]);
      const back = await watch(plan, data, own);
      if (back === null) return;
      recordEvent({ kind: "watched", back });
      tell(progress, [{ kind: "watch-ended", back }]);
      step = look();
    }
    if (step !== null && step.kind === "second-storm") storm(plan, data, step.dose, planSecondStorm);
  });
}

/** Attempts of recovery that are still under way tell as well whether clients get in. */
function awaitLastClients({ phases, config }: Plan): void {
  const recovery = phases.find(({ name }) => name === "recovery");
  if (!recovery) return;
  const planned = plannedClients(recovery.endMs - recovery.startMs, config.client.ratePerSecond);
  const until = now() + config.client.timeoutMs + 1_000;
  while (clientCounts("recovery").attempts < planned && now() < until) sleep(0.1);
}

/** @returns whether clients get in again; null when k6 has ended the run meanwhile */
async function watch(
  { config, phases }: Plan,
  { start, clientWire }: SetupData,
  own: OwnClient | undefined,
): Promise<boolean | null> {
  const client = makeClient(own, config.client, clientWire, start.address);
  const until = start.originMs + lastOf(phases).endMs + config.ownRate.watchMs;
  const everyMs = Math.max(EVERY_MS, 1_000 / config.client.ratePerSecond);
  for (let row = 0; now() < until; sleep(everyMs / 1_000)) {
    const { outcome, ok } = await client.run({ phase: "watch" });
    if (outcome === "cancelled") return null;
    row = ok && !leftQueued(start) ? row + 1 : 0;
    if (row === IN_A_ROW) return true;
  }
  return false;
}

/** A client that only connects is let in by the kernel: then the queue tells, where it can be read. */
function leftQueued({ client, address }: Start): boolean {
  const { length } = acceptQueue(address, { phase: "watch" });
  return length > 0 && client.evidence === "kernel";
}

function storm(plan: Plan, data: SetupData, dose: Dose, planSecondStorm: NextStep["planSecondStorm"]): void {
  const { client } = plan.config;
  const { start, clientWire } = data;
  // The timeline has one phase for each second: what clients got in the one before stays recovery's, or the watch's.
  const beginMs = Math.ceil((now() + LEAD_MS) / 1_000) * 1_000;
  const second = planSecondStorm(plan, dose, beginMs - start.originMs);
  if (second === null || plan.second === null) return;
  const { phases, checkers, factor } = second;
  recordEvent({ kind: "second-storm", storm: second });
  const vus = plan.second.clients + plan.second.nodes + 1;
  const order = {
    phases,
    checkers,
    client,
    clientWire,
    start,
    checkDelayMs: 0,
    prefix: OWN,
    watched: watched(plan.config),
    telling: telling(plan.config, null),
  };
  const leftMs = Math.round(start.originMs + lastOf(phases).endMs - now());
  tell(plan.config.progress, [{ kind: "second-storm-begun", factor, leftMs }]);
  if (carryOut(order, vus)) recordEvent({ kind: "second-storm-done" });
}
