/** The tags `run` and `target` tell one run from another in k6's outputs. */
import exec from "k6/execution";
import type { K6Options } from "../model/plan";

/** `--tag run=nightly` on k6's command line names the run otherwise, because it replaces these tags. */
export function withRunTag(options: K6Options): K6Options {
  return { ...options, tags: { run: new Date().toISOString() } };
}

/** `setup` and `teardown` belong to no scenario, whose tags name the target elsewhere (lib/plan/target-tag.ts). */
export function tagTarget(target: string): void {
  exec.vu.metrics.tags.target = target;
}
