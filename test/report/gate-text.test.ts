/** What was seen of a gate, in words, and why it could not be measured. */
import { expect, test } from "vitest";
import type { GateResult, Unmeasured } from "../../lib/model/gate-result";
import type { Gate } from "../../lib/model/gates";
import type { Measure, NothingFound } from "../../lib/model/measures";
import { gateText, inUnit } from "../../lib/report/gate-text";
import { processes } from "../judge/processes";
import { GATES } from "../judge/run";
import { journalOf } from "./journals";

const accepted: Gate = { name: "g", phase: "storm", measure: "accepted", atLeast: 0.99 };
const outage: Gate = { name: "g", phase: "storm", measure: "outage", atMost: 2000 };
const connect: Gate = { name: "g", phase: "storm", measure: "connect", atMost: 500 };
const firstByte: Gate = { name: "g", phase: "recovery", measure: "first-byte", stat: "p99", atMost: 1000 };
const slowdown: Gate = { name: "g", phase: "storm", measure: "slowdown", atMost: 5, ignoreBelowMs: 50 };
const queue: Gate = { name: "g", phase: "night", measure: "queue-growth", atMost: 4 };

const table: [gate: Gate, observed: number | null, seen: GateResult["seen"], text: string][] = [
  [accepted, 0.99, { kind: "accepted" }, "99 % of the storm's clients accepted, at least 99 % wanted"],
  [accepted, 0.985, { kind: "accepted" }, "98.5 % of the storm's clients accepted, at least 99 % wanted"],
  [accepted, null, { kind: "not-measured", why: { kind: "no-clients" } }, "not measured: no client came in the storm"],
  [queue, null, { kind: "not-measured", why: { kind: "no-phase" } }, "not measured: the run has no night"],
  [
    accepted,
    0.99,
    { kind: "accepted-at-best" },
    "at best 99 % of the storm's clients accepted, had it gone on, at least 99 % wanted",
  ],
  [
    accepted,
    0.985,
    { kind: "accepted-at-best" },
    "at best 98.5 % of the storm's clients accepted, had it gone on, at least 99 % wanted",
  ],
  [outage, 2000, { kind: "outage", phaseMs: null }, "no client accepted for 2 s in the storm, at most 2 s allowed"],
  [outage, 2000.1, { kind: "outage", phaseMs: null }, "no client accepted for 2 s in the storm, at most 2 s allowed"],
  [connect, 1024, { kind: "client-time" }, "connect p95 1.02 s in the storm, at most 500 ms allowed"],
  [firstByte, 999, { kind: "client-time" }, "first byte p99 999 ms in the recovery, at most 1 s allowed"],
  [
    { ...firstByte, measure: "answer" },
    1001,
    { kind: "client-time" },
    "answer p99 1 s in the recovery, at most 1 s allowed",
  ],
  [
    { ...outage, phase: "recovery" },
    6210,
    { kind: "outage", phaseMs: 3000 },
    "no client accepted for 6.21 s in the recovery of 3 s and the time that its last clients waited, at most 2 s allowed",
  ],
  [
    firstByte,
    null,
    { kind: "nobody-timed", what: "first-byte" },
    "no client of the recovery got an answer, so there is nothing to time",
  ],
  [connect, null, { kind: "not-measured", why: { kind: "cut-short" } }, "not measured: the storm was cut short"],
  [
    { ...connect, stat: "max" },
    900,
    { kind: "client-time" },
    "connect max 900 ms in the storm, at most 500 ms allowed",
  ],
  [
    slowdown,
    30,
    { kind: "slowdown", what: "answer", stat: "p95", ms: 54, baselineMs: 1.8 },
    "answer p95 54 ms in the storm, 30 times the baseline's 1.8 ms, at most 5 times allowed, or less than 50 ms more",
  ],
  [
    slowdown,
    51.7 / 1.8,
    { kind: "slowdown", what: "answer", stat: "p95", ms: 51.7, baselineMs: 1.8 },
    "answer p95 51.7 ms in the storm, 28.7 times the baseline's 1.8 ms, at most 5 times allowed, or less than 50 ms more",
  ],
  [
    slowdown,
    1000,
    { kind: "slowdown", what: "connect", stat: "p95", ms: 100, baselineMs: 0.1 },
    "connect p95 100 ms in the storm, 1000 times the baseline's 100 µs, at most 5 times allowed, or less than 50 ms more",
  ],
  [
    queue,
    null,
    { kind: "not-measured", why: { kind: "queue-not-read", reason: "no listener of 192.0.2.1:4000 on this host" } },
    "not measured: no listener of 192.0.2.1:4000 on this host",
  ],
  [queue, 5, { kind: "queue-growth" }, "the accept queue kept 5 more connections over the night, at most 4 allowed"],
  [
    queue,
    4097,
    { kind: "queue-growth" },
    "the accept queue kept 4,097 more connections over the night, at most 4 allowed",
  ],
  [
    queue,
    null,
    { kind: "not-measured", why: { kind: "listener-ended" } },
    "not measured: nothing listened any more before the night ended",
  ],
  [queue, 0, { kind: "queue-growth" }, "the accept queue kept 0 more connections over the night, at most 4 allowed"],
  [
    slowdown,
    100,
    {
      kind: "slowdown-of-noise",
      what: "answer",
      stat: "p95",
      ms: 400,
      noise: { stat: "p95", ms: 172, medianMs: 4 },
      limitMs: 222,
    },
    "answer p95 400 ms in the storm (baseline p95 172 ms is noise: its median is 4 ms), at most 222 ms allowed",
  ],
  [
    connect,
    null,
    { kind: "nobody-timed", what: "connect" },
    "no client of the storm got a connection, so there is nothing to time",
  ],
];

