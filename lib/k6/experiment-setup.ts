/** `setup` of the scripts of several arms or trials: nothing runs yet but RESET_URL and the first contacts. */
import { now } from "k6/x/healthcheck";
import type { Wire } from "../model/checker";
import type { Start } from "../model/evidence";
import type { PlannedExperiment } from "../experiments/experiment-types";
import type { NonEmpty } from "../model/non-empty";
import type { Plan } from "../model/plan";
import type { Reset } from "../settings/reset-url";
import { abandonRun } from "./exit-code";
import { recordEvent } from "./record-event";
import { resetFirst } from "./reset";
import { prepare } from "./start";

/** What `setup` hands to the driver. */
export interface ExperimentSetup {
  /** originMs and, for the embedded server, the address are each arm's own. */
  start: Start;
  clientWire: Wire;
  embedded: boolean;
  /** What RESET_URL and the wait for clients took, ms; 0 without. */
  resetMs: number;
}

const ADDS_UP =
  "Nothing restarts the target from one storm to the next (RESET_URL): what it counts or keeps (host blocks, connection slots, leaks) adds " +
  "up, and a later check may be blamed for what earlier ones left.";

/** @param plans of all arms, alike but for their checkers */
export function setUpExperiment(
  plans: NonEmpty<Plan>,
  { options, reset }: Pick<PlannedExperiment, "options" | "reset">,
): ExperimentSetup {
  let resetMs = 0;
  const afterReset = (given: Reset) => (client: Plan["config"]["client"], address: string) => {
    const from = now();
    const fresh = resetFirst(given, client, address);
    resetMs = now() - from;
    if (fresh.kind === "back") return fresh.choice;
    recordEvent({ kind: "stopped", why: { kind: "not-reset", error: fresh.trouble } });
    return abandonRun(`inconclusive: ${fresh.trouble}`);
  };
  const { server, address, hosts, choice } = prepare(plans, options, reset === null ? undefined : afterReset(reset));
  server?.stop();
  const notes = server === null && reset === null ? [...choice.notes, ADDS_UP] : choice.notes;
  return {
    start: { originMs: now(), address, hosts, client: choice.client, notes },
    clientWire: choice.wire,
    embedded: server !== null,
    resetMs,
  };
}
