/** What happens, in words: every happening once, and its variants. */
import { expect, test } from "vitest";
import type { Happening, HappeningKind } from "../../lib/model/progress";
import { progressEvent, readProgressEvent } from "../../lib/report/progress-event";
import { progressLines } from "../../lib/report/progress-lines";
import { happeningText, statusText } from "../../lib/report/progress-text";

const AT = { atMs: 44_100, phase: "storm", phaseMs: 3_100 } as const;
const ARM = { number: 2, of: 4, name: "rst" };
const QUEUE = { length: 12, limit: 128 };
const STORM = { delayMs: 2, holdMs: null, nodes: 1, intervalMs: 100, checks: 1 };
const RESULT = { outcome: "harmed", verdict: "wedged", cause: "queued-not-served", reason: "" } as const;
const TRIAL = { number: 7, of: 24, about: true, leftMs: 74_000, storm: STORM };
const LOST = {
  kind: "first-client-lost",
  ...AT,
  of: "storm",
  beganMs: 3_000,
  waitedMs: 100,
  cause: "queued-not-served",
  earlier: false,
  shutOut: false,
  queue: QUEUE,
} as const;
const STATUS = {
  kind: "status" as const,
  ...AT,
  leftMs: 27_000,
  clients: { accepted: 1, lost: 20, waiting: 9 },
  checks: 31,
  queue: QUEUE,
  opinions: [{ checker: "rst", up: 1, nodes: 1 }],
} satisfies Happening;
const status = "storm 3.1 s, 27 s left | clients 1 in, 20 lost, 9 waiting | 31 checks | queue 12 of 128 | rst says UP";

type Row = [happening: Happening, line: string | null, status: string | null];