test.each(table)("the gate %o has its sentence", (gate, observed, seen, text) => {
  expect(gateText({ gate, ok: true, observed, seen })).toBe(text);
});

test.each([
  [0.3, "30 % of a core more"],
  [1, "100 % of a core more"],
  [1.8, "180 % of a core more"],
  [12.34, "1230 % of a core more"],
])("%f of a core is told with its percentage, beyond 100 as well", (cores, text) => {
  expect(inUnit({ measure: "busy-after" }, cores)).toBe(text);
});

const limits: [measure: Measure, atMost: number, text: string][] = [
  ["growth", 0.1, "at most 0.1 per check allowed"],
  ["threads-ended", 0.25, "at most 25 % allowed"],
  ["memory-jump", 2, "at most 2 times allowed"],
  ["busy-after", 0.5, "at most 50 % of a core more allowed"],
  ["busy-after", 1, "at most 100 % of a core more allowed"],
  ["busy-after", 1.5, "at most 150 % of a core more allowed"],
  ["log-noise", 2 ** 30, "at most 1 GiB a day allowed"],
  ["restarts", 0, "at most none allowed"],
  ["restarts", 2, "at most 2 allowed"],
];

test.each(limits)("a gate on %s allows %f in its own unit", (measure, atMost, limit) => {
  const gate: Gate = { name: "g", phase: "recovery", measure, atMost };
  const text = gateText({ gate, ok: true, observed: 0, seen: { kind: "nothing-grew" } });
  expect(text).toBe(`nothing grew with the checks, ${limit}`);
});

const nothing: [kind: NothingFound, text: string][] = [
  ["nothing-grew", "nothing grew with the checks"],
  ["no-thread-ended", "no thread ended with the checks"],
  ["no-memory-jump", "memory did not jump with the checks"],
  ["no-memory-jump-with-checks", "memory did not jump while there were checks"],
  ["not-busier", "no busier after the checks than before"],
  ["nothing-logged", "the checks write nothing to its log"],
  ["same-process", "the service's process stayed the same one"],
  ["replaced-without-checks", "the service's process was replaced before the first check as well, and as often"],
];

test.each(nothing)("a gate that saw '%s' says: %s", (kind, text) => {
  const gate: Gate = { name: "g", phase: "recovery", measure: "restarts", atMost: 0 };
  expect(gateText({ gate, ok: true, observed: 0, seen: { kind } })).toBe(`${text}, at most none allowed`);
});

