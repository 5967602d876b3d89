/**
 * Names the target in every sample, so that outputs tell the runs of several services apart. It is a tag of the scenarios, because `--tag` on
 * k6's command line replaces the tags of the options.
 */
import type { K6Scenario } from "../model/plan";

export function withTargetTag(scenarios: Record<string, K6Scenario>, target: string): Record<string, K6Scenario> {
  const entries = Object.entries(scenarios);
  return Object.fromEntries(
    entries.map(([name, scenario]) => [name, { ...scenario, tags: { ...scenario.tags, target } }]),
  );
}