const rows: { [Kind in HappeningKind]: Row[] } = {
  "run-begun": [
    [
      {
        kind: "run-begun",
        target: "10.0.0.5:25",
        checkers: ["rst", "haproxy"],
        client: "smtp",
        phases: [
          { phase: "baseline", ms: 41_000 },
          { phase: "storm", ms: 10_000 },
        ],
        leftMs: 51_000,
      },
      "10.0.0.5:25 is checked by rst and haproxy, its client is smtp; baseline 41 s, storm 10 s",
      null,
    ],
  ],
  "phase-begun": [
    [
      { kind: "phase-begun", ...AT, phaseMs: 0, ms: 10_000, leftMs: 35_000 },
      "storm: clients and checkers for 10 s; 35 s left",
      "",
    ],
    [
      { kind: "phase-begun", ...AT, second: true, phaseMs: 0, ms: 10_000, leftMs: 35_000 },
      "second storm: clients and checkers for 10 s; 35 s left",
      "",
    ],
    [{ kind: "phase-begun", ...AT, arm: ARM, ms: 10_000, leftMs: 35_000 }, null, ""],
  ],
  "first-client-lost": [
    [LOST, "storm 3.1 s: first client lost (queued-not-served); queue 12 of 128", null],
    [
      { ...LOST, phaseMs: 8_100, waitedMs: 5_000, queue: null },
      "storm 8.1 s: first client lost (queued-not-served), begun at 3.0 s",
      null,
    ],
    [
      { ...LOST, earlier: true, beganMs: -200, waitedMs: 5_000 },
      "storm 3.1 s: one that began earlier is lost as well (queued-not-served), begun 0.2 s before it; queue 12 of 128",
      null,
    ],
    [
      { ...LOST, phase: "night", phaseMs: 900 },
      "night 0.9 s: first client lost (queued-not-served), begun at 3.0 s of the storm; queue 12 of 128",
      null,
    ],
    [
      { ...LOST, phase: "recovery", of: "recovery", shutOut: true, cause: "syn-dropped", queue: null },
      "recovery 3.1 s: clients still do not get in (syn-dropped)",
      null,
    ],
    [{ ...LOST, arm: ARM, queue: null }, "  storm 3.1 s: first client lost (queued-not-served)", null],
  ],
  "clients-shut-out": [
    [
      { kind: "clients-shut-out", ...AT, failedInARow: 3, forMs: 3_040 },
      "storm 3.1 s: no client has got in for 3.0 s",
      null,
    ],
  ],
  "clients-back": [
    [
      { kind: "clients-back", ...AT, phase: "recovery", phaseMs: 4_300, outageMs: 12_300, sinceChecksMs: 4_200 },
      "recovery 4.3 s: clients get in again, after 12.3 s, 4.2 s after the last check",
      null,
    ],
    [
      { kind: "clients-back", ...AT, outageMs: 72_300, sinceChecksMs: null },
      "storm 3.1 s: clients get in again, after 1 min 12 s",
      null,
    ],
  ],
  "queue-filling": [
    [{ kind: "queue-filling", ...AT, queue: QUEUE }, "storm 3.1 s: the accept queue fills: 12 of 128", null],
  ],
  "queue-full": [
    [{ kind: "queue-full", ...AT, queue: QUEUE }, "storm 3.1 s: the accept queue is full: 12 of 128", null],
  ],
  "queue-drained": [
    [{ kind: "queue-drained", ...AT, queue: QUEUE }, "storm 3.1 s: the accept queue is empty again: 12 of 128", null],
  ],
  "checker-changed-mind": [
    [
      { kind: "checker-changed-mind", ...AT, checker: "rst", up: 0, nodes: 1, last: false },
      "storm 3.1 s: rst says DOWN",
      null,
    ],
    [
      { kind: "checker-changed-mind", ...AT, checker: "rst", up: 3, nodes: 3, last: false },
      "storm 3.1 s: rst says UP",
      null,
    ],
    [
      { kind: "checker-changed-mind", ...AT, checker: "rst", up: 1, nodes: 3, last: true },
      "storm 3.1 s: 2 of 3 nodes of rst say DOWN; it goes on changing its mind, and no more is said of it",
      null,
    ],
  ],
  "listener-gone": [
    [
      { kind: "listener-gone", ...AT, processEnded: true },
      "storm 3.1 s: nobody listens any more: the process has ended",
      null,
    ],
    [{ kind: "listener-gone", ...AT, processEnded: null }, "storm 3.1 s: nobody listens any more", null],
  ],
  "listener-back": [
    [{ kind: "listener-back", ...AT, goneMs: 1_500 }, "storm 3.1 s: somebody listens again, after 1.5 s", null],
  ],
  restarted: [[{ kind: "restarted", ...AT, restarts: 1 }, "storm 3.1 s: the service is another process now", null]],
  "last-clients": [
    [
      { kind: "last-clients", ...AT, waiting: 1, atMostMs: 6_000 },
      "1 client still waits for an answer, 6.0 s at most",
      "",
    ],
    [
      { kind: "last-clients", ...AT, waiting: 50, atMostMs: 6_000 },
      "50 clients still wait for an answer, 6.0 s at most",
      "",
    ],
    [{ kind: "last-clients", ...AT, arm: ARM, waiting: 50, atMostMs: 6_000 }, null, ""],
  ],
  "watch-begun": [
    [
      { kind: "watch-begun", atMostMs: 60_000 },
      "the harm may be the raised rate's: looking for up to 1 min whether clients get in again",
      "looking whether clients get in again, for up to 1 min",
    ],
  ],
  "watch-ended": [
    [{ kind: "watch-ended", back: true }, "clients get in again", null],
    [{ kind: "watch-ended", back: false }, "clients do not get in again", null],
  ],
  "second-storm-begun": [
    [
      { kind: "second-storm-begun", factor: 1, leftMs: 45_000 },
      "a second storm, at the balancer's own rate, decides; 45 s left",
      null,
    ],
    [
      { kind: "second-storm-begun", factor: 1.2, leftMs: 45_000 },
      "a second storm, at 1.2 times the balancer's own rate, decides; 45 s left",
      null,
    ],
  ],
  "arm-begun": [
    [{ kind: "arm-begun", arm: ARM, leftMs: { least: 27_000, most: 36_400 } }, "arm 2 of 4: rst; 27 to 36 s left", ""],
    [{ kind: "arm-begun", arm: ARM, leftMs: { least: 27_000, most: 27_100 } }, "arm 2 of 4: rst; 27 s left", ""],
    [
      { kind: "arm-begun", arm: ARM, leftMs: { least: 1_100_000, most: 1_220_000 } },
      "arm 2 of 4: rst; 18 to 20 min left",
      "",
    ],
  ],
  "arm-ended": [
    [{ kind: "arm-ended", arm: ARM, verdict: "held", cause: null }, "  rst: held", null],
    [
      { kind: "arm-ended", arm: ARM, verdict: "wedged", cause: "queued-not-served" },
      "  rst: wedged (queued-not-served)",
      null,
    ],
  ],
  "arms-not-run": [
    [
      { kind: "arms-not-run", arm: ARM, names: ["rst", "fin"], why: "it did not come back" },
      "  rst, fin: not run, because it did not come back",
      null,
    ],
  ],
  "trials-begun": [
    [{ kind: "trials-begun", trials: 24, about: true, leftMs: 96_000 }, "about 24 trials, 1 min 36 s left", ""],
  ],
  "trial-begun": [
    [{ kind: "trial-begun", ...TRIAL }, null, "trial 7 of about 24, 1 min 14 s left | closed after 2 ms, 1 check"],
  ],
  "trial-ended": [
    [
      { kind: "trial-ended", ...TRIAL, result: RESULT },
      "trial 7 of about 24, 1 min 14 s left: closed after 2 ms, 1 check: harmed (queued-not-served)",
      null,
    ],
    [
      {
        kind: "trial-ended",
        ...TRIAL,
        number: 24,
        about: false,
        leftMs: 0,
        storm: { delayMs: null, holdMs: 2_000, nodes: 2, intervalMs: 100, checks: 8 },
        result: { outcome: "unclear", verdict: "inconclusive", cause: null, reason: "this machine is busy" },
      },
      "trial 24 of 24: held for 2 s, 8 checks every 50 ms: unclear: this machine is busy",
      null,
    ],
  ],
  "run-over": [[{ kind: "run-over" }, null, ""]],
  status: [
    [STATUS, status, status],
    [
      { ...STATUS, phase: "night", clients: null, queue: null, opinions: [] },
      "night 3.1 s, 27 s left | 31 checks",
      "night 3.1 s, 27 s left | 31 checks",
    ],
    [
      { ...STATUS, arm: ARM, phaseMs: 400, clients: { accepted: 3, lost: 0, waiting: 0 }, checks: 0, opinions: [] },
      "  arm 2 of 4, storm 0.4 s, 27 s left | clients 3 in | queue 12 of 128",
      "arm 2 of 4, storm 0.4 s, 27 s left | clients 3 in | queue 12 of 128",
    ],
  ],
};

