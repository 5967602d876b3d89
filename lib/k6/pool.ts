/**
 * The VUs of a run with several arms: they wait for orders, do their part of an arm, and say when they are done.
 *
 * k6 plans its scenarios before the first packet; which arm comes next, and when, is known only as the run goes on. So each VU
 * is one client slot, one node or the observer, and the driver tells them all what to do by the board.
 */
import { sleep } from "k6";
import exec from "k6/execution";
import { awaitPost, Exchange, newPage, now, post, recording } from "k6/x/healthcheck";
import type { Wire } from "../model/checker";
import type { Evidence, Start } from "../model/evidence";
import { attemptsOf } from "../experiments/attempts-of";
import { endOf } from "../experiments/end-of";
import type { PhaseSpan, Plan, PlannedChecker } from "../model/plan";
import { checkedPhases } from "../plan/phases";
import type { ClientConfig } from "../model/config";
import { node } from "./checker";
import { guarded } from "./guard";
import { observe, watched, type Watched } from "./observer";
import { runClient } from "./run-client";
import { clientSpec } from "./specs";

/** What an arm is to those who carry it out. */
export interface Order {
  phases: PhaseSpan[];
  checkers: PlannedChecker[];
  watched: Watched;
  client: ClientConfig;
  clientWire: Wire;
  start: Start;
  /** So much later than the plan has them come the checks, ms. */
  checksLaterMs: number;
  /** Of the names that the phases are recorded under. */
  prefix: string;
}

const ORDERS = "orders";
const DONE = "done";
/** The end of the run. */
const LEAVE = "";
/** From order to the first client: until then all have read it. A VU needs well under a millisecond for it. */
const LEAD_MS = 100;

/**
 * Runs one arm to its end, on a page of its own.
 *
 * @param vus how many wait for orders
 * @param note what is to be found on that page, should the run end before the arm: called with the arm's start
 * @param checksLaterMs by how much the checks come later than planned, ms
 * @returns null when k6 has ended the run meanwhile
 */
export function runArm(
  plan: Plan,
  start: Start,
  clientWire: Wire,
  vus: number,
  note: (start: Start) => void,
  checksLaterMs = 0,
): Evidence | null {
  newPage();
  const order: Order = {
    phases: plan.phases,
    checkers: plan.checkers,
    client: plan.config.client,
    watched: watched(plan.config),
    clientWire,
    start: { ...start, originMs: now() + LEAD_MS + vus },
    checksLaterMs,
    prefix: "",
  };
  note(order.start);
  if (!carriedOut(order, vus)) return null;
  const recorded = recording();
  const checksEndMs = order.start.originMs + Math.max(...checkedPhases(plan.phases).map(({ endMs }) => endMs));
  return { plan, start: order.start, recording: recorded, end: endOf(recorded, checksEndMs), k6: null };
}

/** @returns false when k6 has ended the run meanwhile */
export function carriedOut(order: Order, vus: number): boolean {
  const sequence = post(ORDERS, orderText(order));
  // Each of them posts once for each order.
  return awaitPost(DONE, sequence * vus - 1) !== null;
}

/** The driver's work. However it ends, nobody is left waiting for orders. */
export function directed(work: () => void): void {
  guarded(work);
  post(ORDERS, LEAVE);
}

/** One of the clients: of all attempts it makes every n-th, so that none waits for the one before. */
export function clientSlot(slots: number): void {
  const slot = exec.scenario.iterationInTest;
  obey(({ phases, client, clientWire, start, prefix }) => {
    const exchange = new Exchange(clientSpec(client, clientWire, start.address, "client"));
    for (const { phase, dueMs } of attemptsOf(slot, slots, phases, client)) {
      sleepUntil(start.originMs + dueMs);
      if (runClient(exchange, phases, phase, start.originMs, dueMs, prefix).outcome === "cancelled") return;
    }
  });
}

/** One node of one checker; which one depends on the arm. */
export function nodeSlot(): void {
  const slot = exec.scenario.iterationInTest;
  obey(({ phases, checkers, start, checksLaterMs, prefix }) => {
    const later = { ...start, originMs: start.originMs + checksLaterMs };
    let index = slot;
    for (const checker of checkers) {
      if (index < checker.nodes) return node(checker, index, checkedPhases(phases), later, prefix);
      index -= checker.nodes;
    }
  });
}

export function observerSlot(): void {
  obey(({ phases, start, watched, prefix }) => observe(phases, start, watched, prefix));
}

function obey(work: (order: Order) => void): void {
  for (let seen = 0; ;) {
    const order = awaitPost(ORDERS, seen);
    if (order === null || order.text === LEAVE) return;
    seen = order.sequence;
    guarded(() => work(orderOf(order.text)));
    post(DONE, "");
  }
}

function orderText(order: Order): string {
  return JSON.stringify(order);
}

/** As the driver wrote it: both ends are of one build, so it is enough to see that it is an order at all. */
function orderOf(text: string): Order {
  const order = JSON.parse(text) as Partial<Order>;
  if (!order.phases || !order.checkers || !order.start) throw new Error("the board holds something else than an order");
  return order as Order;
}

export function sleepUntil(ms: number): void {
  const wait = ms - now();
  if (wait > 0) sleep(wait / 1000);
}
