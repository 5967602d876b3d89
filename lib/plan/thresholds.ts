/**
 * Gates and floors as k6 thresholds.
 *
 * k6 evaluates natively what it can say; what needs two phases, the queue or the process (slowdown, queue-growth, growth and its like) is
 * evaluated at the end of the run and counted in `hc_gates_lost`, as is every lost gate, so that one threshold stands for all of them. So is
 * every gate of a run at a raised rate, because a second storm at the balancer's own rate may decide otherwise. None of them ends
 * the run (abortOnFail): then k6 would exit 99 also when the verdict is inconclusive. k6 passes a threshold on a metric without samples:
 * hence the floors, and hence no threshold for the gates of a phase that the run leaves out.
 */
import { GATES_LOST } from "./gates-lost";
import type { StormConfig } from "../model/config";
import type { Gate, Stat } from "../model/gates";
import { measureRow } from "../measures";
import { checkFloor } from "./planned-floors";
import type { K6Options, PhaseSpan, PlannedChecker, PlannedThreshold } from "../model/plan";
import { CLIENT_PHASES } from "./scenarios";

export function plannedThresholds(
  config: Pick<StormConfig, "gates" | "phases">,
  phases: readonly PhaseSpan[],
  checkers: readonly PlannedChecker[],
  second: boolean,
): PlannedThreshold[] {
  const { gates, floors } = config.gates;
  const withClients = phases.map(({ name }) => name).filter((name) => CLIENT_PHASES.includes(name));
  const floor = (name: string, metric: string, statistic: string, limit: string) =>
    planned({ name, kind: "floor", metric }, statistic, limit);
  return [
    ...gates
      .filter((gate) => phases.some(({ name }) => name === gate.phase))
      .flatMap((gate) => gateThresholds(gate, second)),
    planned({ name: "all-gates", kind: "gate", metric: GATES_LOST }, "count", "==0"),
    floor(
      "baseline-accepted",
      select("hc_client_accepted", "phase", "baseline"),
      "rate",
      `>=${floors.baselineAccepted}`,
    ),
    ...withClients.map((phase) =>
      floor(`${phase}-clients`, select("hc_client_attempts", "phase", phase), "count", `>=${floors.clientAttempts}`),
    ),
    ...checkers.flatMap((checker) => [
      floor(
        `${checker.name}-checks`,
        select("hc_checks", "checker", checker.name),
        "count",
        `>=${checkFloor(checker, config.phases, floors)}`,
      ),
      // k6 sees one share for two storms together; the judge looks at that of the storm which decides.
      ...(second
        ? []
        : [
            floor(
              `${checker.name}-fidelity`,
              select("hc_check_verified", "checker", checker.name),
              "rate",
              `>=${floors.verifiedShare}`,
            ),
          ]),
    ]),
    // No threshold on dropped_iterations: crossed, it would end with k6's "failed" what is our own trouble. The judge counts them.
    floor("harness-errors", "hc_harness_errors", "count", "==0"),
  ];
}

/** @param limit with its operator, `>=0.95` */
function planned(
  about: Pick<PlannedThreshold, "name" | "kind" | "metric">,
  statistic: string,
  limit: string,
): PlannedThreshold {
  return { ...about, statistic, expression: `${statistic}${limit}` };
}

/** The same as k6 wants them. */
export function k6Thresholds(all: readonly PlannedThreshold[]): K6Options["thresholds"] {
  const thresholds: K6Options["thresholds"] = {};
  for (const { metric, expression } of all) {
    (thresholds[metric] = thresholds[metric] ?? []).push({ threshold: expression, abortOnFail: false });
  }
  return thresholds;
}

/** @param second a second storm may decide otherwise than the first, whose samples k6 would see: then the judge alone evaluates */
function gateThresholds(gate: Gate, second: boolean): PlannedThreshold[] {
  const known = second ? undefined : measureRow(gate.measure).k6;
  const { name, phase, stat, atLeast, atMost } = gate;
  if (known === undefined) {
    return [planned({ name, kind: "gate", metric: select(GATES_LOST, "gate", name) }, "count", "==0")];
  }
  const limits = [...(atLeast === undefined ? [] : [`>=${atLeast}`]), ...(atMost === undefined ? [] : [`<=${atMost}`])];
  const statistic = known.statistic ?? STATISTICS[stat ?? "p95"];
  const metric = select(known.metric, "phase", phase);
  return limits.map((limit) => planned({ name, kind: "gate", metric }, statistic, limit));
}

const STATISTICS: Record<Stat, string> = { p50: "med", p90: "p(90)", p95: "p(95)", p99: "p(99)", max: "max" };

/** `hc_checks{checker:haproxy}`; names are plain, so that there is nothing to escape. */
function select(metric: string, tag: string, value: string): string {
  return `${metric}{${tag}:${value}}`;
}
