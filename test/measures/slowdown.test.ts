import { describe, expect, test } from "vitest";
import type { Stats } from "../../lib/model/extension";
import { evaluateFloors } from "../../lib/judge/floors";
import { judge } from "../../lib/judge/judge";
import { slowdownCaveats, slowdownOf, slowdownStays } from "../../lib/measures/slowdown";
import { verdictText } from "../../lib/report/shared-phrases";
import type { Gate } from "../../lib/model/gates";
import type { RecoveryEnd } from "../../lib/model/reason";
import { makeJournal } from "../../lib/report/build-journal";
import { GATES, run, stats, type RunLiteral } from "../judge/run";

const gate: Gate = GATES.find(({ measure }) => measure === "slowdown")!;
const answers = (p50: number, p95: number): Stats => ({ ...stats(100, p50), p95, p99: p95, max: p95 });

function waited(baseline: Stats, storm: Stats, recovery = baseline): RunLiteral {
  return {
    baseline: { order: "100+", answerMs: baseline },
    storm: { order: "200+", answerMs: storm },
    recovery: { order: "150+", answerMs: recovery },
  };
}

test("what is compared is the answer, however early its first byte comes", () => {
  const literal = { ...waited(answers(7, 8), answers(150, 292)), gates: [gate] };
  expect(slowdownOf(run(literal), gate)).toMatchObject({ what: "answer", ok: false });
  const early = { order: "200+", firstByteMs: stats(200, 900), answerMs: answers(7, 8) };
  expect(slowdownOf(run({ ...literal, storm: early }), gate)).toMatchObject({ ok: true });
});

/** Median and p95 of the baseline, p95 of the storm: at most 5 times, or less than 50 ms more. */
const noisy: [string, number, number, number, { noisy: boolean; limitMs: number; ok: boolean }][] = [
  ["a quiet baseline is multiplied", 20, 24, 120, { noisy: false, limitMs: 120, ok: true }],
  [
    "a quiet baseline is multiplied, and no more than that is met",
    20,
    24,
    121,
    { noisy: false, limitMs: 120, ok: false },
  ],
  ["five times the median is no noise yet", 20, 100, 500, { noisy: false, limitMs: 500, ok: true }],
  [
    "more than five times the median is noise: only what the median allows comes on top",
    20,
    101,
    182,
    { noisy: true, limitMs: 181, ok: false },
  ],
  ["less than 50 ms are no noise, at any multiple", 4, 54, 270, { noisy: false, limitMs: 270, ok: true }],
  ["the 172 ms of a busy machine", 4, 172, 222, { noisy: true, limitMs: 222, ok: true }],
  ["the 172 ms of a busy machine no longer let 860 ms pass", 4, 172, 223, { noisy: true, limitMs: 222, ok: false }],
];

test.each(noisy)("the limit of the slowdown: %s", (_, p50, was, is, expected) => {
  expect(slowdownOf(run(waited(answers(p50, was), answers(p50, is))), gate)).toMatchObject(expected);
});

test("the report says that the baseline is noise, whether the gate is met or lost", () => {
  const noise = { stat: "p95", ms: 172, medianMs: 4 };
  const met = judge(run(waited(answers(4, 172), answers(4, 200))));
  expect([met.verdict, met.caveats]).toEqual([
    "held",
    [{ kind: "noisy-baseline", gate: "storm-slowdown", noise, limitMs: 222 }],
  ]);
  const lost = judge(run(waited(answers(4, 172), answers(4, 400))));
  expect(lost.verdict).toBe("degraded");
  expect(lost.reason).toMatchObject({
    kind: "harm",
    seen: {
      kind: "gate",
      lost: { seen: { kind: "slowdown-of-noise", what: "answer", stat: "p95", ms: 400, noise, limitMs: 222 } },
    },
  });
});

test("beyond the time that the generator may be late, noise leaves nothing to compare with", () => {
  const floor = (was: Stats) =>
    evaluateFloors(run({ ...waited(was, answers(4, 5000)) })).find(({ name }) => name === "baseline-noise");
  expect(floor(answers(4, 254))).toMatchObject({ ok: true, observed: 250, scope: "sample" });
  expect(floor(answers(4, 255))).toMatchObject({
    ok: false,
    ...{ observed: 251, kind: "baseline-noise", medianMs: 4, atMostMs: 250 },
  });
  // Evenly slow is not noisy.
  expect(floor(answers(300, 900))).toMatchObject({ ok: true, observed: 0 });
  expect(judge(run(waited(answers(4, 255), answers(4, 5000)))).verdict).toBe("inconclusive");
  expect(judge(run({ ...waited(answers(4, 255), answers(4, 5000)), storm: "10+ 190-" })).verdict).toBe("degraded");
});

