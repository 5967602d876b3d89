/** From settings to the plan of a sweep, or of a search for the least that harms. Evaluated once per process. */
import type { Checker } from "../model/checker";
import type { StormConfig } from "../model/config";
import { resolveTrials, type SettingsInput, type TrialsConfig } from "../settings/resolve-config";
import { settings } from "../settings/settings";
import { HALF_OPEN_ENDS_MS } from "../settings/spelled-out-checker";
import { refusal, resolved, type Resolved } from "../text/refusal";
import { canWait, planTrial } from "./plan-trial";
import { largestStorm } from "./trial-strategy";
import type { Kind, PlannedTrials } from "./trials-types";
import { vuPool } from "./vu-pool";

export function resolveTrialsOf(input: SettingsInput, kind: Kind): Resolved<PlannedTrials> {
  return resolved(() => {
    const trials = resolveTrials({ ...input, script: kind });
    refuseSeveral(trials.config, kind);
    if (kind === "delay-sweep") {
      refuseSpeaking(trials.config);
      refuseLateHalfOpen(trials);
    }
    const plan = planTrial(trials.config, largestStorm(trials, kind));
    const { pool, options } = vuPool([plan]);
    // A measurement has no gates: it is right whatever it finds.
    return { ...trials, kind, plan, pool, options: { ...options, thresholds: {} } };
  });
}

function refuseSeveral({ checkers }: StormConfig, kind: Kind): void {
  if (checkers.length === 1) return;
  const names = checkers.map(({ name }) => name).join(",");
  throw refusal("CHECKER", names, "one checker", { why: `the finding of ${kind}.js is about one` });
}

function refuseSpeaking({ checkers }: StormConfig): void {
  const [checker] = checkers;
  if (!canWait(checker)) {
    throw refusal("CHECKER", checker.name, "a check that says nothing, such as rst, fin or half-open", {
      why: "a sweep changes how long one silent check waits before it closes",
    });
  }
}

/** Refuses delays beyond the end of a half-open check, as with a spelled-out checker: nothing can be concluded from there on. */
function refuseLateHalfOpen({ config, delays }: TrialsConfig): void {
  const [{ name, connections }] = config.checkers as [Checker];
  if (connections[0].handshake !== "half-open" || delays.toMs < HALF_OPEN_ENDS_MS) return;
  throw refusal(
    "DELAYS",
    config.given.find((one) => one.name === "DELAYS")?.value ?? settings.DELAYS.default,
    `a range that ends below ${HALF_OPEN_ENDS_MS}ms, such as 0s..150ms`,
    { why: `${name} withholds the ACK of its handshake, and the kernel sends it by itself at about 200ms` },
  );
}
