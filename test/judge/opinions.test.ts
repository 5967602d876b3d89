import { describe, expect, test } from "vitest";
import { longestToDecideMs, opinionOf, type CheckedTime } from "../../lib/judge/opinions";
import { recordedOpinions } from "../../lib/judge/recorded-opinions";
import type { ChangeOfMind, LastWord, Moment } from "../../lib/model/run-event";
import type { PlannedChecker } from "../../lib/model/plan";
import { checker, config } from "../plan/config";
import { planChecker } from "../../lib/plan/plan-checker";
import { checker as spoken } from "./run";

/** Two nodes, ten times as often as their product; the checks lie between 10 s and 30 s. */
const two = spoken({ name: "lb", nodes: 2, speedup: 10, intervalMs: 1_000, plannedIntervalMs: 100, rise: 2, fall: 3 });
const time: CheckedTime = { storm: "storm", fromMs: 10_000, toMs: 30_000, harmMs: null };
const tenfold = (ms: number): Moment => [ms, (ms - 10_000) * 10];

type Change = [ms: number, node: number, up: boolean];

function told(changes: Change[], given: Partial<LastWord> = {}, silent: number[] = []) {
  const events = changes.map(([ms, node, up]) => {
    const at = tenfold(ms);
    const change: ChangeOfMind = { checker: "lb", node, storm: "storm", up, at, since: at };
    return { t: ms, kind: "opinion", data: JSON.stringify(change) };
  });
  const words = [0, 1]
    .filter((node) => !silent.includes(node))
    .map((node) => {
      const own = changes.filter(([, of]) => of === node).length;
      const last = [29_700, 29_800, 29_900].map(tenfold);
      const word = {
        checker: "lb",
        node,
        storm: "storm",
        results: 200,
        changes: own,
        at: tenfold(30_000),
        undecided: false,
        last,
      };
      return { t: 30_000, kind: "node", data: JSON.stringify({ ...word, ...given } satisfies LastWord) };
    });
  return recordedOpinions([...events, ...words]);
}

test.each<[string, Change[], { up: number; down: number }]>([
  ["no change: UP all the time", [], { up: 400, down: 0 }],
  ["one node is DOWN from 15 s on", [[15_000, 0, false]], { up: 250, down: 150 }],
  [
    "a node is DOWN and UP again",
    [
      [15_000, 0, false],
      [18_500, 0, true],
    ],
    { up: 365, down: 35 },
  ],
  [
    "both nodes are DOWN",
    [
      [12_000, 0, false],
      [14_000, 1, false],
    ],
    { up: 60, down: 340 },
  ],
  ["a change after the end changes nothing", [[31_000, 0, false]], { up: 400, down: 0 }],
])("node-seconds of 20 s at ten times the own rate: %s", (_, changes, { up, down }) => {
  expect(opinionOf(told(changes), two, time)).toMatchObject({ up, down });
});

test("opinions of another storm of the same checker do not count", () => {
  const { up, down, unknown } = opinionOf(told([[15_000, 0, false]]), two, {
    ...time,
    storm: "own-storm",
    fromMs: 60_000,
    toMs: 60_000,
  });
  expect([up, down, unknown.length]).toEqual([0, 0, 2]);
});

describe("opinions since the harm:", () => {
  const since = (changes: Change[], harmMs: number) => opinionOf(told(changes), two, { ...time, harmMs }).sinceHarm;

  test("the time before does not count", () => {
    expect(since([[25_000, 0, false]], 20_000)).toEqual({ up: 150, down: 50 });
    expect(
      since(
        [
          [15_000, 0, false],
          [16_000, 1, false],
        ],
        20_000,
      ),
    ).toEqual({ up: 0, down: 200 });
  });

  test("a check that lasts long goes alike on both clocks, and what came before it does not", () => {
    // 10 s to 14 s at ten times the own rate, then a check that lasts until 30 s.
    const [began, known]: Moment[] = [
      [14_000, 40_000],
      [30_000, 56_000],
    ];
    const change = {
      checker: "lb",
      node: 0,
      storm: "storm",
      up: false,
      at: known!,
      since: began!,
    } satisfies ChangeOfMind;
    const word = {
      checker: "lb",
      node: 0,
      storm: "storm",
      results: 41,
      changes: 1,
      undecided: false,
      at: known!,
      last: [began!],
    };
    const events = [
      { t: 30_000, kind: "opinion", data: JSON.stringify(change) },
      { t: 30_000, kind: "node", data: JSON.stringify(word satisfies LastWord) },
    ];
    const one = { ...two, nodes: 1, fall: 1 };
    const { up, sinceHarm } = opinionOf(recordedOpinions(events), one, { ...time, harmMs: 13_000 });
    expect(up).toBe(56);
    expect(sinceHarm).toEqual({ up: 26, down: 0 });
  });
});

