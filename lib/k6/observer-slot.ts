/** The VU that observes by orders (orders.ts). */
import { observe } from "./observer";
import { carryOutOrders } from "./orders";
import { progressOf } from "./tell-progress";

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
