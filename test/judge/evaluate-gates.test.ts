import { expect, test } from "vitest";
import type { Gate } from "../../lib/model/gates";
import type { Observation } from "../../lib/model/gate-result";
import { evaluateGates } from "../../lib/judge/evaluate-gates";
import { run, stats, type RunLiteral } from "./run";

const accepted: Gate = { name: "g", phase: "storm", measure: "accepted", atLeast: 0.99 };
const outage: Gate = { name: "g", phase: "storm", measure: "outage", atMost: 2000 };
const connect: Gate = { name: "g", phase: "storm", measure: "connect", atMost: 500 };
const firstByte: Gate = { name: "g", phase: "recovery", measure: "first-byte", stat: "p99", atMost: 1000 };
const slowdown: Gate = { name: "g", phase: "storm", measure: "slowdown", atMost: 5, ignoreBelowMs: 50 };
const queue: Gate = { name: "g", phase: "night", measure: "queue-growth", atMost: 4 };
const kernel: RunLiteral = { client: { evidence: "kernel" } };

const table: [string, Gate, RunLiteral, boolean, number | null, Observation][] = [
  ["exactly enough clients were accepted", accepted, { storm: "198+ 2-" }, true, 0.99, { kind: "accepted" }],
  ["one client too few was accepted", accepted, { storm: "197+ 3-" }, false, 0.985, { kind: "accepted" }],
  ["nobody came", accepted, { storm: "" }, true, null, { kind: "not-measured", why: { kind: "no-clients" } }],
  [
    "the run has no such phase",
    queue,
    { seconds: { night: 0 } },
    true,
    null,
    { kind: "not-measured", why: { kind: "no-phase" } },
  ],
  [
    "a run that is cut short may still meet it",
    accepted,
    { storm: "98+ 2-", end: "interrupted", endedAt: 20 },
    true,
    0.99,
    { kind: "accepted-at-best" },
  ],
  [
    "a run that is cut short has lost it for sure",
    accepted,
    { storm: "97+ 3-", end: "interrupted", endedAt: 20 },
    false,
    0.985,
    { kind: "accepted-at-best" },
  ],
  [
    "a run was cut short after the phase was over",
    accepted,
    { storm: "197+ 3-", recovery: "", end: "interrupted", endedAt: 35 },
    false,
    0.985,
    { kind: "accepted" },
  ],
  [
    "an outage was as long as allowed",
    outage,
    { storm: { order: "200+", longestOutageMs: 2000 } },
    true,
    2000,
    { kind: "outage", phaseMs: null },
  ],
  [
    "an outage was a moment longer than allowed",
    outage,
    { storm: { order: "200+", longestOutageMs: 2000.1 } },
    false,
    2000.1,
    { kind: "outage", phaseMs: null },
  ],
  [
    "the time to connect counts",
    connect,
    { storm: { order: "200+", connectMs: { ...stats(200, 1), p95: 1024 } } },
    false,
    1024,
    { kind: "client-time" },
  ],
  [
    "the time to the first byte counts",
    firstByte,
    { recovery: { order: "150+", firstByteMs: { ...stats(150, 1), p99: 999 } } },
    true,
    999,
    { kind: "client-time" },
  ],
  [
    "the time to the answer counts",
    { ...firstByte, measure: "answer" },
    { recovery: { order: "150+", firstByteMs: stats(150, 1), answerMs: { ...stats(150, 1), p99: 1001 } } },
    false,
    1001,
    { kind: "client-time" },
  ],
  [
    "a time was longer than the phase itself",
    { ...outage, phase: "recovery" },
    { seconds: { recovery: 3 }, recovery: { order: "30-", longestOutageMs: 6210 } },
    false,
    6210,
    { kind: "outage", phaseMs: 3000 },
  ],
  [
    "no client had a first byte",
    firstByte,
    { recovery: "150-" },
    false,
    null,
    { kind: "nobody-timed", what: "first-byte" },
  ],
  [
    "quantiles of half a phase may still change",
    connect,
    { storm: { order: "50+", connectMs: stats(50, 900) }, end: "interrupted", endedAt: 15 },
    true,
    null,
    { kind: "not-measured", why: { kind: "cut-short" } },
  ],
  [
    "the maximum of half a phase may not change",
    { ...connect, stat: "max" },
    { storm: { order: "50+", connectMs: stats(50, 900) }, end: "interrupted", endedAt: 15 },
    false,
    900,
    { kind: "client-time" },
  ],
  [
    "answers took many times as long, and enough to be felt",
    slowdown,
    { storm: { order: "200+", answerMs: stats(200, 54) } },
    false,
    30,
    { kind: "slowdown", what: "answer", stat: "p95", ms: 54, baselineMs: 1.8 },
  ],
  [
    "answers took many times as long, and too little to be felt",
    slowdown,
    { storm: { order: "200+", answerMs: stats(200, 51.7) } },
    true,
    51.7 / 1.8,
    { kind: "slowdown", what: "answer", stat: "p95", ms: 51.7, baselineMs: 1.8 },
  ],
  [
    "answers were no slower than our own generator was late",
    slowdown,
    { storm: { order: "200+", answerMs: stats(200, 54), lagMs: stats(200, 53) } },
    true,
    30,
    { kind: "slowdown", what: "answer", stat: "p95", ms: 54, baselineMs: 1.8 },
  ],
  [
    "the connects count of clients that wait for nothing",
    slowdown,
    {
      baseline: { order: "100+", answerMs: stats(0, 0) },
      storm: { order: "200+", answerMs: stats(0, 0), connectMs: stats(200, 100) },
    },
    false,
    1000,
    { kind: "slowdown", what: "connect", stat: "p95", ms: 100, baselineMs: 0.1 },
  ],
  [
    "the queue is far away",
    queue,
    kernel,
    true,
    null,
    { kind: "not-measured", why: { kind: "queue-not-read", reason: "no listener of 192.0.2.1:4000 on this host" } },
  ],
  [
    "the queue kept some",
    queue,
    {
      ...kernel,
      queue: [
        [29.9, 3],
        [31, 5],
        [33, 6],
        [35, 9],
        [39, 8],
      ],
    },
    false,
    5,
    { kind: "queue-growth" },
  ],
  [
    "all four thousand connections in the queue are told",
    queue,
    {
      ...kernel,
      queue: [
        [29.9, 0],
        [31, 1000],
        [33, 2000],
        [35, 3000],
        [39, 4097],
      ],
    },
    false,
    4097,
    { kind: "queue-growth" },
  ],
  [
    "the listener of the queue died",
    queue,
    {
      ...kernel,
      queue: [
        [29.9, 3],
        [31, 5],
        [33, 6],
        [35, 9],
        [36, 12],
      ],
    },
    true,
    null,
    { kind: "not-measured", why: { kind: "listener-ended" } },
  ],
  [
    "a burst at the end is not kept in the queue",
    queue,
    {
      ...kernel,
      queue: [
        [29.9, 0],
        [31, 0],
        [33, 0],
        [34, 0],
        [36, 0],
        [37, 0],
        [38, 0],
        [39, 40],
      ],
    },
    true,
    0,
    { kind: "queue-growth" },
  ],
];

test.each(table)("a gate is judged: %s", (_, gate, literal, ok, observed, seen) => {
  const [result] = evaluateGates(run({ ...literal, gates: [gate] }));
  expect(result).toMatchObject({ gate, ok, observed });
  expect(result!.seen).toEqual(seen);
});
