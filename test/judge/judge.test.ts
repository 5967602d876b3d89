import { describe, expect, test } from "vitest";
import { judge } from "../../lib/judge/judge";
import type { RecoveryEnd, SeenHarm, UnknownOpinion } from "../../lib/model/reason";
import { GATES, ORIGIN_MS, run, stats, type RunLiteral } from "./run";

const hung: RunLiteral = { storm: "20+ 180-", recovery: "150-" };
const stumbled: RunLiteral = { storm: "20+ 30- 150+" };

const inStorm = (accepted: number, longestOutageMs: number): SeenHarm => ({
  kind: "in-storm",
  storm: { attempts: 200, accepted },
  longestOutageMs,
});
const lastClients = (kind: "back" | "shut-out", accepted: number): RecoveryEnd => ({
  kind,
  observed: true,
  attempts: 45,
  accepted,
});

const verdicts: [string, RunLiteral, string, string | null, object][] = [
  [
    "nobody fails",
    {},
    "held",
    null,
    {
      kind: "held",
      clients: "service",
      storm: { attempts: 200, accepted: 200 },
      recovery: { attempts: 150, accepted: 150 },
      ...{ sent: 300, verified: 300 },
    },
  ],
  [
    "one client in a hundred may fail",
    { storm: "100+ 2- 98+" },
    "held",
    "queued-not-served",
    { kind: "held", storm: { attempts: 200, accepted: 198 } },
  ],
  [
    "three clients in two hundred may not fail",
    { storm: "100+ 3- 97+" },
    "degraded",
    "queued-not-served",
    { kind: "harm", clients: "service", seen: inStorm(197, 400), end: lastClients("back", 45) },
  ],
  [
    "it hangs for good",
    hung,
    "wedged",
    "queued-not-served",
    { kind: "harm", seen: inStorm(20, 18_100), end: lastClients("shut-out", 0) },
  ],
  ["it stumbles", stumbled, "degraded", "queued-not-served", { seen: inStorm(170, 3_100) }],
  [
    "it gets over the harm late in recovery",
    { ...hung, recovery: "100- 50+" },
    "degraded",
    "queued-not-served",
    { end: lastClients("back", 45) },
  ],
  [
    "fewer than half of the clients get in at the end",
    { ...hung, recovery: "128- 22+" },
    "wedged",
    "queued-not-served",
    { end: lastClients("shut-out", 22) },
  ],
  [
    "half of the clients get in at the end",
    { ...hung, recovery: "127- 23+" },
    "degraded",
    "queued-not-served",
    { end: lastClients("back", 23) },
  ],
  [
    "the night alone harms",
    { recovery: { order: "150-", causes: { rejected: 150 } } },
    "wedged",
    "rejected",
    {
      kind: "harm",
      seen: {
        kind: "after-storm",
        night: true,
        storm: { attempts: 200, accepted: 200 },
        recovery: { attempts: 150, accepted: 0 },
      },
    },
  ],
  [
    "harm shows late without a night",
    { seconds: { night: 0 }, recovery: "150-" },
    "wedged",
    "queued-not-served",
    { seen: { kind: "after-storm", night: false, recovery: { attempts: 150, accepted: 0 } } },
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
    { kind: "harm", cause: null, seen: { kind: "gate", lost: { gate: { name: "storm-slowdown" } } } },
  ],
];

test.each(verdicts)("the verdict of a service: %s", (_, literal, verdict, cause, reason) => {
  const judgement = judge(run(literal));
  expect([judgement.verdict, judgement.cause]).toEqual([verdict, cause]);
  expect(judgement.reason).toMatchObject(reason);
  expect(judgement.advice.length > 0).toBe(verdict !== "held");
});

