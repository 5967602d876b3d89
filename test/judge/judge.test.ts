import { describe, expect, test } from "vitest";
import { judge } from "../../lib/judge/judge";
import { GATES, ORIGIN_MS, run, stats, type RunLiteral } from "./run";

const hung: RunLiteral = { storm: "20+ 180-", recovery: "150-" };
const stumbled: RunLiteral = { storm: "20+ 30- 150+" };

const verdicts: [string, RunLiteral, string, string | null, RegExp][] = [
  [
    "nobody fails",
    {},
    "held",
    null,
    /^Every gate was met: 100 % of the storm's clients got in, and 100 % afterwards, under 300 checks \(300 verified\)\.$/,
  ],
  ["one client in a hundred may fail", { storm: "100+ 2- 98+" }, "held", "queued-not-served", /99 % of the storm's/],
  [
    "three in two hundred may not",
    { storm: "100+ 3- 97+" },
    "degraded",
    "queued-not-served",
    /98.5 % of the storm's clients got in.*at the end of recovery clients got in again \(45 of the last 45\)/,
  ],
  [
    "hangs for good",
    hung,
    "wedged",
    "queued-not-served",
    /^10 % of the storm's clients got in, and for 18.1 s not one; at the end of recovery none of the last 45 got in\./,
  ],
  ["stumbles", stumbled, "degraded", "queued-not-served", /85 % of the storm's/],
  [
    "gets over it late in recovery",
    { ...hung, recovery: "100- 50+" },
    "degraded",
    "queued-not-served",
    /45 of the last 45/,
  ],
  [
    "fewer than half at the end",
    { ...hung, recovery: "128- 22+" },
    "wedged",
    "queued-not-served",
    /only 22 of the last 45 got in/,
  ],
  ["half at the end", { ...hung, recovery: "127- 23+" }, "degraded", "queued-not-served", /23 of the last 45/],
  [
    "the night alone harms",
    { recovery: { order: "150-", causes: { rejected: 150 } } },
    "wedged",
    "rejected",
    /^All 200 of the storm's clients got in; after the night, with the checkers alone, not one did; /,
  ],
  [
    "without a night, it shows late",
    { seconds: { night: 0 }, recovery: "150-" },
    "wedged",
    "queued-not-served",
    /once the checks had stopped, not one did/,
  ],
  [
    "slower is harm too",
    {
      storm: {
        order: "200+",
        answerMs: { count: 200, min: 1, avg: 300, p50: 300, p90: 300, p95: 300, p99: 300, max: 300 },
      },
    },
    "degraded",
    null,
    /^Clients got in, but answer p95 300 ms in the storm, 167 times the baseline's 1\.8 ms, at most 5 times allowed/,
  ],
];

test.each(verdicts)("%s", (_, literal, verdict, cause, reason) => {
  const judgement = judge(run(literal));
  expect([judgement.verdict, judgement.cause]).toEqual([verdict, cause]);
  expect(judgement.reason).toMatch(reason);
  expect(judgement.advice.length > 0).toBe(verdict !== "held");
});

describe("inconclusive", () => {
  const reasons: [string, RunLiteral, RegExp][] = [
    ["setup did not finish", { setup: "unfinished" }, /^The run ended before its first phase\.$/],
    [
      "setup said why",
      { setup: "unfinished", harness: { "exception: no such host": 1 } },
      /before its first phase: exception: no such host\.$/,
    ],
    [
      "harness errors beat a lost gate",
      { ...hung, harness: { "EADDRNOTAVAIL: no free port": 3 } },
      /^The generator failed, so nothing can be said of the target: 3 harness errors: 3 × EADDRNOTAVAIL: no free port\.$/,
    ],
    [
      "so does a generator that lags",
      {
        ...hung,
        storm: { order: "20+ 180-", lagMs: { count: 200, min: 0, avg: 1, p50: 1, p90: 1, p95: 1, p99: 251, max: 900 } },
      },
      /exchanges began up to 251 ms late \(p99\), at most 250 ms allowed/,
    ],
    [
      "or stood still once, however long the run",
      { ...hung, storm: { order: "20+ 180-", lagMs: { ...stats(200, 1), max: 3000 } } },
      /the generator stood still for up to 3 s, at most 1 s allowed/,
    ],
    [
      "and clients that could not be started",
      { ...hung, storm: "20+ 140-" },
      /40 clients could not be started: no free VU/,
    ],
    ["… whatever k6 has counted", { ...hung, storm: "20+ 140-", dropped: 0 }, /40 clients could not be started/],
    ["… all of them", { storm: "" }, /200 clients could not be started/],
    [
      "nothing listens",
      { baseline: { order: "100-", causes: { refused: 100 }, examples: { refused: "connect: ECONNREFUSED" } } },
      /^Not one of 100 clients was accepted before the first check was sent: nothing listened: .*\(connect: ECONNREFUSED\)\.$/,
    ],
    [
      "too few clients in the baseline",
      { rate: 4, seconds: { baseline: 1 } },
      /^The control is too small: 4 clients in the baseline, at least 5 wanted\.$/,
    ],
    ["no check was sent", { recovery: "150-", checks: {} }, /^Gates were lost, but not one check was sent/],
    [
      "too few checks",
      { checks: { rst: { storm: 19 } } },
      /^No gate was lost, but too little was seen to say held: 19 verified checks of rst, at least 20 wanted\.$/,
    ],
    [
      "checks that were not of their style",
      {
        checks: {
          rst: { storm: { sent: 200, verified: 99, unproven: { "closed after 2.1 ms, at most 1.5 ms": 101 } } },
        },
      },
      /49.5 % of rst's checks were truly rst, at least 50 % wanted \(mostly: closed after 2\.1 ms, at most 1\.5 ms\)/,
    ],
    [
      "no clients in the storm",
      { rate: 3, seconds: { storm: 1 }, storm: "" },
      /say held: 0 clients in the storm, at least 5 wanted/,
    ],
    ["no clients in recovery", { rate: 3, seconds: { recovery: 1 }, recovery: "" }, /0 clients in the recovery/],
    [
      "interrupted in the baseline",
      { baseline: "30+", storm: "", recovery: "", checks: {}, end: "interrupted", endedAt: 3 },
      /^The run was interrupted in the baseline, before any gate was lost\.$/,
    ],
    [
      "interrupted at once",
      { baseline: "", storm: "", recovery: "", checks: {}, end: "interrupted", endedAt: 0 },
      /interrupted in the baseline/,
    ],
    [
      "interrupted in the storm",
      { storm: "50+", recovery: "", checks: { rst: { storm: 50 } }, end: "interrupted", endedAt: 15 },
      /interrupted in the storm, before any gate was lost/,
    ],
    [
      "interrupted while it may still turn out well",
      { storm: "48+ 2-", recovery: "", checks: { rst: { storm: 50 } }, end: "interrupted", endedAt: 15 },
      /interrupted in the storm, before any gate was lost/,
    ],
    ["interrupted in the night", { recovery: "", end: "interrupted", endedAt: 35 }, /interrupted in the night/],
  ];
  test.each(reasons)("%s", (_, literal, reason) => {
    const judgement = judge(run(literal));
    expect(judgement.reason).toMatch(reason);
    expect(judgement.verdict).toBe("inconclusive");
    expect(judgement.residualRiskPerCheck).toBeNull();
  });

  test("a small sample does not save a target that was seen to fail", () => {
    expect(judge(run({ ...hung, checks: { rst: { storm: { sent: 3, verified: 0 } } } })).verdict).toBe("wedged");
  });

  test("harness is the cause only when clients failed by it", () => {
    const failed = { order: "190+ 10-", causes: { harness: 10 } };
    expect(judge(run({ storm: failed, harness: { EMFILE: 10 } })).cause).toBe("harness");
    const missing = judge(run({ storm: "190+" }));
    expect([missing.verdict, missing.cause]).toEqual(["inconclusive", null]);
  });
});

describe("cut short after the loss", () => {
  test("interrupted: lost is lost, and the last clients of the storm decide", () => {
    const judgement = judge(
      run({ storm: "20+ 60-", recovery: "", checks: { rst: { storm: 80 } }, end: "interrupted", endedAt: 18 }),
    );
    expect([judgement.verdict, judgement.cause]).toEqual(["wedged", "queued-not-served"]);
    expect(judgement.reason).toMatch(/when last seen none of the last \d+ got in/);
    expect(judgement.notes).toEqual([
      "Recovery was not observed: the run was interrupted; the last clients of the storm decide.",
    ]);
  });

  test("interrupted in recovery", () => {
    const judgement = judge(run({ ...stumbled, recovery: "50+", end: "interrupted", endedAt: 45 }));
    expect(judgement.verdict).toBe("degraded");
    expect(judgement.notes).toEqual(["Recovery was not observed to its end: the run was interrupted."]);
  });

  const failFast: RunLiteral = { storm: "20+ 20-", checks: { rst: { storm: 40 } }, end: "fail-fast", endedAt: 19 };

  test.each([
    ["5-", "wedged"],
    ["1- 4+", "degraded"],
  ])("fail-fast: the last look is the recovery: %s", (recovery, verdict) => {
    const judgement = judge(run({ ...failFast, recovery }));
    expect([judgement.verdict, judgement.notes]).toEqual([verdict, []]);
  });
});

test("a run without recovery says so", () => {
  const judgement = judge(run({ ...hung, seconds: { recovery: 0 }, gates: GATES.slice(0, 4) }));
  expect(judgement.verdict).toBe("wedged");
  expect(judgement.notes).toEqual([
    "Recovery was not observed: no client came after the checks; the last clients of the storm decide.",
  ]);
});

describe("clients that only connect", () => {
  const connect: RunLiteral = { client: { kind: "connect", evidence: "kernel" }, kernelEvidence: "accept" };
  const growing: [number, number][] = [
    [9, 0],
    [12, 40],
    [16, 120],
    [20, 200],
    [24, 280],
    [29, 380],
  ];

  test("a queue that grows is harm by itself, and stays until it drains", () => {
    const judgement = judge(run({ ...connect, limit: 4096, queue: [...growing, [35, 480], [50, 600], [54.9, 650]] }));
    expect([judgement.verdict, judgement.cause]).toEqual(["wedged", null]);
    expect(judgement.reason).toBe(
      "Connections opened, but the accept queue kept 280 more connections over the storm, at most 4 allowed; " +
        "at the end of recovery the accept queue had not drained. Meanwhile rst went on saying UP.",
    );
  });

  test("a queue that grows is harm even where the profile does not ask for it", () => {
    const gates = GATES.filter(({ measure }) => measure === "accepted");
    const judged = (literal: RunLiteral) =>
      judge(run({ gates, limit: 4096, queue: [...growing, [35, 480], [54.9, 650]], ...literal }));
    expect(judged(connect).verdict).toBe("wedged");
    expect(judged(connect).gates.map(({ gate }) => gate.name)).toEqual([
      ...gates.map(({ name }) => name),
      "storm-queue",
      "night-queue",
    ]);
    // Those who get an answer need no other witness.
    expect(judged({}).verdict).toBe("held");
    const own = { name: "queue", phase: "storm", measure: "queue-growth", atMost: 1000 } as const;
    expect(judged({ ...connect, seconds: { night: 0 }, gates: [...gates, own] }).verdict).toBe("held");
  });

  test("a queue that drains again is degraded", () => {
    expect(judge(run({ ...connect, limit: 4096, queue: [...growing, [35, 100], [50, 0], [54.9, 0]] })).verdict).toBe(
      "degraded",
    );
  });

  test("what opened is not said to have got in", () => {
    const said = (literal: RunLiteral) => judge(run({ ...connect, ...literal })).reason;
    const seven = { storm: "20+ 180-", recovery: "143+ 7-" };
    expect(said({})).toMatch(/^Every gate was met: 100 % of the storm's connections opened, and 100 % afterwards/);
    expect(said({ storm: "20+ 180-", recovery: "150-" })).toMatch(
      /^10 % of the storm's connections opened, and for 18\.1 s not one; at the end of recovery none of the last \d+ opened\./,
    );
    expect(said(seven)).toContain("at the end of recovery connections opened again (");
    for (const literal of [{}, seven, { recovery: "150-" }]) expect(said(literal)).not.toMatch(/got in|did not get in/);
  });

  test("a queue that clients alone fill proves nothing of the checks", () => {
    const filling: [number, number][] = [[0, 0], [3, 30], [6, 60], [9, 90], ...growing.slice(1)];
    const judgement = judge(run({ ...connect, limit: 4096, queue: filling }));
    expect(judgement.verdict).toBe("inconclusive");
    expect(judgement.reason).toMatch(/^Clients alone fill the accept queue: it kept 90 connections in the baseline/);
  });
});

describe("what the checkers believed", () => {
  const believes: [string, RunLiteral["opinions"], string][] = [
    ["UP all the while", [], "Meanwhile rst went on saying UP."],
    ["DOWN after 14 of 28 s", [[26, "rst", 0, false]], "Meanwhile rst said UP for 50 % of the time since the harm."],
    ["DOWN before the first client failed", [[11, "rst", 0, false]], ""],
  ];
  test.each(believes)("%s", (_, opinions, sentence) => {
    const { reason } = judge(run({ ...hung, opinions: opinions! }));
    expect(/Meanwhile .*$/.exec(reason)?.[0] ?? "").toBe(sentence);
  });

  const f5: RunLiteral = {
    ...hung,
    checkers: [{ name: "f5-tcp", nodes: 2, intervalMs: 5_000, timeoutMs: 16_000, rise: 1, fall: 1, speedup: 6 }],
    checks: { "f5-tcp": { storm: 4 } },
  };
  test("not known, when too few results came after the harm", () => {
    expect(judge(run({ ...f5, results: { "f5-tcp": [10, 11] } })).reason).toMatch(
      / f5-tcp: not known whether it would have gone DOWN: 0 of 1 results came after the harm; at its own rate that takes up to 16 s\.$/,
    );
    const opinions: RunLiteral["opinions"] = [[29, "f5-tcp", 0, false]];
    expect(judge(run({ ...f5, opinions, results: { "f5-tcp": [11] } })).reason).toContain(
      ": 0 of 1 results came after the harm at 1 of its 2 nodes; at its own rate",
    );
    expect(judge(run({ ...f5, results: { "f5-tcp": [20] } })).reason).toMatch(/Meanwhile f5-tcp went on saying UP\.$/);
  });

  test("not known, when its connections are held to the end of the phase", () => {
    const checkers = [{ name: "hold", holdsUntil: "phase-end" as const, fall: 3 }];
    expect(judge(run({ ...hung, checkers, checks: { hold: { storm: 8 } }, results: { hold: [] } })).reason).toMatch(
      / hold: not known whether it would have gone DOWN: its connections were held to the end of the phase, and gave no result before it\.$/,
    );
  });

  test("in the night, when only the night harmed", () => {
    expect(judge(run({ recovery: "150-", opinions: [[32.5, "rst", 0, false]] })).reason).toMatch(
      /UP for 25 % of the time since the harm\.$/,
    );
  });
});

test("what is left possible after a held run is the checker's with the fewest checks", () => {
  const two = { checkers: [{}, { name: "fin", style: "fin" }], checks: { rst: { storm: 300 }, fin: { storm: 60 } } };
  expect(judge(run(two)).residualRiskPerCheck).toBe(0.05);
});

test("a run that was interrupted gets no further while its reports are written", () => {
  // The baseline and 19.9 s of the storm; then the files are written, and half a second later handleSummary judges once more.
  const evidence = run({ storm: "195+ 2-", recovery: "", end: "interrupted", endedAt: 30.4 });
  const ended = { t: ORIGIN_MS + 29_900, kind: "end", data: "interrupted" };
  const { verdict, reason } = judge({ ...evidence, recording: { ...evidence.recording, events: [ended] } });
  expect([verdict, reason]).toEqual(["inconclusive", expect.stringMatching(/^The run was interrupted in the storm, /)]);
});
