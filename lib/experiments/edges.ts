/** Where harm begins or ends. */
import type { Edge, Point } from "../model/trials-journal";
import { rounded } from "../text/decimal";
import { mostlyHarms } from "./sweep-delays";
import { firstOf, itemAt, lastOf } from "../model/non-empty";

/** What could not be told apart is passed over. */
export function edgesOf(points: readonly Point[]): Edge[] {
  const clear = points.filter(({ outcome }) => outcome !== "unclear");
  const edges: Edge[] = [];
  for (let first = 0; first < clear.length;) {
    // From one delay whose runs agree to the next one, over those whose runs do not.
    let last = first + 1;
    while (clear[last]?.outcome === "mixed") last++;
    const stretch = clear.slice(first, last + 1);
    const [from, to] = [firstOf(stretch), lastOf(stretch)];
    const turns = stretch.slice(1).flatMap((point, index) => {
      const before = itemAt(stretch, index);
      return mostlyHarms(before) === mostlyHarms(point) ? [] : [(before.delayMs + point.delayMs) / 2];
    });
    if (mostlyHarms(from) !== mostlyHarms(to)) {
      edges.push({
        fromMs: from.delayMs,
        toMs: to.delayMs,
        // Several changes between the same two are one race.
        atMs: rounded((firstOf(turns) + lastOf(turns)) / 2, 6),
        begins: mostlyHarms(to),
        mixed: stretch.some(({ outcome }) => outcome === "mixed"),
      });
    }
    first = last;
  }
  return edges;
}
