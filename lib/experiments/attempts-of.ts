/**
 * Which client attempts are whose, where clients are VUs that wait for orders: each makes every n-th.
 *
 * They are counted through all phases. Counted anew in each phase, the first attempts of the storm would fall to VUs that still wait for
 * their last one of the baseline, and would come late.
 */
import type { PhaseName } from "../model/phases";
import type { PhaseSpan } from "../model/plan";
import { plannedClients } from "../clients/planned-clients";
import { CLIENT_PHASES } from "../plan/scenarios";

export interface Attempt {
  phase: PhaseName;
  /** ms since the first phase began. */
  dueMs: number;
}

export function attemptsOf(
  slot: number,
  slots: number,
  phases: readonly PhaseSpan[],
  { ratePerSecond }: { ratePerSecond: number },
): Attempt[] {
  const everyMs = 1_000 / ratePerSecond;
  const attempts: Attempt[] = [];
  let before = 0;
  for (const { name, startMs, endMs } of phases) {
    if (!CLIENT_PHASES.includes(name)) continue;
    const count = plannedClients(endMs - startMs, ratePerSecond);
    const first = (((slot - before) % slots) + slots) % slots;
    for (let attempt = first; attempt < count; attempt += slots)
      attempts.push({ phase: name, dueMs: startMs + attempt * everyMs });
    before += count;
  }
  return attempts;
}
