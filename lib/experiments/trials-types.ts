/** Types of a sweep and of a search for the least that harms. */
import type { Start } from "../model/evidence";
import type { Plan } from "../model/plan";
import type { StopReason } from "../model/stop-reason";
import type { Trial } from "../model/trial";
import type { TrialsConfig } from "../settings/resolve-config";
import type { PlannedExperiment } from "./experiment-types";

export type Kind = "delay-sweep" | "minimal-storm";

export interface PlannedTrials extends TrialsConfig, PlannedExperiment {
  kind: Kind;
  /** Any trial's: for what must be right before the first. */
  plan: Plan;
}

export interface ReportContext {
  planned: PlannedTrials;
  trials: readonly Trial[];
  /** Why the driver stopped before the strategy knew enough; null when it did not. */
  ended: StopReason | null;
  startedAt: string;
  colour: boolean;
  /** null: `setup` did not finish. */
  client: Start["client"] | null;
  /** What `setup` has to say of the target and the clients. */
  notes: readonly string[];
}
