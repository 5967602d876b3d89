/** The k6 scenarios of a run: clients at a steady arrival rate, one VU per node of each checker, one observer. */
import { rounded } from "../text/decimal";
import { DRAIN_MS } from "../wire/client-wire";
import type { ClientConfig } from "../model/config";
import type { PhaseName } from "../model/phases";
import { checkedPhases } from "./planned-phases";
import type { K6Scenario, PhaseSpan, PlannedChecker } from "../model/plan";
import { isNonEmpty, lastOf, type NonEmpty } from "../model/non-empty";

/** What an attempt under way at the end of its phase may take beyond its timeout and drain, ms. */
const SLACK_MS = 1_000;
/** VUs beyond those that can be busy at once, so that a late one costs no attempt. */
const SPARE_VUS = 5;

export const CLIENT_PHASES: readonly PhaseName[] = ["baseline", "storm", "recovery"];

export function scenarios(
  phases: readonly PhaseSpan[],
  client: Pick<ClientConfig, "ratePerSecond" | "timeoutMs">,
  checkers: readonly PlannedChecker[],
): Record<string, K6Scenario> {
  const all: Record<string, K6Scenario> = {};
  for (const phase of phases) {
    if (CLIENT_PHASES.includes(phase.name)) all[`clients_${phase.name}`] = clientScenario(phase, client);
  }
  const checks = checkedPhases(phases);
  if (isNonEmpty(checks)) {
    checkers.forEach((checker, index) => {
      all[`checker_${checker.name}`] = checkerScenario(checker, index, checks);
    });
  }
  all.observer = observerScenario(phases);
  return all;
}

/** k6 wants whole rates: below or between, one attempt per so much time. */
function clientScenario(
  phase: PhaseSpan,
  { ratePerSecond, timeoutMs }: Pick<ClientConfig, "ratePerSecond" | "timeoutMs">,
): K6Scenario {
  const whole = Number.isInteger(ratePerSecond);
  const longestMs = timeoutMs + DRAIN_MS;
  const vus = Math.ceil((ratePerSecond * longestMs) / 1_000) + SPARE_VUS;
  return {
    executor: "constant-arrival-rate",
    exec: "client",
    startTime: goDuration(phase.startMs),
    gracefulStop: goDuration(longestMs + SLACK_MS),
    tags: { phase: phase.name },
    env: { PHASE: phase.name },
    rate: whole ? ratePerSecond : 1,
    timeUnit: whole ? "1s" : goDuration(1_000 / ratePerSecond),
    duration: goDuration(phase.endMs - phase.startMs),
    preAllocatedVUs: vus,
    maxVUs: vus,
  };
}

/** Each VU is a node and loops over its checks itself; the stop leaves time for what is held to the very end of the phase. */
function checkerScenario(checker: PlannedChecker, index: number, phases: NonEmpty<PhaseSpan>): K6Scenario {
  const startMs = phases[0].startMs;
  return {
    executor: "per-vu-iterations",
    exec: "checker",
    startTime: goDuration(startMs),
    gracefulStop: goDuration(SLACK_MS),
    tags: {},
    env: { CHECKER: String(index) },
    vus: checker.nodes,
    iterations: 1,
    maxDuration: goDuration(lastOf(phases).endMs - startMs),
  };
}

function observerScenario(phases: readonly PhaseSpan[]): K6Scenario {
  return {
    executor: "per-vu-iterations",
    exec: "observer",
    startTime: "0s",
    gracefulStop: goDuration(SLACK_MS),
    tags: {},
    env: {},
    vus: 1,
    iterations: 1,
    maxDuration: goDuration(lastOf(phases).endMs),
  };
}

/** `20s`, `1500ms`, `93.5ms`. */
export function goDuration(ms: number): string {
  return ms % 1_000 === 0 ? `${ms / 1_000}s` : `${rounded(ms, 6)}ms`;
}
