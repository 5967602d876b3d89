/** Whether k6 runs other scenarios than the script's: `--vus`, `--duration`, `--iterations` and K6_VUS, … replace them. */
import exec from "k6/execution";
import type { K6Options } from "../model/plan";
import { refuseRun } from "./exit-code";
import { flagRefusal } from "./flag-refusal";

/** @param why what they would discard, and what to set instead */
export function refuseForeignScenarios({ scenarios }: Pick<K6Options, "scenarios">, why: string): void {
  const running = Object.keys(exec.test.options.scenarios ?? {})
    .sort()
    .join();
  if (running === Object.keys(scenarios).sort().join()) return;
  const flags = "--vus, --duration, --iterations, --stage (or K6_VUS, …)";
  refuseRun(flagRefusal(flags, why, { words: "one of them" }));
}
