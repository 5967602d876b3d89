/** The plan of a run: everything the VUs, `setup`, `teardown` and the reports need, as plain JSON, resolved once. */
import type { Checker } from "./checker";
import type { StormConfig } from "./config";
import type { PhaseName } from "./phases";
import type { NonEmpty } from "./non-empty";

/** A checker with the cadence it will really have in this run. */
export interface PlannedChecker extends Checker {
  /** By how much its cadence is raised; 1 is the product's own. */
  speedup: number;
  /**
   * How many times as often as the product it really checks: less than `speedup` where a check lasts longer than the raised interval,
   * because nothing inside a check is ever shortened.
   */
  factor: number;
  factorReason: FactorReason;
  /** Interval of one node in this run, ms: intervalMs / speedup. */
  plannedIntervalMs: number;
  /** Checks the plan makes in storm and night, all nodes. */
  plannedChecks: { storm: number; night: number };
  /** Its place among the checks that one process of the product spreads over the interval; left out: it is alone. */
  turn?: Turn;
  /** All nodes together make so many at the most; null: as many as the time allows. */
  most: number | null;
  /** Checks per second of the real product: nodes / interval. */
  realRatePerSecond: number;
}

/** The `index`-th of `of`, from 0. */
export interface Turn {
  index: number;
  of: number;
}

/** Why a checker's cadence is raised by what it is. */
export type FactorReason =
  /** Connections are held to the end of the phase, or until the next check is due. */
  | "held-to-phase-end"
  | "held-to-next-check"
  /** SPEEDUP is a number. */
  | "as-set"
  /** SPEEDUP=auto: the product's own cadence makes enough checks, or a raised one does. */
  | "own-rate-is-enough"
  | "enough"
  /** SPEEDUP=auto wants more than MAX_RATE allows, or than a node can make one after the other. */
  | "max-rate"
  | "one-at-a-time";

/** VUs that wait for a second storm (lib/plan/second-storm.ts). */
export interface SecondPool {
  clients: number;
  nodes: number;
}

/** A stretch of the run, ms since the end of `setup`. */
export interface PhaseSpan {
  name: PhaseName;
  startMs: number;
  endMs: number;
}

/** The second storm of a run, at the balancer's own rate (lib/plan/second-storm.ts). */
export interface SecondStorm {
  /** Storm, night where the harm was the night's, and recovery; ms since the end of `setup`. */
  phases: NonEmpty<PhaseSpan>;
  checkers: NonEmpty<PlannedChecker>;
  /** How many times as often as the balancer it checks: 1, or what its bound in time makes necessary. */
  factor: number;
}

/** What the plan chose where the settings leave it open. */
export type PlanNote =
  /** A shorter storm would have too few checks, because no check is shortened. */
  | { kind: "longer-storm"; stormMs: number }
  /** Whatever SPEEDUP says, for this reason. */
  | { kind: "own-rate-kept"; checker: string; factorReason: FactorReason };

export interface Plan {
  config: StormConfig;
  checkers: NonEmpty<PlannedChecker>;
  /** Only phases with a length above 0, in order. */
  phases: NonEmpty<PhaseSpan>;
  /** Who waits for a second storm at the own rate, should the first one do harm; null: there will be none. */
  second: SecondPool | null;
  notes: PlanNote[];
  /** The k6 options: scenarios, thresholds, summaryTrendStats. */
  options: K6Options;
  /** Which k6 threshold stands for which gate or floor. */
  thresholds: PlannedThreshold[];
}

export interface PlannedThreshold {
  /** The gate's or floor's name. */
  name: string;
  kind: "gate" | "floor";
  /** k6 metric with its selector, `hc_client_accepted{phase:storm}`. */
  metric: string;
  /** What k6 makes of the metric's samples, as its summary names it: `rate`, `count`, `p(95)`. */
  statistic: string;
  /** The statistic and its limit, `p(95)<=200`. */
  expression: string;
}

/** The part of k6's options that a plan uses. */
export interface K6Options {
  /** Tags of every sample, unless `--tag` on k6's command line replaces them. */
  tags?: Record<string, string>;
  scenarios: Record<string, K6Scenario>;
  thresholds: Record<string, { threshold: string; abortOnFail: false }[]>;
  summaryTrendStats: string[];
  setupTimeout: string;
  teardownTimeout: string;
  noCookiesReset: true;
}

export interface K6Scenario {
  executor: "constant-arrival-rate" | "per-vu-iterations";
  exec: "client" | "checker" | "observer" | "driver" | "check";
  startTime: string;
  gracefulStop: string;
  tags: Record<string, string>;
  env: Record<string, string>;
  /** constant-arrival-rate */
  rate?: number;
  timeUnit?: string;
  duration?: string;
  preAllocatedVUs?: number;
  maxVUs?: number;
  /** per-vu-iterations */
  vus?: number;
  iterations?: number;
  maxDuration?: string;
}
