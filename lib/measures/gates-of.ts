/** The gates that a run is held to: those of its profile, and the accept queue where nothing else can tell. */
import { standard } from "../../thresholds/default";
import type { Gate } from "../model/gates";
import type { Evidence } from "../model/evidence";
import { span } from "./observed-phases";

/**
 * Clients that only connect get in as long as the queue has room, also to a service that has stopped accepting. Then a queue that grows is
 * the only witness, and the default profile's gates on it count even where the profile has none.
 */
export function gatesOf({ plan, start }: Pick<Evidence, "plan" | "start">): Gate[] {
  const { gates } = plan.config.gates;
  const asked = gates.some(({ measure }) => measure === "queue-growth");
  if (asked || start?.client.evidence !== "kernel") return gates;
  const queue = standard.gates.filter(({ measure }) => measure === "queue-growth");
  return [...gates, ...queue.filter(({ phase }) => span(plan, phase) !== undefined)];
}
