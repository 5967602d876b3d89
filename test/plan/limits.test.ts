import { expect, test } from "vitest";
import { makePlan } from "../../lib/plan/make-plan";
import { Refusal } from "../../lib/text/refusal";
import type { StormConfig } from "../../lib/model/config";
import { checker, config } from "./config";

const limits = (maxRate: number, maxHeld = 1_000) => ({ allowPublic: false, maxRate, maxHeld });

const refused: [what: string, settings: Partial<StormConfig>, message: string][] = [
  [
    "too many checks of one checker",
    { checkers: [checker("rst", { nodes: 20, intervalMs: 10 })] },
    'MAX_RATE: expected fewer NODES, a longer INTERVAL, a lower SPEEDUP or MAX_RATE=2000, got "1000": rst (20 nodes every 10ms) makes 2000 checks per second',
  ],
  [
    "too many checks by SPEEDUP",
    { checkers: [checker("rst")], speedup: 150 },
    'MAX_RATE: expected fewer NODES, a longer INTERVAL, a lower SPEEDUP or MAX_RATE=1500, got "1000": rst (1 node every 0.67ms) makes 1500 checks per second',
  ],
  [
    "too many checks at the fast interval",
    { checkers: [{ ...checker("rst"), fastIntervalMs: 1 }], limits: limits(500), speedup: 1 },
    'MAX_RATE: expected fewer NODES, a longer INTERVAL, a lower SPEEDUP or MAX_RATE=1000, got "500": rst (1 node every 100ms) makes 1000 checks per second',
  ],
  [
    "too many checks of several checkers together",
    { checkers: [checker("rst"), checker("fin", { nodes: 2 }), checker("haproxy")], speedup: 1, limits: limits(25) },
    'MAX_RATE: expected fewer NODES, a longer INTERVAL, a lower SPEEDUP or MAX_RATE=31, got "25": fin (2 nodes every 100ms) and 2 more make 30.5 checks per second',
  ],
  [
    "too many connections held to the end",
    { checkers: [checker("hold", { nodes: 40, intervalMs: 5_000 })], limits: limits(1_000, 32) },
    'MAX_HELD: expected fewer NODES, a shorter HOLD, DELAY or TIMEOUT, or MAX_HELD=40, got "32": hold (40 nodes every 5000ms) makes up to 40 connections at the same time',
  ],
  [
    "too many connections held for a while",
    { checkers: [checker("hold", { nodes: 9, holdMs: 3_000 })], limits: limits(1_000, 8) },
    'MAX_HELD: expected fewer NODES, a shorter HOLD, DELAY or TIMEOUT, or MAX_HELD=9, got "8": hold (9 nodes every 1000ms) makes up to 9 connections at the same time',
  ],
];

test.each(refused)("a storm beyond its limit is refused: %s", (_, settings, message) => {
  const attempt = () => makePlan(config(settings));
  expect(attempt).toThrow(Refusal);
  expect(attempt).toThrow(new Refusal(message));
});

const allowed: [what: string, settings: Partial<StormConfig>][] = [
  ["exactly MAX_RATE", { checkers: [checker("rst", { nodes: 10, intervalMs: 10 })], limits: limits(1_000) }],
  ["exactly MAX_HELD", { checkers: [checker("hold")], limits: limits(1_000, 8) }],
  // 100 nodes, but no more than one connection of 10 ms is open at a time.
  [
    "short connections of many nodes",
    { checkers: [checker("delayed-close", { nodes: 100, intervalMs: 10_000 })], speedup: 1, limits: limits(1_000, 1) },
  ],
  ["connections that close at once", { checkers: [checker("rst", { nodes: 50 })], limits: limits(1_000, 1) }],
];

test.each(allowed)("a storm within its limits is allowed: %s", (_, settings) => {
  expect(() => makePlan(config(settings))).not.toThrow();
});
