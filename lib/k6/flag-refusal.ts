/** The refusal of a flag of k6 that would take something from a run which it cannot do without. */
import { refusalLine, type Description } from "../text/refusal-line";

/**
 * @param flag the flag, and the variable of k6 that does the same
 * @param value what it was given as; a flag without a value is true
 */
export function flagRefusal(flag: string, why: string, value: string | Description = "true"): string {
  return refusalLine(flag, value, "to be left out", { why });
}
