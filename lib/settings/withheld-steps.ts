/** Steps may hold credentials: reports tell how many there are, not what they say. */
import { inBrackets, quoted, type Data } from "../source/data";
import { counted } from "../text/format";

/** The text of a block whose `steps` are told by their number, or of the steps themselves. */
export function stepsWithheld(data: Data): string {
  if (data.kind === "list") return counted(data.items.length, "step");
  if (data.kind !== "map") return data.text;
  const told = ([key, value]: [string, Data]) => `${key}: ${key === "steps" ? stepsWithheld(value) : quoted(value)}`;
  return inBrackets([...data.fields].map(told), "{}");
}
