/** The arms that a comparison compares: each is a checker, or several that storm together. */
import type { ArmJournal } from "../model/comparison";
import type { NonEmpty } from "../model/non-empty";
import type { Plan } from "../model/plan";
import type { PlannedExperiment } from "./experiment-types";

export interface Arm {
  /** As the user named it. */
  name: string;
  /** The plan of a single run. */
  plan: Plan;
}

/** An arm that is over, or was left out, and what it came to. */
export interface ArmOver {
  arm: Arm;
  journal: ArmJournal;
}

export interface PlannedComparison extends PlannedExperiment {
  /** From the gentlest to the harshest. */
  arms: NonEmpty<Arm>;
  /** Names of the arms that decide the exit code. */
  gate: string[];
}