const shared = { phase: "storm", what: "answer", stat: "p95", slowerMs: 245, sharedMs: 200 } as const;
const unmeasured: [why: Unmeasured, text: string][] = [
  [{ kind: "baseline-without-times" }, "the baseline has no times to compare with"],
  [{ kind: "nobody-timed", what: "answer" }, "no client of the recovery got an answer, so there is nothing to time"],
  [
    { kind: "shared-slowdown", slowdown: shared },
    "answer p95 was 245 ms longer in the storm than in the baseline, and so was by 200 ms an exchange inside this process: " +
      "this machine was busy, with or without the checks",
  ],
  [
    { kind: "noisy-baseline", noise: { stat: "p95", ms: 255, medianMs: 4 } },
    "baseline p95 255 ms is noise: its median is 4 ms",
  ],
  [{ kind: "queue-not-read", reason: "" }, "the accept queue was not read"],
  [{ kind: "listener-ended" }, "nothing listened any more before the recovery ended"],
  [
    { kind: "queue-seldom-read", samples: 3 },
    "the accept queue was read 3 times in the recovery, too seldom to tell growth",
  ],
  [{ kind: "left-to-first-storm" }, "told by the first storm"],
  [{ kind: "process-not-watched", reason: "" }, "the service's process was not watched"],
  [
    { kind: "process-not-watched", reason: "no listener of 192.0.2.1:4000 on this host" },
    "no listener of 192.0.2.1:4000 on this host",
  ],
  [
    { kind: "process-replaced" },
    "the service's process was another one later in the run, and what the first had kept went with it",
  ],
  [{ kind: "processes-changed" }, "the service had more processes, or fewer, later in the run"],
  [{ kind: "recovery-not-finished" }, "recovery did not come to its end"],
  [{ kind: "not-seen-in-recovery" }, "the service's process was not seen in recovery"],
  [{ kind: "recovery-too-short" }, "recovery is too short to tell how busy the service stays"],
  [
    { kind: "baseline-too-short", toTell: "clients' cost" },
    "the baseline is too short to tell what clients cost alone",
  ],
  [{ kind: "baseline-too-short", toTell: "threads" }, "the baseline is too short to tell how many threads there are"],
  [
    { kind: "baseline-too-short", toTell: "writes" },
    "too few checks, or too short a baseline, to tell what they write",
  ],
  [{ kind: "too-few-checks", checks: 19, seconds: 29 }, "19 checks in 29 s are too few to tell growth from chance"],
  [{ kind: "threads-not-seen", reason: "part of k6's own process" }, "part of k6's own process"],
  [{ kind: "threads-not-seen", reason: "" }, "the service's threads could not be seen"],
  [{ kind: "memory-not-seen", reason: "" }, "the service's memory could not be seen"],
  [{ kind: "cpu-time-not-seen", reason: "" }, "the service's CPU time could not be seen"],
  [{ kind: "writes-not-seen", reason: "its owner is another user" }, "its owner is another user"],
  [{ kind: "writes-not-seen", reason: "" }, "the service's writing was not seen"],
];

test.each(unmeasured)("a gate says why it was not measured: %o", (why, text) => {
  const gate: Gate = { name: "g", phase: "recovery", measure: "growth", atMost: 0.1 };
  const result: GateResult = { gate, ok: true, observed: null, seen: { kind: "not-measured", why } };
  expect(gateText(result)).toBe(`not measured: ${text}`);
});

test("the journal has the sentence of a gate beside its name and number", () => {
  const process = processes(({ checks }) => ({ descriptors: 12 + checks }));
  const growth: Gate = { name: "recovery-growth", phase: "recovery", measure: "growth", atMost: 0.1 };
  expect(journalOf({ gates: [...GATES, growth], process }).gates.at(-1)).toEqual({
    ...{ name: "recovery-growth", measure: "growth", phase: "recovery", ok: false, observed: 1, atMost: 0.1 },
    text: "leaks: descriptors +1 per check, limit 1,024 reached in 1 min 41 s at the real rate, at most 0.1 per check allowed",
  });
});

test("memory that leaks is counted in pages", () => {
  const process = processes(({ checks }) => ({ rssBytes: (20 + checks / 8) * 2 ** 20 }));
  const growth: Gate = { name: "recovery-growth", phase: "recovery", measure: "growth", atMost: 0.1 };
  expect(journalOf({ gates: [...GATES, growth], process }).gates.at(-1)!.text).toBe(
    "leaks: memory +128 KiB per check (a page of 4 KiB counts as one), at most 0.1 per check allowed",
  );
});
