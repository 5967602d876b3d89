/** What every kind of step provides. */
import type { Step } from "../../model/extension";
import type { Data } from "../../source/data";
import { duration } from "../duration-setting";
import type { Outside } from "../../source/syntax";

export interface StepReader {
  /** How it is written, for refusals. */
  accepts: string;
  /** May stand without a value, as a bare word. */
  alone?: boolean;
  /** Keys that may stand beside it in the same step. */
  beside?: string[];
  read(given: { value: Data; beside: Map<string, Data>; outside: Outside; host: string }): Step;
}

/** How long a step may take. */
export const within = duration({ min: 1 });
