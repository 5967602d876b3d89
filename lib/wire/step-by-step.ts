/** For products that give connecting a time, and each step that waits for the service the same time again. */
import type { Connection } from "../model/checker";

/** @param ms the time of each */
export function stepByStep(connection: Connection, ms: number): Connection {
  const steps = connection.steps.map((step) =>
    step.kind === "expect" || step.kind === "tls" ? { ...step, withinMs: ms } : step,
  );
  const waits = steps.filter((step) => "withinMs" in step).length;
  return { ...connection, steps, connectTimeoutMs: ms, ...(waits > 1 && { timeoutMs: waits * ms }) };
}
