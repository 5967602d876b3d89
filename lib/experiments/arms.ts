/** What a comparison compares: arms, each a checker or several that storm together. */
import type { Plan } from "../model/plan";
import type { PlannedExperiment } from "./experiment-types";

export interface Arm {
  /** As the user named it. */
  name: string;
  /** The plan of a single run. */
  plan: Plan;
}

export interface PlannedComparison extends PlannedExperiment {
  /** From the gentlest to the harshest. */
  arms: Arm[];
  /** Names of the arms that decide the exit code. */
  gate: string[];
}