describe("an exchange inside the generator's own process", () => {
  const literal = waited(answers(4, 5), answers(90, 250));
  const reference = (baseline: number, storm: number, count = 20) => ({
    baseline: stats(count, baseline),
    storm: stats(count, storm),
  });

  test.each<[string, RunLiteral["reference"], boolean]>([
    ["took as long as ever: the slowdown is the target's", reference(1, 1), false],
    ["took longer, and not by as much", reference(1, 195), false],
    ["took as much longer, but for what nobody feels", reference(1, 196), true],
    ["was slow in the baseline as well", reference(100, 200), false],
    ["was made too seldom to tell", reference(1, 249, 7), false],
  ])("%s", (_, times, shared) => {
    const evidence = run({ ...literal, reference: times! });
    expect(slowdownOf(evidence, gate)).toMatchObject({ shared, ok: shared });
    expect(judge(evidence).verdict).toBe(shared ? "held" : "degraded");
  });

  test("took longer as well: the gate is not judged, and the report says why", () => {
    const judgement = judge(run({ ...literal, reference: reference(1, 201) }));
    const slowdown = { phase: "storm", what: "answer", stat: "p95", slowerMs: 245, sharedMs: 200 };
    expect(judgement.caveats).toEqual([{ kind: "gate-not-judged", gate: "storm-slowdown", slowdown }]);
    expect(judgement.gates.find(({ gate: { name } }) => name === gate.name)).toMatchObject({
      ok: true,
      observed: null,
      seen: { kind: "not-measured", why: { kind: "shared-slowdown", slowdown } },
    });
  });

  test("took longer than the generator may be late: nothing can be said of anybody", () => {
    const evidence = run({ storm: "100+ 100-", reference: reference(1, 251) });
    expect(judge(evidence)).toMatchObject({
      verdict: "inconclusive",
      reason: {
        kind: "generator-failed",
        floors: [{ kind: "machine", observed: 251, atMostMs: 250 }],
      },
    });
    expect(judge(run({ storm: "100+ 100-", reference: reference(1, 250) })).verdict).toBe("degraded");
  });
});

test("without a gate on slowdown nobody asks how noisy the baseline is", () => {
  const gates = GATES.filter(({ measure }) => measure !== "slowdown");
  const evidence = run({ ...waited(answers(4, 900), answers(4, 5000)), gates });
  expect(evaluateFloors(evidence).map(({ name }) => name)).not.toContain("baseline-noise");
  expect([judge(evidence).verdict, slowdownCaveats(evidence)]).toEqual(["held", []]);
});

describe("once the checks have stopped", () => {
  const table: [string, Stats, boolean, string, RecoveryEnd][] = [
    [
      "most clients go on waiting",
      answers(201, 202),
      true,
      "clients were kept waiting, and still are",
      { kind: "waited", afterwards: "stays", what: "answer", stat: "p50", ms: 201 },
    ],
    [
      "a few clients go on waiting, such as those that were in the queue",
      answers(4, 102),
      false,
      "clients were kept waiting, some of them after the checks had stopped as well",
      { kind: "waited", afterwards: "some", what: "answer", stat: "p95", ms: 102 },
    ],
    [
      "no client goes on waiting",
      answers(4, 5),
      false,
      "clients were kept waiting, and no longer are",
      { kind: "waited", afterwards: "gone", what: "answer", stat: "p95", ms: 5 },
    ],
  ];

  test.each(table)("%s", (_, recovery, stays, headline, end) => {
    const evidence = run(waited(answers(3, 3.2), answers(200, 201), recovery));
    const judgement = judge(evidence);
    expect(slowdownStays(evidence)).toBe(stays);
    expect(judgement.verdict).toBe("degraded");
    expect(verdictText(makeJournal(evidence, judgement))).toBe(headline);
    expect(judgement.reason).toMatchObject({ kind: "harm", end });
  });

  test("a run without a recovery does not say", () => {
    const evidence = run({
      ...waited(answers(3, 3.2), answers(200, 201)),
      end: "interrupted",
      endedAt: 30,
      recovery: "",
    });
    expect(slowdownStays(evidence)).toBe(false);
    expect(verdictText(makeJournal(evidence, judge(evidence)))).toBe("clients were kept waiting");
  });

  test("nothing stays where nobody was slowed down", () => {
    expect(slowdownStays(run(waited(answers(200, 201), answers(200, 201))))).toBe(false);
  });
});

test("a slow client at the edge belongs to the storm: the baseline keeps its own pace", () => {
  // One in ten of the baseline met the first checks: as the baseline's it would be its p95, and five times that lets all pass.
  const overtaken = run({ ...waited(answers(3, 300), answers(290, 300)), gates: [gate] });
  const moved = run({ ...waited(answers(3, 4), answers(290, 300)), gates: [gate] });
  expect(slowdownOf(overtaken, gate)).toMatchObject({ ok: true, noisy: true });
  expect(slowdownOf(moved, gate)).toMatchObject({ ok: false, noisy: false });
});
