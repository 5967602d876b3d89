/**
 * The lengths of baseline and storm where the settings leave them to us (`auto`).
 *
 * The storm is long enough for the fewest checks that say anything, at a cadence that shortens nothing inside a check. The baseline is the
 * control: it makes {@link CONTROL} times as many connections as the storm, so that a harm which comes late in the storm can still be told
 * from a service that fails after so many connections of any kind (lib/judge/attribute-harm.ts).
 */
import { DRAIN_MS } from "../wire/client-wire";
import type { Connection } from "../model/checker";
import type { Phases, StormConfig } from "../model/config";
import { AUTO } from "../settings/auto-phases";
import { FEWEST } from "./enough-checks";
import { certainChecks, stormMsFor } from "./planned-floors";
import { planChecker } from "./plan-checker";

/** Connections of the control for each connection of the storm. */
export const CONTROL = 2;

/** What an `auto` phase is at the most, ms. A plan that needs more is refused with the number, or its attribution is weak. */
const MOST = { baselineMs: 60_000, stormMs: 600_000 };

export function fitPhases(config: StormConfig): Phases {
  const { auto = [] } = config;
  const stormMs = auto.includes("storm") ? autoStorm(config) : config.phases.stormMs;
  const phases = { ...config.phases, stormMs };
  return auto.includes("baseline") ? { ...phases, baselineMs: autoBaseline({ ...config, phases }) } : phases;
}

function autoStorm(config: StormConfig): number {
  const bare = config.checkers.every(({ bare: ours, holdsUntil }) => ours && holdsUntil === null);
  const least = bare ? AUTO.bareStormMs : AUTO.stormMs;
  const phases = { ...config.phases, stormMs: least };
  const needed = config.checkers.map((checker) => {
    const planned = planChecker(checker, { ...config, phases });
    const wanted = planned.most ?? FEWEST;
    if (checker.holdsUntil === "phase-end" || certainChecks(planned, phases) >= wanted) return least;
    return wholeSeconds(stormMsFor(wanted, planned, phases));
  });
  return Math.min(MOST.stormMs, Math.max(least, ...needed));
}

function autoBaseline(config: StormConfig): number {
  const { client, phases } = config;
  const checksPerMs = config.checkers
    .map((checker) => ({ checker, planned: planChecker(checker, config) }))
    .filter(({ checker }) => checker.connections.some(reachesService))
    .reduce((sum, { planned }) => sum + planned.plannedChecks.storm / phases.stormMs, 0);
  const perClient = 1 + (checksPerMs * 1_000) / client.ratePerSecond;
  // Clients of the baseline that are still under way when it ends are the storm's.
  const spare = Math.min(client.timeoutMs + DRAIN_MS, 1_000);
  const wanted = wholeSeconds(CONTROL * phases.stormMs * perClient + spare);
  return Math.min(MOST.baselineMs, Math.max(AUTO.baselineMs, wanted));
}

/** `accept()` returns it: not where an RST takes the place of the final ACK. Data, and a FIN, carry the ACK. */
export function reachesService({ handshake, steps, ending }: Connection): boolean {
  const speaks = steps.some(({ kind }) => kind !== "wait" && kind !== "hold");
  return handshake === "full" || speaks || ending.kind !== "rst";
}

export function wholeSeconds(ms: number): number {
  return Math.ceil(ms / 1_000 - 1e-9) * 1_000;
}
