/** The reason of a verdict in words, of runs as the judge sees them. */
import { describe, expect, test } from "vitest";
import type { Gate } from "../../lib/model/gates";
import { judge } from "../../lib/judge/judge";
import { settle } from "../../lib/judge/settle";
import { makeJournal } from "../../lib/report/build-journal";
import { reasonText } from "../../lib/report/reason-text";
import { counting, forgetful, settings, simulatedRun } from "../judge/simulated";
import { processes } from "../judge/processes";
import { GATES, run, stats, type RunLiteral } from "../judge/run";
import { journalOf } from "./journals";

const hung: RunLiteral = { storm: "20+ 180-", recovery: "150-" };

const harms: [title: string, literal: RunLiteral, text: RegExp][] = [
  [
    "nobody fails",
    {},
    /^Every gate was met: 100 % of the storm's clients got in, and 100 % afterwards, under 300 checks \(300 verified\)\.$/,
  ],
  ["one client in a hundred may fail", { storm: "100+ 2- 98+" }, /99 % of the storm's/],
  [
    "three clients in two hundred may not fail",
    { storm: "100+ 3- 97+" },
    /98.5 % of the storm's clients got in.*at the end of recovery clients got in again \(45 of the last 45\)/,
  ],
  [
    "the service hangs for good",
    hung,
    /^10 % of the storm's clients got in, and for 18.1 s not one; at the end of recovery none of the last 45 got in\. What failed: the kernel completed /,
  ],
  ["the service stumbles", { storm: "20+ 30- 150+" }, /85 % of the storm's/],
  ["the service gets over it late in recovery", { ...hung, recovery: "100- 50+" }, /45 of the last 45/],
  [
    "fewer than half of the clients get in at the end",
    { ...hung, recovery: "128- 22+" },
    /only 22 of the last 45 got in/,
  ],
  ["half of the clients get in at the end", { ...hung, recovery: "127- 23+" }, /23 of the last 45/],
  [
    "one client at the end, who is lost",
    { ...hung, rate: 0.1, floors: { clientAttempts: 1 }, storm: "1+ 1-", recovery: "1-" },
    /the last client did not get in/,
  ],
  [
    "the night alone harms",
    { recovery: { order: "150-", causes: { rejected: 150 } } },
    /^All 200 of the storm's clients got in; after the night, with the checkers alone, not one did; /,
  ],
  [
    "harm shows late without a night",
    { seconds: { night: 0 }, recovery: "150-" },
    /once the checks had stopped, not one did/,
  ],
  [
    "slower is harm too",
    { storm: { order: "200+", answerMs: stats(200, 300) } },
    /^Clients got in, but answer p95 300 ms in the storm, 167 times the baseline's 1\.8 ms, at most 5 times allowed/,
  ],
  [
    "nobody came after an interruption",
    { storm: "20+ 60-", recovery: "", checks: { rst: { storm: 80 } }, end: "interrupted", endedAt: 18 },
    /when last seen none of the last \d+ got in/,
  ],
  [
    "first the queue took clients in, then it was full",
    { storm: { order: "2+ 198-", causes: { "queued-not-served": 63, "syn-dropped": 135 } }, recovery: "150-" },
    /stuck before it answers; then the accept queue was full, and the kernel dropped the rest\./,
  ],
];

test.each(harms)("the reason of a verdict names what happened: %s", (_, literal, text) => {
  expect(journalOf(literal).reason).toMatch(text);
});

describe("the reason says how it ended:", () => {
  const answers = (p50: number, p95: number) => ({ ...stats(100, p50), p95, p99: p95, max: p95 });
  const table: [string, number, number, string][] = [
    [
      "most clients go on waiting",
      201,
      202,
      "in the recovery, without a check, most of them waited all the same (answer p50 201 ms).",
    ],
    ["a few clients go on waiting", 4, 102, "in the recovery some of them waited as well (answer p95 102 ms)."],
    ["no client goes on waiting", 4, 5, "in the recovery they did not have to wait (answer p95 5 ms)."],
  ];

  test.each(table)("%s", (_, p50, p95, ending) => {
    const { reason } = journalOf({
      baseline: { order: "100+", answerMs: answers(3, 3.2) },
      storm: { order: "200+", answerMs: answers(200, 201) },
      recovery: { order: "150+", answerMs: answers(p50, p95) },
    });
    expect(reason.slice(-ending.length)).toBe(ending);
  });

  test("clients got in again while nothing checked", () => {
    const evidence = { ...run(hung), watched: { back: true } };
    expect(makeJournal(evidence, judge(evidence)).reason).toMatch(
      /not one; clients got in again \S+ m?s after the checks had stopped\. What failed/,
    );
  });

  test("no client came any more", () => {
    const { reason } = journalOf({
      gates: [{ name: "queue", phase: "storm", measure: "queue-growth", atMost: 4 }],
      ...{ storm: "", recovery: "", seconds: { recovery: 0 }, floors: { clientAttempts: 0 } },
      ...{ end: "interrupted", endedAt: 40 },
      queue: Array.from({ length: 40 }, (_, t): [number, number] => [t, Math.max(0, t - 10)]),
    });
    expect(reason).toMatch(
      /^Clients got in, but the accept queue kept \d+ more connections .*; no client came after that\./,
    );
  });
});

describe("the reason of an inconclusive run:", () => {
  const table: [string, RunLiteral, RegExp][] = [
    ["setup did not finish", { setup: "unfinished" }, /^The run ended before its first phase\.$/],
    [
      "setup said why",
      { setup: "unfinished", harness: { "exception: no such host": 1 } },
      /before its first phase: exception: no such host\.$/,
    ],
    [
      "the generator had errors",
      { ...hung, harness: { "EADDRNOTAVAIL: no free port": 3 } },
      /^The generator failed, so nothing can be said of the target: 3 harness errors: 3 × EADDRNOTAVAIL: no free port\.$/,
    ],
    [
      "the generator lagged",
      { ...hung, storm: { order: "20+ 180-", lagMs: { ...stats(200, 1), p99: 251, max: 900 } } },
      /exchanges began up to 251 ms late \(p99\), at most 250 ms allowed/,
    ],
    [
      "the generator stood still once",
      { ...hung, storm: { order: "20+ 180-", lagMs: { ...stats(200, 1), max: 3000 } } },
      /the generator stood still for up to 3 s, at most 1 s allowed/,
    ],
    ["clients could not be started", { storm: "" }, /200 clients could not be started: no free VU/],
    [
      "nothing listens",
      { baseline: { order: "100-", causes: { refused: 100 }, examples: { refused: "connect: ECONNREFUSED" } } },
      /^Not one of 100 clients was accepted before the first check was sent: nothing listened: .*\(connect: ECONNREFUSED\)\.$/,
    ],
    [
      "too few clients came in the baseline",
      { rate: 4, seconds: { baseline: 1 } },
      /^The control is too small: 4 clients in the baseline, at least 5 wanted\.$/,
    ],
    ["no check was sent", { recovery: "150-", checks: {} }, /^Gates were lost, but not one check was sent: 0 % of/],
    [
      "no check reached the service",
      { recovery: "150-", checks: { rst: { storm: { sent: 200, completed: 0, failed: 200 } } } },
      /^Gates were lost, but not one check reached the service: 0 % of/,
    ],
    [
      "too few checks were made",
      { checks: { rst: { storm: 19 } } },
      /^No gate was lost, but too little was seen to say held: 19 verified checks of rst, at least 20 wanted\.$/,
    ],
    [
      "checks were not of their style",
      {
        checks: {
          rst: { storm: { sent: 200, verified: 99, unproven: { "closed after 2.1 ms, at most 1.5 ms": 101 } } },
        },
      },
      /49.5 % of rst's checks were truly rst, at least 50 % wanted \(mostly: closed after 2\.1 ms, at most 1\.5 ms\)/,
    ],
    [
      "no clients came in the storm",
      { rate: 3, seconds: { storm: 1 }, storm: "" },
      /say held: 0 clients in the storm, at least 5 wanted/,
    ],
    ["no clients came in recovery", { rate: 3, seconds: { recovery: 1 }, recovery: "" }, /0 clients in the recovery/],
    [
      "no gate could be measured",
      { gates: [GATES.find(({ measure }) => measure === "queue-growth")!] },
      /^Not one gate could be measured: not measured: /,
    ],
    [
      "it was interrupted in the baseline",
      { baseline: "30+", storm: "", recovery: "", checks: {}, end: "interrupted", endedAt: 3 },
      /^The run was interrupted in the baseline, before any gate was lost\.$/,
    ],
    [
      "it was ended at the first lost gate, which was none",
      { recovery: "", end: "fail-fast", endedAt: 35 },
      /^The run was ended early in the night, before any gate was lost\.$/,
    ],
    [
      "it was interrupted in the storm",
      { storm: "50+", recovery: "", checks: { rst: { storm: 50 } }, end: "interrupted", endedAt: 15 },
      /interrupted in the storm, before any gate was lost/,
    ],
    ["it was interrupted in the night", { recovery: "", end: "interrupted", endedAt: 35 }, /interrupted in the night/],
  ];
  test.each(table)("%s", (_, literal, text) => {
    const { verdict, reason } = journalOf(literal);
    expect([verdict, reason]).toEqual(["inconclusive", expect.stringMatching(text)]);
  });

  test("no accept() returned the checks", () => {
    const half = {
      handshake: "half-open" as const,
      steps: [],
      ending: { kind: "rst" as const },
      prove: { segsOut: 1 },
    };
    const checkers = [{ connections: [half] as [typeof half] }];
    const { reason, advice } = journalOf({ checkers, storm: { order: "50+ 150-", causes: { rejected: 150 } } });
    expect(reason).toMatch(
      /^Gates were lost, but the service cannot have seen one of the checks: none of them became a connection that accept\(\) returns\. So it was not the checks: 25 % of/,
    );
    expect(advice).toEqual([
      "Clients alone brought this about, or the load of this machine; a longer BASELINE would show it without any check.",
    ]);
  });
});

describe("the reason of a run whose clients only connect:", () => {
  const ADVICE = "Port 6379 stands for redis: CLIENT=redis would prove that the service serves.";
  const connect: RunLiteral = { client: { kind: "connect", evidence: "kernel" }, kernelEvidence: "accept" };

  test("it says that they do not prove that it held, and which CLIENT would", () => {
    const { reason, advice } = journalOf({ client: { ...connect.client, advice: ADVICE } });
    expect(reason).toBe(
      "No gate was lost, but the clients only connected, and the kernel opens connections for a service that has stopped answering as well: " +
        "that does not prove that it held.",
    );
    expect(advice).toEqual([
      ADVICE,
      "Where the service has no answer to give (statsd, syslog), KERNEL_EVIDENCE=accept takes open connections for held.",
    ]);
  });

  test("a queue that grows is harm by itself", () => {
    const queue: [number, number][] = [
      ...([
        [9, 0],
        [12, 40],
        [16, 120],
        [20, 200],
        [24, 280],
        [29, 380],
      ] as [number, number][]),
      ...([
        [35, 480],
        [50, 600],
        [54.9, 650],
      ] as [number, number][]),
    ];
    expect(journalOf({ ...connect, limit: 4096, queue }).reason).toBe(
      "Connections opened, but the accept queue kept 280 more connections over the storm, at most 4 allowed; " +
        "at the end of recovery the accept queue had not drained. Meanwhile rst went on saying UP.",
    );
  });

  test("what opened is not said to have got in", () => {
    const text = (literal: RunLiteral) => journalOf({ ...connect, ...literal }).reason;
    const seven = { storm: "20+ 180-", recovery: "143+ 7-" };
    expect(text({})).toMatch(/^Every gate was met: 100 % of the storm's connections opened, and 100 % afterwards/);
    expect(text({ storm: "20+ 180-", recovery: "150-" })).toMatch(
      /^10 % of the storm's connections opened, and for 18\.1 s not one; at the end of recovery none of the last \d+ opened\./,
    );
    expect(text(seven)).toContain("at the end of recovery connections opened again (");
    for (const literal of [{}, seven, { recovery: "150-" }]) {
      expect(text(literal)).not.toMatch(/got in|did not get in/);
    }
  });
});

describe("the reason tells what the checkers believed:", () => {
  const belief = (literal: RunLiteral) => /Meanwhile .*$/.exec(journalOf({ ...hung, ...literal }).reason)?.[0] ?? "";

  test.each<[string, NonNullable<RunLiteral["opinions"]>, string]>([
    ["UP all the while", [], "Meanwhile rst went on saying UP."],
    ["DOWN after 14 of 28 s", [[26, "rst", 0, false]], "Meanwhile rst said UP for 50 % of the time since the harm."],
    ["DOWN before the first client failed", [[11, "rst", 0, false]], ""],
  ])("the checker said %s", (_, opinions, sentence) => {
    expect(belief({ opinions })).toBe(sentence);
  });

  test("it is not known when too few results came after the harm", () => {
    const f5: RunLiteral = {
      ...hung,
      checkers: [{ name: "f5-tcp", nodes: 2, intervalMs: 5_000, timeoutMs: 16_000, rise: 1, fall: 1, speedup: 6 }],
      checks: { "f5-tcp": { storm: 4 } },
    };
    expect(journalOf({ ...f5, results: { "f5-tcp": [10, 11] } }).reason).toMatch(
      / f5-tcp: not known whether it would have gone DOWN: 0 of 1 results came after the harm; at its own rate that takes up to 16 s\.$/,
    );
    const opinions: RunLiteral["opinions"] = [[29, "f5-tcp", 0, false]];
    expect(journalOf({ ...f5, opinions, results: { "f5-tcp": [11] } }).reason).toContain(
      ": 0 of 1 results came after the harm at 1 of its 2 nodes; at its own rate",
    );
    expect(journalOf({ ...f5, results: { "f5-tcp": [20] } }).reason).toMatch(/Meanwhile f5-tcp went on saying UP\.$/);
  });

  test("it is not known when its connections are held to the end of the phase", () => {
    const checkers = [{ name: "hold", holdsUntil: "phase-end" as const, fall: 3 }];
    const held = { ...hung, checkers, checks: { hold: { storm: 8 } }, results: { hold: [] } };
    expect(journalOf(held).reason).toMatch(
      / hold: not known whether it would have gone DOWN: its connections were held to the end of the phase, and gave no result before it\.$/,
    );
  });

  test("it is told of the night when only the night harmed", () => {
    expect(journalOf({ recovery: "150-", opinions: [[32.5, "rst", 0, false]] }).reason).toMatch(
      /UP for 25 % of the time since the harm\.$/,
    );
  });
});

describe("the reason tells what the checks cost the service:", () => {
  const growth: Gate = { name: "recovery-growth", phase: "recovery", measure: "growth", atMost: 0.1 };
  const threads: Gate = { name: "recovery-threads", phase: "recovery", measure: "threads-ended", atMost: 0.25 };
  const restarts: Gate = { name: "recovery-restarts", phase: "recovery", measure: "restarts", atMost: 0 };
  const lost: RunLiteral = { storm: "100+ 100-", recovery: "150-" };

  test("a leak of each check is told", () => {
    const process = processes(({ checks }) => ({ descriptors: 12 + checks }));
    const { reason, advice } = journalOf({ gates: [...GATES, growth], process });
    expect(reason).toBe(
      "Clients got in, but the service keeps something of each check, and still did at the end of recovery: " +
        "leaks: descriptors +1 per check, limit 1,024 reached in 1 min 41 s at the real rate.",
    );
    expect(advice[0]).toMatch(/^Close and free on every path/);
  });

  test("what every connection leaves is told", () => {
    const process = processes((m) => ({ descriptors: 12 + m.attempts + m.checks, descriptorLimit: 20_000 }));
    const literal = { gates: [...GATES, growth], process, checkers: [{ realRatePerSecond: 0.1 }] };
    expect(journalOf(literal).reason).toBe(
      "Clients got in, but the service keeps something of every connection, and still did at the end of recovery: " +
        "leaks: keeps 1 descriptor of every connection, check or client; the checks alone reach 20,000 in 2 d 7 h.",
    );
  });

  test("a leak is told beside lost clients", () => {
    const process = processes((m) => ({ closeWait: Math.min(100, m.checks) }));
    expect(journalOf({ gates: [...GATES, growth], process, ...lost }).reason).toContain(
      "The service kept something of each check: leaks: sockets in CLOSE-WAIT +1 per check",
    );
  });

  test("threads that end are told alone and beside lost clients", () => {
    const gates = [...GATES, threads];
    const alone = journalOf({ gates, process: processes((m) => ({ threads: Math.max(3, 6 - m.checks) })) });
    expect(alone.reason).toBe(
      "Clients got in, but the checks cost the service more than that: threads 6 → 3 within 10 checks.",
    );
    expect(alone.advice[0]).toMatch(/^The checks end your workers/);
    const workers = processes((m) => ({ threads: Math.max(1, 11 - Math.floor(m.checks / 10)) }));
    const beside = journalOf({ gates, process: workers, ...lost });
    expect(beside.reason).toContain("Seen in the service's process: threads 11 → 1 within 100 checks.");
    expect(beside.advice[0]).toMatch(/^The checks end your workers/);
    expect(beside.advice[1]).not.toMatch(/worker anew/);
  });

  test("a process that ends is told", () => {
    const process = processes(({ t }) => ({ restarts: t < 15 ? 0 : 18 }));
    const { reason, advice } = journalOf({ gates: [...GATES, restarts], process });
    expect(reason).toContain("was replaced by another one at least 18 times after the first check");
    expect(advice[0]).toMatch(/^The checks end the process/);
  });
});

describe("the reason tells of the balancer's own rate:", () => {
  const growth: Gate = { name: "recovery-growth", phase: "recovery", measure: "growth", atMost: 0.1 };
  const leaking = run({
    gates: [...GATES, growth],
    process: processes(({ checks }) => ({ descriptors: 12 + checks })),
  });
  const harm = { checksBefore: 1, forgetsAfterMs: 0, factor: 25, atOwnRate: "unknown" } as const;
  const second = { kind: "second-storm", harm, dose: { checks: 1, forgetsAfterMs: 0, atNight: false } } as const;

  test("harm that only the factor makes is told", () => {
    const { reason, secondStorm, findings } = makeJournalOf(25, forgetful(10, 30_000));
    const first =
      /Harmed at 25 times the balancer's own rate, not at its own rate: after 12 checks, and forgotten \S+ s after the last \(rejected\)\.$/;
    expect(reason).toMatch(/^Every gate was met: /);
    expect(reason).toMatch(first);
    expect(secondStorm!.firstText).toMatch(first);
    expect(findings).toEqual([
      expect.objectContaining({ kind: "raised-rate", text: secondStorm!.firstText.slice(0, -1) }),
    ]);
  });

  test("a service that only counts is harmed at its own rate as well", () => {
    expect(makeJournalOf(25, counting(3)).reason).not.toContain("own rate");
  });

  test("a second storm that would be too short is told", () => {
    const { reason, advice } = makeJournalOf(25, forgetful(10, 45_000), { watchMs: 60_000, stormMs: 20_000 });
    expect(reason).toMatch(
      / That was at 25 times the balancer's own rate, and SECOND_STORM=20s is too short to try its own rate\.$/,
    );
    expect(advice.join()).toMatch(/^SECOND_STORM=\d+s lets a second storm at the balancer's own rate decide\.$/);
  });

  test("a leak is told beside harm of the factor alone", () => {
    const first = { ...judge(leaking), cause: "reset" as const };
    const { reason } = settle(leaking, first, second, judge(run()));
    expect(reasonText(reason)).toMatch(
      /^At its own rate: clients got in, but the service keeps something of each check.* at the real rate\. Harmed at 25 times the balancer's own rate, not at its own rate: after 1 check, and over within a second of the last \(reset\)\.$/,
    );
  });

  test("a leak is told beside a second storm that says nothing", () => {
    const nothing = judge(run({ baseline: { order: "20-" } }));
    const { reason } = settle(leaking, judge(leaking), second, nothing);
    expect(reasonText(reason)).toMatch(/^At any rate: the service keeps something of each check/);
    expect(reasonText(reason)).toContain("The second storm, at its own rate, says nothing: The generator failed, ");
  });

  test("a second storm that does the same is told", () => {
    const { reason } = settle(leaking, judge(leaking), second, judge(run(hung)));
    expect(reasonText(reason)).toMatch(
      /^At its own rate: 10 % of the storm's .* The first storm, at 25 times the balancer's own rate, did the same\.$/,
    );
  });

  function makeJournalOf(
    speedup: number,
    service: Parameters<typeof simulatedRun>[1],
    ownRate = { watchMs: 60_000, stormMs: 600_000 },
  ) {
    const evidence = simulatedRun({ ...settings(speedup), ownRate }, service);
    return makeJournal(evidence, judge(evidence));
  }
});
