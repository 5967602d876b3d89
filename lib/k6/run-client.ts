/** One client attempt, counted where it belongs. */
import type { Exchange } from "k6/x/healthcheck";
import type { ExchangeResult } from "../model/extension";
import type { PhaseName } from "../model/phases";
import { phaseNamed } from "../plan/phases";
import type { PhaseSpan } from "../model/plan";

/**
 * @param due since the origin, ms
 * @param prefix of the name that it is recorded under
 */
export function runClient(
  exchange: Exchange,
  phases: readonly PhaseSpan[],
  name: PhaseName,
  originMs: number,
  due: number,
  prefix = "",
): ExchangeResult {
  const phase = phaseNamed(phases, name)!;
  const next = phases[phases.indexOf(phase) + 1];
  return exchange.run({
    phase: prefix + name,
    dueMs: originMs + due,
    // An attempt that the storm overtakes is the storm's: it must not fail the baseline.
    ...(name === "baseline" && next ? { overrun: { atMs: originMs + phase.endMs, phase: next.name } } : {}),
  });
}