test.each(Object.values(rows).flat())("the event %j has its line", (happening, line, ofStatus) => {
  expect(happeningText(happening)).toBe(line);
  expect(statusText(happening)).toBe(ofStatus);
});

test.each(Object.values(rows).flat())("as an event it comes back as it was: %j", (happening) => {
  expect(readProgressEvent(progressEvent(happening))).toEqual({ progress: 1, ...happening });
});

test("what a target or a user wrote moves no cursor, ends no line and is cut short", () => {
  const hostile: Happening = {
    kind: "arm-begun",
    arm: { ...ARM, name: `\u001b[31mred\nline \u009b1m${"x".repeat(1_000)}` },
    leftMs: { least: 0, most: 0 },
  };
  const control = /[^ -~\u00a0-\uffff]/;
  for (const text of [happeningText(hostile)!, progressEvent(hostile)]) {
    expect(text).not.toMatch(control);
    expect(text.length).toBeLessThan(500);
  }
});

test.each([
  "",
  "{}",
  '{"progress":2,"kind":"status"}',
  '{"progress":1}',
  '{"progress":1,',
  'x{"progress":1,"kind":"a"}',
])("%j is no event of this version", (line) => {
  expect(readProgressEvent(line)).toBeNull();
});

test("in a log a status is said after half a minute of silence, and seldom in a long run", () => {
  const say = progressLines();
  const begun: Happening = { kind: "phase-begun", ...AT, ms: 10_000, leftMs: 60_000 };
  const after = (happening: Happening, ...seconds: number[]) =>
    seconds.filter((second) => say(happening, second * 1_000) !== null);
  expect(say(begun, 0)).not.toBeNull();
  expect(after(STATUS, 1, 15, 29, 30, 31, 59, 61)).toEqual([30, 61]);
  expect(after(LOST, 62)).toEqual([62]);
  expect(after(STATUS, 91, 92)).toEqual([92]);
  const day = { ...STATUS, leftMs: 24 * 3_600_000 };
  expect(after(day, 3_000, 4_412, 5_000)).toEqual([4_412]);
});
