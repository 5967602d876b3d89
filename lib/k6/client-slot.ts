/** A VU that makes clients by orders (orders.ts): one of several that take turns. */
import { sleep } from "k6";
import exec from "k6/execution";
import { now } from "k6/x/healthcheck";
import type { OwnClient } from "../../library";
import { attemptsOf } from "../experiments/attempts-of";
import { makeClient } from "./make-client";
import { carryOutOrders } from "./orders";
import { runClient } from "./run-client";

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

function sleepUntil(ms: number): void {
  const wait = ms - now();
  if (wait > 0) sleep(wait / 1000);
}
