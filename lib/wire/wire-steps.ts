/** The steps of a check in the extension's words: it has one step that keeps a connection open, whatever for. */
import type { Step } from "../model/extension";
import type { CheckStep } from "../model/checker";

export function wireSteps(steps: readonly CheckStep[]): Step[] {
  return steps.map((step) => (step.kind === "await-end" ? { kind: "hold", ms: step.ms } : step));
}