describe("whether the opinion after the harm is known:", () => {
  const unknown = (
    changes: Change[],
    {
      given = {},
      of = two,
      harmMs = null,
      silent = [],
    }: {
      given?: Partial<LastWord>;
      of?: PlannedChecker;
      harmMs?: number | null;
      silent?: number[];
    },
  ) => opinionOf(told(changes, given, silent), of, { ...time, harmMs }).unknown;

  test("UP is known with as many results after the harm as would have taken it DOWN", () => {
    expect(unknown([], { harmMs: 29_700 })).toEqual([]);
    const late = unknown([], { harmMs: 29_701 });
    expect(late).toEqual(new Array(2).fill({ why: "too-few", results: 2, wanted: 3, up: true }));
  });

  test("UP is not known where a check was under way that would have decided", () => {
    const [first] = unknown([], { harmMs: 20_000, given: { undecided: true } });
    expect(first).toMatchObject({ why: "unfinished" });
    // A service that was not harmed gives nothing to wait for.
    expect(unknown([], { given: { undecided: true } })).toEqual([]);
  });

  test("DOWN is known whenever the node went DOWN", () => {
    expect(
      unknown(
        [
          [12_000, 0, false],
          [29_950, 1, false],
        ],
        { harmMs: 29_900 },
      ),
    ).toEqual([]);
  });

  test("DOWN after the harm is known of a node that is UP again", () => {
    expect(
      unknown(
        [
          [29_750, 0, false],
          [29_850, 0, true],
        ],
        { harmMs: 29_701, silent: [1] },
      ),
    ).toEqual([expect.objectContaining({ why: "interrupted" })]);
  });

  test("a node that did not come to its end cannot say how many results it had", () => {
    expect(unknown([[12_000, 0, false]], { harmMs: 11_000, silent: [0, 1] })).toEqual([
      { why: "interrupted", results: 0, wanted: 3, up: true },
    ]);
  });

  test("nothing is known where changes of mind were not kept", () => {
    expect(unknown([[12_000, 0, false]], { given: { changes: 7 } }).map(({ why }) => why)).toEqual([
      "not-recorded",
      "not-recorded",
    ]);
  });

  test.each<[string, Partial<PlannedChecker>, number, number]>([
    ["UP at the beginning needs as many as would take it DOWN", {}, 2, 2],
    ["UP at the beginning has enough of them", {}, 3, 0],
    ["DOWN at the beginning needs as many as would bring it UP", { initially: "down" }, 1, 2],
    ["DOWN at the beginning has enough of them that failed", { initially: "down" }, 2, 0],
    ["the first result decides where UP is unproven", { initially: "up-unproven" }, 1, 0],
  ])("it needs results without a harm as well: %s", (_, given, results, nodes) => {
    const last = new Array<Moment>(results).fill(tenfold(20_000));
    expect(unknown([], { given: { results, last }, of: { ...two, ...given } }).length).toBe(nodes);
  });

  test("a connection that is held to the end of the phase gives no result", () => {
    const held = { ...two, holdsUntil: "phase-end" as const };
    expect(unknown([], { given: { results: 0, last: [] }, of: held, harmMs: 20_000 })[0]).toMatchObject({
      why: "held",
    });
    expect(unknown([], { given: { results: 0, last: [] }, of: held })[0]).toMatchObject({ why: "held" });
  });
});

describe("DOWN of a checker that had not judged yet is counted by its time:", () => {
  const down = { ...two, nodes: 1, initially: "down" as const };
  test.each<[string, Change[], Partial<LastWord>, number]>([
    ["it came UP after 2 s", [[12_000, 0, true]], {}, 20],
    ["it had too few results", [], { results: 1, last: [tenfold(20_000)] }, 200],
    ["it had as many results as would have brought it UP", [], { results: 2 }, 0],
  ])("%s", (_, changes, given, seconds) => {
    expect(opinionOf(told(changes, given), down, time).unjudged).toBe(seconds);
  });
});

test.each([
  ["f5-tcp", 16_000],
  ["aws-nlb", 40_000],
  // Three timeouts of 5 s, and 5 s between them.
  ["octavia", 25_000],
  ["gdnsd", 93_000],
])("at its own rate %s takes up to %i ms to go DOWN", (name, ms) => {
  const plain = checker(name);
  expect(longestToDecideMs(planChecker(plain, config({ checkers: [plain] })), true)).toBe(ms);
});
