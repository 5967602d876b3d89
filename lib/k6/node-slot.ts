/** A VU that is a node by orders (orders.ts). */
import exec from "k6/execution";
import { checkedPhases } from "../plan/planned-phases";
import { node } from "./checker-node";
import { carryOutOrders } from "./orders";

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