describe("a run is inconclusive:", () => {
  const floors = (...names: string[]) => names.map((name) => ({ name, ok: false }));
  const reasons: [string, RunLiteral, object][] = [
    ["setup did not finish", { setup: "unfinished" }, { kind: "no-setup", error: null }],
    [
      "setup said why",
      { setup: "unfinished", harness: { "exception: no such host": 1 } },
      { kind: "no-setup", error: "exception: no such host" },
    ],
    [
      "harness errors beat a lost gate",
      { ...hung, harness: { "EADDRNOTAVAIL: no free port": 3 } },
      { kind: "generator-failed", floors: floors("harness-errors") },
    ],
    [
      "a generator that lags beats a lost gate",
      {
        ...hung,
        storm: { order: "20+ 180-", lagMs: { count: 200, min: 0, avg: 1, p50: 1, p90: 1, p95: 1, p99: 251, max: 900 } },
      },
      { kind: "generator-failed", floors: [{ name: "lag", observed: 251 }] },
    ],
    [
      "a generator that stood still once beats a lost gate, however long the run",
      { ...hung, storm: { order: "20+ 180-", lagMs: { ...stats(200, 1), max: 3000 } } },
      { kind: "generator-failed", floors: [{ name: "standstill", observed: 3000 }] },
    ],
    [
      "clients that could not be started beat a lost gate",
      { ...hung, storm: "20+ 140-" },
      { kind: "generator-failed", floors: [{ name: "dropped-iterations", observed: 40 }] },
    ],
    [
      "clients that could not be started beat a lost gate, whatever k6 has counted",
      { ...hung, storm: "20+ 140-", dropped: 0 },
      { kind: "generator-failed", floors: [{ name: "dropped-iterations", observed: 40 }] },
    ],
    [
      "clients of which none could be started beat a lost gate",
      { storm: "" },
      { kind: "generator-failed", floors: [{ name: "dropped-iterations", observed: 200 }] },
    ],
    [
      "nothing listens",
      { baseline: { order: "100-", causes: { refused: 100 }, examples: { refused: "connect: ECONNREFUSED" } } },
      { kind: "control-shut-out", cause: "refused", example: "connect: ECONNREFUSED", attempts: 100 },
    ],
    [
      "too few clients came in the baseline",
      { rate: 4, seconds: { baseline: 1 } },
      { kind: "control-too-small", clients: 4, atLeast: 5 },
    ],
    [
      "no check was sent",
      { recovery: "150-", checks: {} },
      { kind: "no-check-made", sent: 0, lost: { gate: { name: "recovery-accepted" } } },
    ],
    [
      "too few checks were made",
      { checks: { rst: { storm: 19 } } },
      { kind: "too-little-seen", floors: [{ name: "rst-checks", observed: 19 }] },
    ],
    [
      "checks were not of their style",
      {
        checks: {
          rst: { storm: { sent: 200, verified: 99, unproven: { "closed after 2.1 ms, at most 1.5 ms": 101 } } },
        },
      },
      { kind: "too-little-seen", floors: [{ name: "rst-fidelity", observed: 0.495 }] },
    ],
    [
      "no clients came in the storm",
      { rate: 3, seconds: { storm: 1 }, storm: "" },
      { kind: "too-little-seen", floors: [{ name: "storm-clients", observed: 0 }] },
    ],
    [
      "no clients came in recovery",
      { rate: 3, seconds: { recovery: 1 }, recovery: "" },
      { kind: "too-little-seen", floors: [{ name: "recovery-clients", observed: 0 }] },
    ],
    [
      "it was interrupted in the baseline",
      { baseline: "30+", storm: "", recovery: "", checks: {}, end: "interrupted", endedAt: 3 },
      { kind: "cut-short", end: "interrupted", phase: "baseline" },
    ],
    [
      "it was interrupted at once",
      { baseline: "", storm: "", recovery: "", checks: {}, end: "interrupted", endedAt: 0 },
      { kind: "cut-short", end: "interrupted", phase: "baseline" },
    ],
    [
      "it was interrupted in the storm",
      { storm: "50+", recovery: "", checks: { rst: { storm: 50 } }, end: "interrupted", endedAt: 15 },
      { kind: "cut-short", end: "interrupted", phase: "storm" },
    ],
    [
      "it was interrupted while it might still turn out well",
      { storm: "48+ 2-", recovery: "", checks: { rst: { storm: 50 } }, end: "interrupted", endedAt: 15 },
      { kind: "cut-short", end: "interrupted", phase: "storm" },
    ],
    [
      "it was interrupted in the night",
      { recovery: "", end: "interrupted", endedAt: 35 },
      { kind: "cut-short", end: "interrupted", phase: "night" },
    ],
  ];
  test.each(reasons)("%s", (_, literal, reason) => {
    const judgement = judge(run(literal));
    expect(judgement.reason).toMatchObject(reason);
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

describe("a run that is cut short after the loss:", () => {
  test("an interrupted run has lost, and the last clients of the storm decide", () => {
    const judgement = judge(
      run({ storm: "20+ 60-", recovery: "", checks: { rst: { storm: 80 } }, end: "interrupted", endedAt: 18 }),
    );
    expect([judgement.verdict, judgement.cause]).toEqual(["wedged", "queued-not-served"]);
    expect(judgement.reason).toMatchObject({ end: { kind: "shut-out", observed: false, accepted: 0 } });
    expect(judgement.caveats).toEqual([{ kind: "recovery-not-observed", end: "interrupted", begun: false }]);
  });

  test("a run that is interrupted in recovery is degraded, and says that its recovery was not observed to its end", () => {
    const judgement = judge(run({ ...stumbled, recovery: "50+", end: "interrupted", endedAt: 45 }));
    expect(judgement.verdict).toBe("degraded");
    expect(judgement.caveats).toEqual([{ kind: "recovery-not-observed", end: "interrupted", begun: true }]);
  });

  const failFast: RunLiteral = { storm: "20+ 20-", checks: { rst: { storm: 40 } }, end: "fail-fast", endedAt: 19 };

  test.each([
    ["5-", "wedged"],
    ["1- 4+", "degraded"],
  ])("the last look of fail-fast is the recovery: %s is %s", (recovery, verdict) => {
    const judgement = judge(run({ ...failFast, recovery }));
    expect([judgement.verdict, judgement.caveats]).toEqual([verdict, []]);
  });
});

test("a run without recovery says so", () => {
  const judgement = judge(run({ ...hung, seconds: { recovery: 0 }, gates: GATES.slice(0, 4) }));
  expect(judgement.verdict).toBe("wedged");
  expect(judgement.caveats).toEqual([{ kind: "recovery-not-observed", end: "complete", begun: false }]);
});

describe("with clients that only connect,", () => {
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
    expect(judgement.reason).toMatchObject({
      kind: "harm",
      clients: "kernel",
      seen: { kind: "gate", lost: { gate: { name: "storm-queue" }, observed: 280 } },
      end: { kind: "queue-not-drained", observed: true },
      status: { known: [{ checker: "rst", upShare: 1 }], unknown: [] },
    });
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

  test("a queue that clients alone fill proves nothing of the checks", () => {
    const filling: [number, number][] = [[0, 0], [3, 30], [6, 60], [9, 90], ...growing.slice(1)];
    const judgement = judge(run({ ...connect, limit: 4096, queue: filling }));
    expect(judgement.verdict).toBe("inconclusive");
    expect(judgement.reason).toEqual({ kind: "control-fills-queue", connections: 90 });
  });
});

describe("what the checkers believed:", () => {
  const status = (literal: RunLiteral) => {
    const { reason } = judge(run(literal));
    return reason.kind === "harm" ? reason.status : undefined;
  };

  test.each<[string, RunLiteral["opinions"], unknown]>([
    ["UP all the while", [], { known: [{ checker: "rst", upShare: 1 }], unknown: [] }],
    [
      "DOWN after 14 of 28 s",
      [[26, "rst", 0, false]],
      { known: [{ checker: "rst", upShare: expect.closeTo(0.5, 1) }], unknown: [] },
    ],
    [
      "DOWN before the first client failed",
      [[11, "rst", 0, false]],
      { known: [{ checker: "rst", upShare: 0 }], unknown: [] },
    ],
  ])("the share of UP is told after %s", (_, opinions, expected) => {
    expect(status({ ...hung, opinions: opinions! })).toEqual(expected);
  });

  const f5: RunLiteral = {
    ...hung,
    checkers: [{ name: "f5-tcp", nodes: 2, intervalMs: 5_000, timeoutMs: 16_000, rise: 1, fall: 1, speedup: 6 }],
    checks: { "f5-tcp": { storm: 4 } },
  };
  const few: UnknownOpinion = {
    ...{ kind: "too-few", up: true, results: 0, wanted: 1, afterHarm: true },
    ...{ unknownNodes: 2, nodes: 2, longestMs: 16_000 },
  };
  test("it is not known when too few results came after the harm", () => {
    expect(status({ ...f5, results: { "f5-tcp": [10, 11] } })).toEqual({
      known: [],
      unknown: [{ checker: "f5-tcp", opinion: few }],
    });
    const opinions: RunLiteral["opinions"] = [[29, "f5-tcp", 0, false]];
    expect(status({ ...f5, opinions, results: { "f5-tcp": [11] } })).toEqual({
      known: [],
      unknown: [{ checker: "f5-tcp", opinion: { ...few, unknownNodes: 1 } }],
    });
    expect(status({ ...f5, results: { "f5-tcp": [20] } })).toEqual({
      known: [{ checker: "f5-tcp", upShare: 1 }],
      unknown: [],
    });
  });

  test("it is not known when the connections are held to the end of the phase", () => {
    const checkers = [{ name: "hold", holdsUntil: "phase-end" as const, fall: 3 }];
    expect(status({ ...hung, checkers, checks: { hold: { storm: 8 } }, results: { hold: [] } })).toEqual({
      known: [],
      unknown: [{ checker: "hold", opinion: { kind: "held", up: true } }],
    });
  });

  test("it is told of the night when only the night harmed", () => {
    expect(status({ recovery: "150-", opinions: [[32.5, "rst", 0, false]] })).toEqual({
      known: [{ checker: "rst", upShare: expect.closeTo(0.25, 2) }],
      unknown: [],
    });
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
  expect([verdict, reason]).toEqual(["inconclusive", { kind: "cut-short", end: "interrupted", phase: "storm" }]);
});
