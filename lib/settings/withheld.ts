/** Steps may hold credentials: reports tell how many there are, not what they say. */
import type { Data } from "../source/data";
import { counted } from "../text/format";

/** The text of a block whose `steps` are told by their number, or of the steps themselves. */
export function stepsWithheld(data: Data): string {
  if (data.kind === "list") return counted(data.items.length, "step");
  const steps = data.kind === "map" ? data.fields.get("steps") : undefined;
  return steps === undefined ? data.text : data.text.replace(steps.text, () => stepsWithheld(steps));
}
