/** What a sweep and a search for the least are made of, and what they come to. */
import type { Start } from "../model/evidence";
import type { K6Options, Plan } from "../model/plan";
import type { TrialsConfig } from "../settings/resolve-config";
import type { Pool } from "./arms";
import type { Trial } from "../model/trial";

export type Kind = "delay-sweep" | "minimal-storm";

export interface Experiment extends TrialsConfig {
  kind: Kind;
  options: K6Options;
  pool: Pool;
  /** Any trial's: for what must be right before the first. */
  plan: Plan;
}

/** What is known at the end, or so far. */
export interface Concluded {
  terminal: string;
  files: Record<string, string>;
  /** Nothing can be said: why; empty otherwise. */
  inconclusive: string;
}

export interface ReportContext {
  experiment: Experiment;
  trials: readonly Trial[];
  ended: string;
  startedAt: string;
  colour: boolean;
  /** null: `setup` did not finish. */
  client: Start["client"] | null;
  /** What `setup` has to say of the target and the clients. */
  notes: readonly string[];
}
