/** The plan of one storm, in the parts that its VUs need. */
import resolveSource from "once:../plan/resolve-plan";
import type { ClientConfig } from "../model/config";
import type { Gate } from "../model/gates";
import type { K6Options, PhaseSpan, Plan, PlannedChecker } from "../model/plan";
import { evaluate } from "./eval-module";
import { outside } from "./settings-input";
import { sharePlan } from "./shared-plan";

/** What clients need to know of the run, beside its phases. */
export interface ClientRun {
  client: ClientConfig;
  gates: Gate[];
  failFast: boolean;
  /** The share of the baseline's clients that must be accepted. */
  baselineAccepted: number;
}

interface Parts {
  plan: Plan;
  options: K6Options;
  phases: PhaseSpan[];
  clientRun: ClientRun;
  [checker: `checker-${number}`]: PlannedChecker;
}

const { part } = sharePlan(
  () => evaluate<typeof import("../plan/resolve-plan")>(resolveSource).resolvePlan(outside()),
  (plan: Plan): Parts => {
    const { config, options, phases, checkers } = plan;
    const clientRun: ClientRun = {
      client: config.client,
      gates: config.gates.gates,
      failFast: config.failFast,
      baselineAccepted: config.gates.floors.baselineAccepted,
    };
    const named = Object.fromEntries(checkers.map((checker, index) => [`checker-${index}`, checker]));
    return { plan, options, phases, clientRun, ...named };
  },
);

export const plan = (): Plan => part("plan");
export const options = (): K6Options => part("options");
export const phases = (): PhaseSpan[] => part("phases");
export const clientRun = (): ClientRun => part("clientRun");
export const checker = (index: number): PlannedChecker => part(`checker-${index}`);
