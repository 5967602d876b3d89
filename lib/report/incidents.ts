/** Which incidents a kind of check is known for. */
import type { WireClass } from "../model/checker";
import { effects, incidents, type Incident } from "./incident-list";

/** What checks of this kind have done, the severest first. */
export function incidentsOf(wire: WireClass): Incident[] {
  const severity = Object.keys(effects);
  return incidents
    .filter(({ wires }) => wires.includes(wire))
    .sort((a, b) => severity.indexOf(a.effect) - severity.indexOf(b.effect));
}
