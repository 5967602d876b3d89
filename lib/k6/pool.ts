/**
 * The VUs of a run with several storms: each waits for orders, does its part of a storm, and says when it is done.
 *
 * k6 plans its scenarios before the first packet. Which storm comes next, and when, is known only as the run goes on. So each VU is one
 * client slot (client-slot.ts), one node (node-slot.ts) or the observer (observer-slot.ts), and the driver gives orders to all of them (orders.ts).
 */
import { now } from "k6/x/healthcheck";
import { newPage, recording } from "k6/x/healthcheck/runtime";
import type { Wire } from "../model/checker";
import type { Evidence, Start } from "../model/evidence";
import { endOf } from "../experiments/end-of";
import type { Step } from "../experiments/experiment-types";
import type { Plan } from "../model/plan";
import { checkedPhases } from "../plan/planned-phases";
import { guarded } from "./guard";
import { watched } from "./observer";
import { carryOut, stopAll, type Order } from "./orders";
import { telling } from "./tell-progress";

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
