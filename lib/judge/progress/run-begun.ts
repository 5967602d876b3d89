/** Tells what is about to be run. */
import type { Start } from "../../model/evidence";
import { lastOf } from "../../model/non-empty";
import type { Plan } from "../../model/plan";
import type { Happening } from "../../model/progress";

export function runBegun({ config, phases, checkers }: Plan, { address, client }: Start): Happening {
  return {
    kind: "run-begun",
    target: config.target === null ? `embedded:${config.embedded.flaw} (${address})` : config.target.text,
    checkers: checkers.map(({ name }) => name),
    client: client.kind,
    phases: phases.map(({ name, startMs, endMs }) => ({ phase: name, ms: endMs - startMs })),
    leftMs: lastOf(phases).endMs,
  };
}
