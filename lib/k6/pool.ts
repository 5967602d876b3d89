/**
 * The VUs of a run with several storms: each waits for orders, does its part of a storm, and says when it is done.
 *
 * k6 plans its scenarios before the first packet. Which storm comes next, and when, is known only as the run goes on. So each VU is one
 * client slot, one node or the observer, and the driver gives orders to all of them (orders.ts).
 */
import { sleep } from "k6";
import exec from "k6/execution";
import { now } from "k6/x/healthcheck";
import { newPage, recording } from "k6/x/healthcheck/runtime";
import type { OwnClient } from "../../library";
import type { Wire } from "../model/checker";
import type { Evidence, Start } from "../model/evidence";
import { attemptsOf } from "../experiments/attempts-of";
import { endOf } from "../experiments/end-of";
import type { Step } from "../experiments/experiment-types";
import type { Plan } from "../model/plan";
import { checkedPhases } from "../plan/phases";
import { node } from "./checker";
import { guarded } from "./guard";
import { observe, watched } from "./observer";
import { carryOut, carryOutOrders, stopAll, type Order } from "./orders";
import { makeClient } from "./make-client";
import { progressOf, telling } from "./progress";
import { runClient } from "./run-client";

/** From order to the first client: until then all have read it. A VU needs well under a millisecond for it. */
const LEAD_MS = 100;

/**
 * Runs one arm to its end, on a page of its own.
 *
 * @param vus how many wait for orders
 * @param onStart called with the arm's start time before any order goes out, so that an interrupted run can still be reported
 * @returns null when k6 has ended the run meanwhile
 */
export function runArm(
  plan: Plan,
  start: Start,
  clientWire: Wire,
  vus: number,
  onStart: (start: Start) => void,
  { checkDelayMs, arm }: Pick<Step<unknown>, "checkDelayMs" | "arm">,
): Evidence | null {
  newPage();
  const order: Order = {
    phases: plan.phases,
    checkers: plan.checkers,
    client: plan.config.client,
    watched: watched(plan.config),
    clientWire,
    start: { ...start, originMs: now() + LEAD_MS + vus },
    checkDelayMs,
    prefix: "",
    telling: arm === null ? null : telling(plan.config, arm),
  };
  onStart(order.start);
  if (!carryOut(order, vus)) return null;
  const recorded = recording();
  const checksEndMs = order.start.originMs + Math.max(...checkedPhases(plan.phases).map(({ endMs }) => endMs));
  return { plan, start: order.start, recording: recorded, end: endOf(recorded, checksEndMs), k6: null };
}

/** The driver's work. However it ends, nobody is left waiting for orders. */
export async function directed(work: () => void | Promise<void>): Promise<void> {
  await guarded(work);
  stopAll();
}

/** One of the clients: of all attempts it makes every n-th, so that none waits for the one before. */
export function clientSlot(slots: number, own?: OwnClient): Promise<void> {
  const slot = exec.scenario.iterationInTest;
  return carryOutOrders(async ({ phases, client: config, clientWire, start, prefix }) => {
    const client = makeClient(own, config, clientWire, start.address);
    for (const { phase, dueMs } of attemptsOf(slot, slots, phases, config)) {
      sleepUntil(start.originMs + dueMs);
      const { outcome } = await runClient(client, phases, phase, start.originMs, dueMs, prefix);
      if (outcome === "cancelled") return;
    }
  });
}

/** One node of one checker; which one depends on the arm. */
export function nodeSlot(): Promise<void> {
  const slot = exec.scenario.iterationInTest;
  return carryOutOrders(({ phases, checkers, start, checkDelayMs, prefix }) => {
    const later = { ...start, originMs: start.originMs + checkDelayMs };
    let index = slot;
    for (const checker of checkers) {
      if (index < checker.nodes) return node(checker, index, checkedPhases(phases), later, prefix);
      index -= checker.nodes;
    }
  });
}

export function observerSlot(): Promise<void> {
  return carryOutOrders(({ phases, checkers, start, watched, prefix, telling }) =>
    observe(
      phases,
      start,
      watched,
      prefix,
      telling === null ? null : progressOf(telling, { phases, checkers, start, prefix }),
    ),
  );
}

function sleepUntil(ms: number): void {
  const wait = ms - now();
  if (wait > 0) sleep(wait / 1000);
}
