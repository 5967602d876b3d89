import { expect, test } from "vitest";
import type { Gate } from "../../lib/model/gates";
import { evaluateGates } from "../../lib/judge/evaluate-gates";
import { run, stats, type RunLiteral } from "./run";

const accepted: Gate = { name: "g", phase: "storm", measure: "accepted", atLeast: 0.99 };
const outage: Gate = { name: "g", phase: "storm", measure: "outage", atMost: 2000 };
const connect: Gate = { name: "g", phase: "storm", measure: "connect", atMost: 500 };
const firstByte: Gate = { name: "g", phase: "recovery", measure: "first-byte", stat: "p99", atMost: 1000 };
const slowdown: Gate = { name: "g", phase: "storm", measure: "slowdown", atMost: 5, ignoreBelowMs: 50 };
const queue: Gate = { name: "g", phase: "night", measure: "queue-growth", atMost: 4 };
const kernel: RunLiteral = { client: { evidence: "kernel" } };

const table: [string, Gate, RunLiteral, boolean, number | null, string][] = [
  [
    "exactly enough",
    accepted,
    { storm: "198+ 2-" },
    true,
    0.99,
    "99 % of the storm's clients accepted, at least 99 % wanted",
  ],
  [
    "one too few",
    accepted,
    { storm: "197+ 3-" },
    false,
    0.985,
    "98.5 % of the storm's clients accepted, at least 99 % wanted",
  ],
  ["nobody came", accepted, { storm: "" }, true, null, "not measured: no client came in the storm"],
  ["no such phase", queue, { seconds: { night: 0 } }, true, null, "not measured: the run has no night"],
  [
    "cut short, still possible",
    accepted,
    { storm: "98+ 2-", end: "interrupted", endedAt: 20 },
    true,
    0.99,
    "at best 99 % of the storm's clients accepted, had it gone on, at least 99 % wanted",
  ],
  [
    "cut short, lost for sure",
    accepted,
    { storm: "97+ 3-", end: "interrupted", endedAt: 20 },
    false,
    0.985,
    "at best 98.5 % of the storm's clients accepted, had it gone on, at least 99 % wanted",
  ],
  [
    "cut short later, the phase was over",
    accepted,
    { storm: "197+ 3-", recovery: "", end: "interrupted", endedAt: 35 },
    false,
    0.985,
    "98.5 % of the storm's clients accepted, at least 99 % wanted",
  ],
  [
    "as long as allowed",
    outage,
    { storm: { order: "200+", longestOutageMs: 2000 } },
    true,
    2000,
    "no client accepted for 2 s in the storm, at most 2 s allowed",
  ],
  [
    "a moment longer",
    outage,
    { storm: { order: "200+", longestOutageMs: 2000.1 } },
    false,
    2000.1,
    "no client accepted for 2 s in the storm, at most 2 s allowed",
  ],
  [
    "connect",
    connect,
    { storm: { order: "200+", connectMs: { ...stats(200, 1), p95: 1024 } } },
    false,
    1024,
    "connect p95 1.02 s in the storm, at most 500 ms allowed",
  ],
  [
    "first byte",
    firstByte,
    { recovery: { order: "150+", firstByteMs: { ...stats(150, 1), p99: 999 } } },
    true,
    999,
    "first byte p99 999 ms in the recovery, at most 1 s allowed",
  ],
  [
    "answer",
    { ...firstByte, measure: "answer" },
    { recovery: { order: "150+", firstByteMs: stats(150, 1), answerMs: { ...stats(150, 1), p99: 1001 } } },
    false,
    1001,
    "answer p99 1 s in the recovery, at most 1 s allowed",
  ],
  [
    "longer than the phase itself",
    { ...outage, phase: "recovery" },
    { seconds: { recovery: 3 }, recovery: { order: "30-", longestOutageMs: 6210 } },
    false,
    6210,
    "no client accepted for 6.21 s in the recovery of 3 s and the time that its last clients waited, at most 2 s allowed",
  ],
  [
    "no first byte at all",
    firstByte,
    { recovery: "150-" },
    false,
    null,
    "no client of the recovery got an answer, so there is nothing to time",
  ],
  [
    "quantiles of half a phase may still change",
    connect,
    { storm: { order: "50+", connectMs: stats(50, 900) }, end: "interrupted", endedAt: 15 },
    true,
    null,
    "not measured: the storm was cut short",
  ],
  [
    "its maximum may not",
    { ...connect, stat: "max" },
    { storm: { order: "50+", connectMs: stats(50, 900) }, end: "interrupted", endedAt: 15 },
    false,
    900,
    "connect max 900 ms in the storm, at most 500 ms allowed",
  ],
  [
    "many times, and to be felt",
    slowdown,
    { storm: { order: "200+", answerMs: stats(200, 54) } },
    false,
    30,
    "answer p95 54 ms in the storm, 30 times the baseline's 1.8 ms, at most 5 times allowed, or less than 50 ms more",
  ],
  [
    "many times, too little to be felt",
    slowdown,
    { storm: { order: "200+", answerMs: stats(200, 51.7) } },
    true,
    51.7 / 1.8,
    "answer p95 51.7 ms in the storm, 28.7 times the baseline's 1.8 ms, at most 5 times allowed, or less than 50 ms more",
  ],
  [
    "no slower than our own generator was late",
    slowdown,
    { storm: { order: "200+", answerMs: stats(200, 54), lagMs: stats(200, 53) } },
    true,
    30,
    "answer p95 54 ms in the storm, 30 times the baseline's 1.8 ms, at most 5 times allowed, or less than 50 ms more",
  ],
  [
    "clients that wait for nothing: their connects",
    slowdown,
    {
      baseline: { order: "100+", answerMs: stats(0, 0) },
      storm: { order: "200+", answerMs: stats(0, 0), connectMs: stats(200, 100) },
    },
    false,
    1000,
    "connect p95 100 ms in the storm, 1000 times the baseline's 100 µs, at most 5 times allowed, or less than 50 ms more",
  ],
  ["the queue is far away", queue, kernel, true, null, "not measured: no listener of 192.0.2.1:4000 on this host"],
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
    "the accept queue kept 5 more connections over the night, at most 4 allowed",
  ],
  [
    "all four thousand of them are told",
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
    "the accept queue kept 4,097 more connections over the night, at most 4 allowed",
  ],
  [
    "its listener died",
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
    "not measured: nothing listened any more before the night ended",
  ],
  [
    "a burst at the end is not kept",
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
    "the accept queue kept 0 more connections over the night, at most 4 allowed",
  ],
];

test.each(table)("%s", (_, gate, literal, ok, observed, text) => {
  expect(evaluateGates(run({ ...literal, gates: [gate] }))).toMatchObject([{ gate, ok, observed, text }]);
});
