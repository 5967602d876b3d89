/** The plan of one storm, in the parts that its VUs need. */
import loadInput from "lazy:./settings-input";
import resolveSource from "once:../plan/resolve-plan";
import type { StormOptions } from "../../library";
import type { ClientConfig } from "../model/config";
import type { Gate } from "../model/gates";
import type { K6Options, PhaseSpan, Plan, PlannedChecker } from "../model/plan";
import { evaluate } from "./eval-module";
import { sharePlan, type SharedPlan } from "./shared-plan";

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

export type StormPlan = SharedPlan<Parts>;

/** For the init context. @param own what a script says of its storm, beside `-e` */
export function planStorm(own: StormOptions): StormPlan {
  return sharePlan(
    () => {
      const input = (loadInput() as typeof import("./settings-input")).outsideWith(own);
      return evaluate<typeof import("../plan/resolve-plan")>(resolveSource).resolvePlan(input);
    },
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
}
