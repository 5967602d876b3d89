import { expect, test } from "vitest";
import type { Gate } from "../../lib/model/gates";
import { makePlan } from "../../lib/plan/make-plan";
import { profiles } from "../../thresholds/index";
import { checker, config } from "./config";

const profile = (...gates: Gate[]) => ({ ...profiles.get("default")!, name: "mine", gates });

const compiled: [gate: Omit<Gate, "name">, metric: string, statistic: string, limits: string[]][] = [
  [{ phase: "storm", measure: "accepted", atLeast: 0.95 }, "hc_client_accepted{phase:storm}", "rate", [">=0.95"]],
  [{ phase: "recovery", measure: "outage", atMost: 1500 }, "hc_client_outage{phase:recovery}", "max", ["<=1500"]],
  [{ phase: "storm", measure: "connect", atMost: 20 }, "hc_client_connect{phase:storm}", "p(95)", ["<=20"]],
  [
    { phase: "storm", measure: "connect", stat: "p50", atMost: 2.5 },
    "hc_client_connect{phase:storm}",
    "med",
    ["<=2.5"],
  ],
  [{ phase: "storm", measure: "connect", stat: "p90", atMost: 9 }, "hc_client_connect{phase:storm}", "p(90)", ["<=9"]],
  [
    { phase: "storm", measure: "first-byte", stat: "p99", atMost: 9 },
    "hc_client_first_byte{phase:storm}",
    "p(99)",
    ["<=9"],
  ],
  [
    { phase: "storm", measure: "first-byte", stat: "max", atLeast: 1, atMost: 9 },
    "hc_client_first_byte{phase:storm}",
    "max",
    [">=1", "<=9"],
  ],
  [{ phase: "storm", measure: "answer", atMost: 9 }, "hc_client_answer{phase:storm}", "p(95)", ["<=9"]],
  [{ phase: "storm", measure: "slowdown", atMost: 3 }, "hc_gates_lost{gate:g}", "count", ["==0"]],
  [{ phase: "night", measure: "queue-growth", atMost: 3 }, "hc_gates_lost{gate:g}", "count", ["==0"]],
  [{ phase: "recovery", measure: "growth", atMost: 0.1 }, "hc_gates_lost{gate:g}", "count", ["==0"]],
  [{ phase: "recovery", measure: "threads-ended", atMost: 0 }, "hc_gates_lost{gate:g}", "count", ["==0"]],
  [{ phase: "recovery", measure: "memory-jump", atMost: 2 }, "hc_gates_lost{gate:g}", "count", ["==0"]],
  [{ phase: "recovery", measure: "busy-after", atMost: 0.5 }, "hc_gates_lost{gate:g}", "count", ["==0"]],
  [{ phase: "recovery", measure: "log-noise", atMost: 1000 }, "hc_gates_lost{gate:g}", "count", ["==0"]],
  [{ phase: "recovery", measure: "restarts", atMost: 0 }, "hc_gates_lost{gate:g}", "count", ["==0"]],
];

test.each(compiled)("the gate %o is a threshold of k6 on %s, by its %s", (gate, metric, statistic, limits) => {
  const { thresholds } = makePlan(config({ gates: profile({ name: "g", ...gate }) }));
  expect(thresholds.filter(({ name }) => name === "g")).toEqual(
    limits.map((limit) => ({ name: "g", kind: "gate", metric, statistic, expression: `${statistic}${limit}` })),
  );
});

const floors: [
  what: string,
  name: string,
  overrides: object,
  speedup: "auto" | number,
  nightMs: number,
  floor: number,
][] = [
  ["the profile's number", "rst", {}, 1, 10_000, 20],
  ["raised by SPEEDUP, the profile's number again", "keepalived", {}, "auto", 10_000, 20],
  ["eight connections held to the end are eight", "hold", {}, 1, 10_000, 8],
  ["eight connections held to the end of a storm without a night are eight", "hold", {}, 1, 0, 8],
  ["thirty held to the end", "hold", { nodes: 30 }, 1, 10_000, 20],
  [
    "held for 5 s by two nodes, opened again at the next full second",
    "hold",
    { holdMs: 5_000, nodes: 2 },
    1,
    10_000,
    8,
  ],
  ["13 of the 15 of a slow cadence", "haproxy", {}, 1, 10_000, 13],
  ["what random first checks are sure to reach", "kubelet", {}, 1, 30_000, 4],
  ["one for each node that holds to the end", "hold", { nodes: 1 }, 1, 10_000, 1],
];

test.each(floors)(
  "the floor says how many checks must have been made: %s",
  (_, name, overrides, speedup, nightMs, floor) => {
    const plan = makePlan(config({ checkers: [checker(name, overrides)], speedup, phases: { nightMs } }));
    expect(plan.thresholds.find((threshold) => threshold.name === `${name}-checks`)).toEqual({
      name: `${name}-checks`,
      kind: "floor",
      metric: `hc_checks{checker:${name}}`,
      statistic: "count",
      expression: `count>=${floor}`,
    });
  },
);
