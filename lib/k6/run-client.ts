/** One client attempt, counted where it belongs. */
import type { RunOptions } from "k6/x/healthcheck";
import type { ExchangeResult } from "../model/extension";
import type { PhaseName } from "../model/phases";
import { phaseNamed } from "../plan/planned-phases";
import type { PhaseSpan } from "../model/plan";

export type ClientRunOptions = Pick<RunOptions, "phase" | "dueMs" | "overrun">;

/** An exchange, or a script's own client, which may take its time asynchronously. */
export interface Client {
  run(options: ClientRunOptions): ExchangeResult | Promise<ExchangeResult>;
}

/**
 * @param due since the origin, ms
 * @param prefix of the name that it is recorded under
 */
export function runClient(
  client: Client,
  phases: readonly PhaseSpan[],
  name: PhaseName,
  originMs: number,
  due: number,
  prefix = "",
): ExchangeResult | Promise<ExchangeResult> {
  const phase = phaseNamed(phases, name);
  const next = phases[phases.indexOf(phase) + 1];
  return client.run({
    phase: prefix + name,
    dueMs: originMs + due,
    // An attempt that the storm overtakes is the storm's: it must not fail the baseline.
    ...(name === "baseline" && next ? { overrun: { atMs: originMs + phase.endMs, phase: next.name } } : {}),
  });
}
