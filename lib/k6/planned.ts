/**
 * The plan, resolved once per process and handed to the VUs as plain data.
 *
 * A SharedArray keeps one copy; each VU unpacks only the entries it asks for, so a thousand nodes stay small.
 */
import { SharedArray } from "k6/data";
import resolveSource from "once:../plan/resolve-plan";
import type { ClientConfig } from "../model/config";
import type { Gate } from "../model/gates";
import type { K6Options, PhaseSpan, Plan, PlannedChecker } from "../model/plan";
import { evaluate } from "./eval-module";
import { outside } from "./settings-input";

/** What clients need to know of the run, beside its phases. */
export interface ClientRun {
  client: ClientConfig;
  gates: Gate[];
  failFast: boolean;
  /** The share of the baseline's clients that must be accepted. */
  baselineAccepted: number;
}

type Entry =
  | { kind: "refusal"; refusal: string }
  | { kind: "options"; json: string }
  | { kind: "phases"; phases: PhaseSpan[] }
  | { kind: "client"; run: ClientRun }
  | { kind: "plan"; plan: Plan }
  | { kind: "checker"; checker: PlannedChecker };

const entries = new SharedArray<Entry>("probe-storm plan", () => {
  const { resolve } = evaluate<typeof import("../plan/resolve-plan")>(resolveSource);
  const { plan, refusal } = resolve(outside());
  if (!plan) return [{ kind: "refusal", refusal }];
  const { phases, config } = plan;
  return [
    { kind: "options", json: JSON.stringify(plan.options) },
    { kind: "phases", phases },
    {
      kind: "client",
      run: {
        client: config.client,
        gates: config.gates.gates,
        failFast: config.failFast,
        baselineAccepted: config.gates.floors.baselineAccepted,
      },
    },
    { kind: "plan", plan },
    ...plan.checkers.map((checker) => ({ kind: "checker" as const, checker })),
  ];
});

function entry<K extends Entry["kind"]>(index: number, kind: K): Extract<Entry, { kind: K }> {
  const found = entries[index];
  if (found?.kind !== kind) throw new Error(`the plan has no ${kind} at ${index}`);
  return found as Extract<Entry, { kind: K }>;
}

/** Empty when the settings stand. */
export function refusal(): string {
  const first = entries[0];
  return first?.kind === "refusal" ? first.refusal : "";
}

/** A copy of its own: a SharedArray is frozen, and k6 writes defaults into a script's options. */
export const options = (): K6Options => JSON.parse(entry(0, "options").json) as K6Options;

export const phases = (): PhaseSpan[] => entry(1, "phases").phases;
export const clientRun = (): ClientRun => entry(2, "client").run;
export const plan = (): Plan => entry(3, "plan").plan;
export const checker = (index: number): PlannedChecker => entry(4 + index, "checker").checker;
