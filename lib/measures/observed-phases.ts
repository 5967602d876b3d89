/** Where the plan's phases lie, and how far the run got. */
import type { ClientRecord } from "../model/extension";
import type { PhaseName } from "../model/phases";
import type { Tally } from "../model/reason";
import type { PhaseSpan, Plan } from "../model/plan";
import { plannedClients as attemptsIn } from "../clients/planned-clients";
import type { Evidence } from "../model/evidence";
import { firstTimeMs } from "./run-events";

export function span(plan: Plan, name: PhaseName): PhaseSpan | undefined {
  return plan.phases.find((phase) => phase.name === name);
}

/** On the recorder's clock. */
export function stormStartMs({ plan, start }: Evidence): number {
  return (start?.originMs ?? 0) + (span(plan, "storm")?.startMs ?? 0);
}

/** Client attempts that a whole phase makes. */
export function plannedClients(plan: Plan, name: PhaseName): number {
  const phase = span(plan, name);
  if (!phase || name === "night") return 0;
  return attemptsIn(phase.endMs - phase.startMs, plan.config.client.ratePerSecond);
}

/**
 * Milliseconds from the end of setup to the end of the phases; 0 when setup did not finish. What comes after the event `end` (a last look,
 * the files, handleSummary's second judgement) brings no phase further.
 */
export function elapsedMs({ start, recording }: Evidence): number {
  const endedMs = firstTimeMs(recording.events, "end") ?? recording.nowMs;
  return start ? endedMs - start.originMs : 0;
}

/** The phase went all its way. */
export function finished(evidence: Evidence, name: PhaseName): boolean {
  const phase = span(evidence.plan, name);
  return phase !== undefined && (evidence.end === "complete" || elapsedMs(evidence) >= phase.endMs);
}

/** The phase in which the run was cut short; the last one when it was not. */
export function lastPhase(evidence: Evidence): PhaseName | null {
  const { phases } = evidence.plan;
  const elapsed = elapsedMs(evidence);
  return (phases.find(({ endMs }) => elapsed < endMs) ?? phases[phases.length - 1])?.name ?? null;
}

export function clientsOf({ recording }: Evidence, name: PhaseName): ClientRecord | undefined {
  return recording.clients[name];
}

export function tallyOf({ attempts, accepted }: ClientRecord): Tally {
  return { attempts, accepted };
}

export function failedClients(record: ClientRecord | undefined): number {
  return record ? record.attempts - record.accepted : 0;
}
