import { expect, test } from "vitest";
import { makePlan } from "../../lib/plan/make-plan";
import { profiles } from "../../thresholds/index";
import { checker, config } from "./config";

/** The embedded server, as config.ts has it. */
const TARGET = "embedded:stuck-greeting";

test("the default settings give this whole plan", () => {
  const clients = (phase: string, startTime: string, duration: string) => ({
    executor: "constant-arrival-rate",
    exec: "client",
    startTime,
    gracefulStop: "7s",
    tags: { phase, target: TARGET },
    env: { PHASE: phase },
    rate: 10,
    timeUnit: "1s",
    duration,
    preAllocatedVUs: 65,
    maxVUs: 65,
  });
  const must = (threshold: string) => [{ threshold, abortOnFail: false }];
  const plan = makePlan(config());
  expect(plan.phases).toEqual([
    { name: "baseline", startMs: 0, endMs: 10_000 },
    { name: "storm", startMs: 10_000, endMs: 30_000 },
    { name: "night", startMs: 30_000, endMs: 40_000 },
    { name: "recovery", startMs: 40_000, endMs: 55_000 },
  ]);
  expect(plan.options).toEqual({
    scenarios: {
      clients_baseline: clients("baseline", "0s", "10s"),
      clients_storm: clients("storm", "10s", "20s"),
      clients_recovery: clients("recovery", "40s", "15s"),
      checker_rst: {
        executor: "per-vu-iterations",
        exec: "checker",
        startTime: "10s",
        gracefulStop: "1s",
        tags: { target: TARGET },
        env: { CHECKER: "0" },
        vus: 1,
        iterations: 1,
        maxDuration: "30s",
      },
      observer: {
        executor: "per-vu-iterations",
        exec: "observer",
        startTime: "0s",
        gracefulStop: "1s",
        tags: { target: TARGET },
        env: {},
        vus: 1,
        iterations: 1,
        maxDuration: "55s",
      },
    },
    thresholds: {
      "hc_client_accepted{phase:storm}": must("rate>=0.99"),
      "hc_client_outage{phase:storm}": must("max<=2000"),
      "hc_gates_lost{gate:storm-slowdown}": must("count==0"),
      "hc_gates_lost{gate:storm-queue}": must("count==0"),
      "hc_gates_lost{gate:night-queue}": must("count==0"),
      "hc_gates_lost{gate:recovery-growth}": must("count==0"),
      "hc_gates_lost{gate:recovery-threads}": must("count==0"),
      "hc_gates_lost{gate:recovery-memory}": must("count==0"),
      "hc_gates_lost{gate:recovery-busy}": must("count==0"),
      "hc_gates_lost{gate:recovery-restarts}": must("count==0"),
      "hc_gates_lost{gate:recovery-log}": must("count==0"),
      "hc_client_accepted{phase:recovery}": must("rate>=0.99"),
      "hc_client_outage{phase:recovery}": must("max<=2000"),
      hc_gates_lost: must("count==0"),
      "hc_client_accepted{phase:baseline}": must("rate>=0.99"),
      "hc_client_attempts{phase:baseline}": must("count>=5"),
      "hc_client_attempts{phase:storm}": must("count>=5"),
      "hc_client_attempts{phase:recovery}": must("count>=5"),
      "hc_checks{checker:rst}": must("count>=20"),
      "hc_check_verified{checker:rst}": must("rate>=0.2"),
      hc_harness_errors: must("count==0"),
    },
    summaryTrendStats: ["count", "min", "avg", "med", "p(90)", "p(95)", "p(99)", "max"],
    setupTimeout: "70s",
    teardownTimeout: "60s",
    noCookiesReset: true,
  });
  expect(plan.checkers).toEqual([
    {
      ...checker("rst"),
      speedup: 1,
      factor: 1,
      factorReason: "own-rate-is-enough",
      plannedIntervalMs: 100,
      plannedChecks: { storm: 200, night: 100 },
      most: null,
      realRatePerSecond: 10,
    },
  ]);
});

test("a plan is plain JSON", () => {
  const plan = makePlan(config({ checkers: [checker("hold"), checker("haproxy")] }));
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});

test("phases without length are left out, with their clients and their gates", () => {
  const plan = makePlan(config({ phases: { nightMs: 0, recoveryMs: 0 } }));
  expect(plan.phases.map(({ name }) => name)).toEqual(["baseline", "storm"]);
  expect(Object.keys(plan.options.scenarios)).toEqual(["clients_baseline", "clients_storm", "checker_rst", "observer"]);
  const gates = plan.thresholds.filter(({ kind }) => kind === "gate").map(({ name }) => name);
  expect(gates).toEqual(["storm-accepted", "storm-outage", "storm-slowdown", "storm-queue", "all-gates"]);
  expect(Object.keys(plan.options.thresholds).join()).not.toMatch(/night|recovery/);
});

test("every threshold of k6 stands for a gate or a floor, by name", () => {
  const gates = profiles.get("strict")!;
  const plan = makePlan(config({ checkers: [checker("rst"), checker("haproxy")], speedup: 1, gates }));
  const inK6 = Object.entries(plan.options.thresholds).flatMap(([metric, list]) =>
    list.map(({ threshold }) => `${metric} ${threshold}`),
  );
  expect(plan.thresholds.map(({ metric, expression }) => `${metric} ${expression}`).sort()).toEqual(inK6.sort());
  expect(plan.thresholds.filter(({ kind }) => kind === "floor").map(({ name }) => name)).toEqual([
    "baseline-accepted",
    "baseline-clients",
    "storm-clients",
    "recovery-clients",
    "rst-checks",
    "rst-fidelity",
    "haproxy-checks",
    "haproxy-fidelity",
    "harness-errors",
  ]);
});

test("where a second storm may decide, no threshold of k6 looks at the share of both storms that was verified", () => {
  const { second, thresholds } = makePlan(config({ checkers: [checker("haproxy")], speedup: 2 }));
  expect(second).not.toBeNull();
  expect(thresholds.filter(({ metric }) => metric.startsWith("hc_check_verified"))).toEqual([]);
});
