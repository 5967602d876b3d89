/** The pictures of README.md show the product's own data: the demo's checks, and the plan of a run with the default settings. */
import { itemAt } from "../model/non-empty";
import { makePlan } from "../plan/make-plan";
import { resolveConfig } from "../settings/resolve-config";
import { DEMO_CHECKS } from "./demo-checks";
import { laddersPicture, laddersText, type DemoOutcome, type DrawnCheck } from "./ladders-picture";
import { phasesPicture, phasesText } from "./phases-picture";

export interface Picture {
  svg: string;
  /** What it shows in words, for the text beside it. */
  alt: string;
}

/** No settings but those given, and no file. */
const settingsOf = (env: Record<string, string>) =>
  resolveConfig({ env, cwd: "/", readFile: () => "", regexError: () => "" });

/** @param outcomes of {@link DEMO_CHECKS}, in their order */
export function demoLadders(outcomes: readonly DemoOutcome[]): Picture {
  const checks: DrawnCheck[] = DEMO_CHECKS.map((check, index) => ({
    ...check,
    ...itemAt(outcomes, index, "the outcomes of the demo"),
    checker: settingsOf({ ...check.settings }).checkers[0],
  }));
  return { svg: laddersPicture(checks), alt: laddersText(checks) };
}

export function defaultPhases(): Picture {
  const plan = makePlan(settingsOf({}));
  return { svg: phasesPicture(plan), alt: phasesText(plan) };
}
