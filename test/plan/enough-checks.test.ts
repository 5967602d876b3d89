/** The smallest plans that are let through, and what is said of smaller ones. */
import { expect, test } from "vitest";
import { refusalOf } from "../settings/resolve";
import type { CheckerOverrides } from "../../lib/checkers/build-checker";
import { makePlan } from "../../lib/plan/make-plan";
import { Refusal } from "../../lib/text/refusal";
import { checker, config } from "./config";

type Row = [
  what: string,
  name: string,
  overrides: CheckerOverrides,
  settings: { speedup?: "auto" | number; maxRate?: number; stormMs?: number; nightMs?: number; checks?: number },
];

const plan = (
  name: string,
  overrides: CheckerOverrides,
  { speedup = "auto", maxRate = 1_000, checks, ...phases }: Row[3] = {},
) =>
  makePlan(
    config({
      checkers: [checker(name, { ...overrides, name: "lb" })],
      speedup,
      checks: checks ?? null,
      phases,
      limits: { allowPublic: false, maxRate, maxHeld: 1_000 },
    }),
  );

const refused: [...Row, message: string][] = [
  [
    "the product's own cadence in a short storm",
    "kubelet",
    {},
    { speedup: 1 },
    'STORM: expected SPEEDUP=auto, more NODES, or STORM=35s, got "20s": too short for lb (1 node every 10000ms), which is certain of 2 checks in storm and night, and fewer than 4 say nothing',
  ],
  [
    "a short storm in which not every node gets to one, where more nodes would not help",
    "aws-nlb",
    {},
    { speedup: 1 },
    'STORM: expected SPEEDUP=auto, or STORM=57s, got "20s": too short for lb (3 nodes every 30000ms), which is certain of 0 checks in storm and night, and fewer than 4 say nothing',
  ],
  [
    "held for longer than storm and night",
    "hold",
    { holdMs: 60_000, nodes: 2 },
    {},
    'STORM: expected a shorter HOLD, or STORM=126s, got "20s": too short for lb (2 nodes every 1000ms), which is certain of 0 checks in storm and night, and fewer than 4 say nothing',
  ],
  [
    "a delay that leaves room for three",
    "delayed-close",
    { delayMs: 1_000, timeoutMs: 3_000 },
    { stormMs: 4_500, nightMs: 0 },
    'STORM: expected a shorter DELAY, more NODES, or STORM=5s, got "4500ms": too short for lb (1 node every 100ms), which is certain of 3 checks in storm and night, and fewer than 4 say nothing',
  ],
  [
    "a cadence that MAX_RATE keeps down",
    "keepalived",
    {},
    { maxRate: 2, stormMs: 1_000, nightMs: 0 },
    'STORM: expected SPEEDUP=133.34 with MAX_RATE=267, or STORM=134s, got "1s": too short for lb (2 nodes every 60000ms), which is certain of 0 checks in storm and night, and fewer than 4 say nothing',
  ],
  [
    "fewer than were asked for",
    "rst",
    {},
    { stormMs: 1_000, nightMs: 0, speedup: 1, checks: 20 },
    'CHECKS: expected SPEEDUP=auto, more NODES, or STORM=3s, got "20": too many for lb (1 node every 100ms): storm and night have time for 10 checks',
  ],
  [
    "not one of those that were asked for",
    "keepalived",
    {},
    { stormMs: 5_000, nightMs: 0, speedup: 1, checks: 1 },
    'CHECKS: expected SPEEDUP=auto, or STORM=67s, got "1": too many for lb (2 nodes every 60000ms): storm and night have time for 0 checks',
  ],
];

test.each(refused)("too few checks are refused: %s", (_, name, overrides, settings, message) => {
  const attempt = () => plan(name, overrides, settings);
  expect(attempt).toThrow(Refusal);
  expect(attempt).toThrow(new Refusal(message));
});

test.each(refused)(
  "the storm that the refusal of too few checks names is long enough: %s",
  (_, name, overrides, settings, message) => {
    const stormMs = Number(/STORM=(\d+)s, got /.exec(message)![1]) * 1_000;
    expect(() => plan(name, overrides, { ...settings, stormMs })).not.toThrow();
    // What was asked for has some time to spare there: a check that comes late costs none.
    if (settings.checks !== undefined) return;
    expect(() => plan(name, overrides, { ...settings, stormMs: stormMs - 1_000 })).toThrow(/^STORM: /);
  },
);

const allowed: Row[] = [
  ["SPEEDUP=auto", "kubelet", {}, {}],
  ["more nodes", "kubelet", { nodes: 2 }, { speedup: 1 }],
  ["four in ten seconds less a tenth", "rst", { intervalMs: 2_250 }, { speedup: 1, stormMs: 10_000, nightMs: 0 }],
  ["one connection, held to the end", "hold", { nodes: 1 }, {}],
  ["one check, where one was asked for", "rst", {}, { stormMs: 1_000, nightMs: 0, speedup: 1, checks: 1 }],
  ["just as many as were asked for", "rst", {}, { stormMs: 1_000, nightMs: 0, speedup: 1, checks: 10 }],
];

test.each(allowed)("enough checks are allowed: %s", (_, name, overrides, settings) => {
  expect(() => plan(name, overrides, settings)).not.toThrow();
});

test("the SPEEDUP that is offered makes the CHECKS that there was no time for", () => {
  const settings = { checks: 5_000, checkers: [checker("rst")] };
  const line = refusalOf(() => makePlan(config(settings)));
  expect(line).toMatch(/^CHECKS: expected SPEEDUP=18\.52, or STORM=\d+s, got "5000": too many for rst /);
  expect(makePlan(config({ ...settings, speedup: 18.52 })).checkers[0]!.plannedChecks).toEqual({
    storm: 3_704,
    night: 1_296,
  });
});
