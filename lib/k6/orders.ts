/**
 * Orders: how the driver of a run with several storms tells the other VUs what to do, and learns that they have done it.
 *
 *     driver ── ORDERS ──> every client, node and observer
 *        ^                            │ carries out the order
 *        └───────── DONE ─────────────┘
 *
 * The board carries text between VUs, which share nothing else. Each VU posts once on DONE for each order, so the driver counts the posts.
 */
import { awaitPost, post } from "k6/x/healthcheck/runtime";
import type { Wire } from "../model/checker";
import type { ClientConfig } from "../model/config";
import type { Start } from "../model/evidence";
import type { PhaseSpan, PlannedChecker } from "../model/plan";
import { hasFields, isList } from "../text/shape";
import { guarded } from "./guard";
import type { Watched } from "./observer";
import type { Telling } from "./tell-progress";

/** What a storm is to those who carry it out. */
export interface Order {
  phases: PhaseSpan[];
  checkers: PlannedChecker[];
  watched: Watched;
  client: ClientConfig;
  clientWire: Wire;
  start: Start;
  /** Added to the due time of every check, ms. */
  checkDelayMs: number;
  /** The prefix of the names that the phases are recorded under. */
  prefix: string;
  /** null: the observer tells nothing. */
  telling: Telling | null;
}

const ORDERS = "orders";
const DONE = "done";
/** Instead of an order: the run is over. */
const STOP = "";

/**
 * Gives an order and waits until all have carried it out.
 *
 * @param vus how many wait for orders
 * @returns false when k6 has ended the run meanwhile
 */
export function carryOut(order: Order, vus: number): boolean {
  const sequence = post(ORDERS, JSON.stringify(order));
  return awaitPost(DONE, sequence * vus - 1) !== null;
}

export function stopAll(): void {
  post(ORDERS, STOP);
}

/** Carries out one order after the other, until there are no more or k6 ends the run. The driver waits for this VU, so an exception counts as done. */
export async function carryOutOrders(work: (order: Order) => void | Promise<void>): Promise<void> {
  await guarded(() => untilStopped(work));
}

async function untilStopped(work: (order: Order) => void | Promise<void>): Promise<void> {
  for (let seen = 0; ;) {
    const posted = awaitPost(ORDERS, seen);
    if (posted === null || posted.text === STOP) return;
    seen = posted.sequence;
    await guarded(() => work(orderOf(posted.text)));
    post(DONE, "");
  }
}

/** Both ends are of one build, so it is enough to see that it is an order at all. */
function orderOf(text: string): Order {
  const order: unknown = JSON.parse(text);
  if (!isOrder(order)) throw new Error("the board holds something else than an order");
  return order;
}

function isOrder(value: unknown): value is Order {
  return (
    hasFields(
      value,
      "phases",
      "checkers",
      "watched",
      "client",
      "clientWire",
      "start",
      "checkDelayMs",
      "prefix",
      "telling",
    ) &&
    isList(value.phases) &&
    isList(value.checkers) &&
    hasFields(value.clientWire, "steps") &&
    hasFields(value.start, "originMs", "address")
  );
}
