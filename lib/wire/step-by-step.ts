/** For products that give connecting a time, and each step that waits for the service the same time again. */
import type { Connection } from "../model/checker";

/** @param ms the time of each */
export function stepByStep(connection: Connection, ms: number): Connection {
  let waits = 0;
  const steps = connection.steps.map((step) => {
    if (step.kind !== "expect" && step.kind !== "tls") return step;
    waits += 1;
    return { ...step, withinMs: ms };
  });
  return { ...connection, steps, connectTimeoutMs: ms, ...(waits > 1 && { timeoutMs: waits * ms }) };
}
