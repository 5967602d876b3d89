/** The plan of one storm, in the parts that its VUs need. */
import resolveSource from "once:../plan/resolve-plan";
import type { StormOptions } from "../../library";
import type { SettingsInput } from "../settings/resolve-config";
import type { ClientConfig } from "../model/config";
import type { Gate } from "../model/gates";
import type { K6Options, PhaseSpan, Plan, PlannedChecker } from "../model/plan";
import { evaluate } from "./eval-module";
import { outside } from "./settings-input";
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

let shared: SharedPlan<Parts> | undefined;

/** To be called first, in the init context. @param own what a script says of its storm, beside `-e` */
export function planStorm(own: StormOptions): void {
  shared = sharePlan(
    () => evaluate<typeof import("../plan/resolve-plan")>(resolveSource).resolvePlan(withOwn(outside(), own)),
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

function withOwn(input: SettingsInput, { settings = {}, client }: StormOptions): SettingsInput {
  const texts = Object.entries(settings).map(([name, value]) => [name, String(value)]);
  return {
    ...input,
    env: { ...(Object.fromEntries(texts) as Record<string, string>), ...input.env },
    ...(client && { ownClient: true as const }),
  };
}

function part<Name extends keyof Parts & string>(name: Name): Parts[Name] {
  if (shared === undefined) throw new Error("no storm was planned");
  return shared.part(name);
}

export const plan = (): Plan => part("plan");
export const options = (): K6Options => part("options");
export const phases = (): PhaseSpan[] => part("phases");
export const clientRun = (): ClientRun => part("clientRun");
export const checker = (index: number): PlannedChecker => part(`checker-${index}`);
