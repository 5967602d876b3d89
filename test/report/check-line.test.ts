/** One check as a line: what was expected, what came, how it ended, and what the balancer believes. */
import { checkStatus } from "../../lib/checkers/check-status";
import { expect, test } from "vitest";
import { presets } from "../../lib/checkers/products/index";
import { buildChecker } from "../../lib/checkers/build-checker";
import { addCheck, beginTally, figuresOf } from "../../lib/judge/check-tally";
import type { Belief } from "../../lib/checkers/check-series";
import type { Checker, Connection } from "../../lib/model/checker";
import type { CheckEvent, CheckSummary } from "../../lib/model/check-event";
import type { ExchangeResult } from "../../lib/model/extension";
import { checkLine } from "../../lib/report/check-line";
import { checkResult } from "../../lib/report/check-result";
import { hexOfText } from "../../lib/wire/bytes";

const UP: Belief = { up: true, against: 0, unproven: false, decided: true, needed: 3 };

const OK: ExchangeResult = {
  ...{ ok: true, outcome: "ok", cause: "", stage: "", failedStep: -1, error: "", errno: "", connected: true },
  ...{
    startMs: 0,
    resolveMs: 0,
    connectMs: 0.2,
    firstByteMs: 0,
    answerMs: 0,
    stepMs: [],
    closeGapMs: 0.1,
    heldMs: 0.1,
  },
  ...{ totalMs: 0.3, bytesSent: 0, bytesReceived: 0, received: "", ended: "rst", peerEnded: "", verified: true },
  ...{ unproven: "", unprovenCode: "", lagMs: 0, source: "" },
  tcp: {
    ...{ state: 1, segsOut: 2, segsIn: 1, dataSegsIn: 0, bytesAcked: 0, bytesReceived: 0, unacked: 0 },
    ...{ totalRetrans: 0, rttUs: 100 },
  },
};

const failed = (fields: Partial<ExchangeResult>): ExchangeResult => ({
  ...OK,
  ...{ ok: false, outcome: "failed", cause: "rejected", stage: "step", failedStep: 0, ended: "fin" },
  ...fields,
});

const answered = (text: string) => ({ received: hexOfText(text), bytesReceived: text.length, answerMs: 1 });

function line(
  result: ExchangeResult,
  { belief = UP, steps = [] as Connection["steps"], queue = null as null | { length: number; limit: number } } = {},
) {
  const preset = buildChecker({ kind: "preset", preset: presets.get("haproxy")! }, { timeoutMs: 1_000 });
  const [{ handshake, ending, prove }] = preset.connections;
  const checker: Checker = { ...preset, connections: [{ handshake, ending, prove, steps }] };
  const made = checkResult({
    ...{
      number: 1,
      count: 1,
      at: "2026-12-01T03:02:45.842Z",
      target: "mail:25",
      address: "10.0.0.5:25",
      belief,
      queue,
    },
    status: checkStatus(checker, [result], belief.up),
    checker,
    results: [result],
  });
  return checkLine(made, "lines");
}

const STRING: Connection["steps"] = [{ kind: "expect", match: { kind: "contains", hex: hexOfText("220") } }];

test.each<[string, string | null, string]>([
  [
    "a check that passes tells its times, its end and the queue",
    line(OK, { queue: { length: 1, limit: 128 } }),
    "03:02:45.842Z  passed  L4OK     connect 200 µs, closed 100 µs after the handshake by our RST; queue 1 of 128; UP",
  ],
  [
    "an answer that passes is told",
    line({ ...OK, ...answered("220 ok\r\n"), ended: "fin" }, { steps: STRING }),
    '03:02:45.842Z  passed  L7OK     came "220 ok\\r\\n"; connect 200 µs, answer 1 ms, closed 100 µs after the handshake by our FIN; UP',
  ],
  [
    "a closed port is told",
    line(
      failed({
        cause: "refused",
        stage: "connect",
        errno: "ECONNREFUSED",
        failedStep: -1,
        connected: false,
        ended: "",
      }),
      { belief: { ...UP, up: false, needed: 2 } },
    ),
    "03:02:45.842Z  failed  L4CON    connect: expected a connection to 10.0.0.5:25, came an RST: nothing listens there; DOWN",
  ],
  [
    "silence is told, and what is left until DOWN",
    line(failed({ cause: "queued-not-served" }), { steps: STRING, belief: { ...UP, against: 1 } }),
    '03:02:45.842Z  failed  L7TOUT   step 1 (expect): expected "220" in the answer, came nothing within 1 s; connect 200 µs, closed 100 µs after the handshake by our FIN; UP, 1 of 3 failures until DOWN',
  ],
  [
    "another answer and the service's end are told, while nothing is decided",
    line(failed({ ...answered("500 no\r\n"), answerMs: 0, peerEnded: "fin" }), {
      steps: STRING,
      belief: { up: false, against: 1, unproven: false, decided: false, needed: 2 },
    }),
    '03:02:45.842Z  failed  L7RSP    step 1 (expect): expected "220" in the answer, came "500 no\\r\\n", then a FIN; connect 200 µs, closed 100 µs after the handshake by the service\'s FIN, then our FIN; not yet decided, 1 of 2 successes until UP',
  ],
])("the line of a check: %s", (_, text, expected) => {
  expect(text).toBe(expected);
});

test("whatever a service sends is a bounded line of printable characters", () => {
  const hostile = `\u001b[2J\n\r${"x".repeat(500)}`;
  const text = line(failed(answered(hostile)), { steps: STRING })!;
  expect(text).toContain('came "\\x1b[2J\\n\\r');
  expect(text).toContain("… (506 bytes)");
  expect(text.length).toBeLessThan(400);
  expect(text).toMatch(/^[ -~µ…]+$/);
});

test("the line for programs has the same data, with the contract's version, and none is written where none is wanted", () => {
  const event: CheckEvent = summary();
  expect(JSON.parse(checkLine(event, "events")!)).toEqual({ check: 1, ...event });
  expect(checkLine(event, "none")).toBeNull();
});

test("a series of checks is summed up", () => {
  expect(checkLine(summary(), "lines")).toBe(
    "3 checks; 2 passed, 1 failed; connect 1 ms at the least, 2 ms in the median, 3 ms at the most; UP",
  );
  expect(checkLine({ ...summary(), interrupted: true, count: 9 }, "lines")).toMatch(
    /^interrupted after 3 of 9 checks; /,
  );
});

function summary(): CheckSummary {
  const tally = beginTally();
  for (const [connectMs, passed] of [
    [3, true],
    [1, true],
    [2, false],
  ] as const)
    addCheck(tally, { passed, connectMs, failure: null }, UP);
  return { kind: "summary", checker: "a", target: "mail:25", count: 3, interrupted: false, ...figuresOf(tally) };
}
