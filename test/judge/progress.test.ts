/** From looks at the recorder, one after the other, to what happens. */
import { expect, test } from "vitest";
import type { Snapshot } from "../../lib/model/extension";
import type { Happening, HappeningKind, HappeningOf } from "../../lib/model/progress";
import { lastClients, watchRun } from "../../lib/judge/progress/watch-run";
import type { WatchedRun } from "../../lib/judge/progress/watched-run";

const ORIGIN = 1_000;
const RUN: WatchedRun = {
  phases: [
    { name: "baseline", startMs: 0, endMs: 10_000 },
    { name: "storm", startMs: 10_000, endMs: 20_000 },
    { name: "night", startMs: 20_000, endMs: 30_000 },
    { name: "recovery", startMs: 30_000, endMs: 40_000 },
  ],
  checkers: [{ name: "lb", nodes: 2, initially: "up" }],
  originMs: ORIGIN,
  prefix: "",
  longestClientMs: 6_000,
  arm: null,
};
const IN = { failedInARow: 0, acceptedMs: ORIGIN, backSinceMs: ORIGIN };
const QUIET: Snapshot = {
  nowMs: ORIGIN,
  clients: {},
  access: IN,
  checks: {},
  absence: null,
  restarts: -1,
  events: [],
  eventsSeen: 0,
};

interface Seen extends Partial<Omit<Snapshot, "nowMs">> {
  /** Since the origin, seconds. */
  t: number;
  queue?: number;
}

function told(looks: readonly Seen[], run: Partial<WatchedRun> = {}): Happening[] {
  const watch = watchRun({ ...RUN, ...run });
  return looks.flatMap(({ t, queue, ...seen }) =>
    watch({
      snapshot: { ...QUIET, ...seen, nowMs: ORIGIN + t * 1_000 },
      queue: queue === undefined ? null : { length: queue, limit: 128 },
    }),
  );
}

/** Without those that every run has. */
function news(looks: readonly Seen[], run: Partial<WatchedRun> = {}): Happening[] {
  return told(looks, run).filter(({ kind }) => kind !== "status" && kind !== "phase-begun");
}

function only<Kind extends HappeningKind>(kind: Kind, happenings: readonly Happening[]): HappeningOf<Kind>[] {
  return happenings.filter((one): one is HappeningOf<Kind> & Happening => one.kind === kind);
}

const failed = (startS: number, endS: number, cause = "refused") => ({
  begun: 10,
  attempts: 5,
  accepted: 4,
  causes: { [cause]: 1 },
  firstFailure: { startMs: ORIGIN + startS * 1_000, endMs: ORIGIN + endS * 1_000, cause },
});
const opinion = (node: number, up: boolean, atS: number, storm = "storm") => ({
  t: 0,
  kind: "opinion",
  data: JSON.stringify({ checker: "lb", node, storm, up, at: [ORIGIN + atS * 1_000, 0], since: [0, 0] }),
});

test("a run that is held tells of its phases, and of nothing else", () => {
  const held = told([{ t: 0 }, { t: 10 }, { t: 20 }, { t: 30.1 }, { t: 39 }]);
  expect(
    only("phase-begun", held).map(({ phase, atMs, phaseMs, ms, leftMs }) => [phase, atMs, phaseMs, ms, leftMs]),
  ).toEqual([
    ["baseline", 0, 0, 10_000, 40_000],
    ["storm", 10_000, 0, 10_000, 30_000],
    ["night", 20_000, 0, 10_000, 20_000],
    ["recovery", 30_000, 0, 10_000, 10_000],
  ]);
  expect(new Set(held.map(({ kind }) => kind))).toEqual(new Set(["phase-begun", "status"]));
});

test("an observer that was held up tells of each phase that has begun meanwhile", () => {
  expect(only("phase-begun", told([{ t: 0 }, { t: 25 }])).map(({ phase }) => phase)).toEqual([
    "baseline",
    "storm",
    "night",
  ]);
});

test("the first client that is lost is told once, with its own time", () => {
  const lost = news([
    { t: 15 },
    { t: 18.2, clients: { storm: failed(13, 18) }, queue: 12 },
    { t: 18.5, clients: { storm: failed(13, 18) } },
  ]);
  expect(lost).toEqual([
    {
      kind: "first-client-lost",
      atMs: 18_200,
      phase: "storm",
      phaseMs: 8_200,
      of: "storm",
      beganMs: 3_000,
      waitedMs: 5_000,
      cause: "refused",
      earlier: false,
      shutOut: false,
      queue: { length: 12, limit: 128 },
    },
  ]);
});

test("a lost client that began before the first one and is found out after it is told as well", () => {
  const [first, second, ...rest] = only(
    "first-client-lost",
    news([
      { t: 14, clients: { storm: failed(13.5, 13.5) } },
      { t: 18, clients: { storm: failed(13, 18, "queued-not-served") } },
    ]),
  );
  expect([first!.earlier, first!.beganMs, first!.cause]).toEqual([false, 3_500, "refused"]);
  expect([second!.earlier, second!.beganMs, second!.cause]).toEqual([true, 3_000, "queued-not-served"]);
  expect(rest).toEqual([]);
});

test("a client counts for its phase, whichever one it is by then, and may be older than that", () => {
  const [late, moved] = only(
    "first-client-lost",
    news([
      { t: 21, clients: { storm: failed(19, 21) } },
      { t: 31, clients: { storm: failed(9.5, 14.5) } },
    ]),
  );
  expect([late!.phase, late!.of, late!.beganMs]).toEqual(["night", "storm", 9_000]);
  expect(moved!.beganMs).toBe(-500);
});

test.each([
  ["two in a row are no outage", 2, 3, false],
  ["three within a second are none", 3, 0.9, false],
  ["three, and none for a second, are", 3, 1, true],
])("%s", (_, failedInARow, forS, expected) => {
  const access = { failedInARow, acceptedMs: ORIGIN + 12_000, backSinceMs: -1 };
  const shut = only("clients-shut-out", news([{ t: 12 + forS, access }]));
  expect(shut.map(({ forMs }) => forMs)).toEqual(expected ? [forS * 1_000] : []);
});

test("clients that get in again are told with the time of the outage, and since the last check", () => {
  const out = { failedInARow: 9, acceptedMs: ORIGIN + 12_000, backSinceMs: -1 };
  const back = { failedInARow: 0, acceptedMs: ORIGIN + 34_500, backSinceMs: ORIGIN + 34_200 };
  const kinds = news([
    { t: 14, access: out },
    { t: 20, access: out },
    { t: 34.6, access: back },
    { t: 35, access: back },
  ]);
  expect(kinds.map(({ kind }) => kind)).toEqual(["clients-shut-out", "clients-back"]);
  expect(kinds[1]).toMatchObject({ outageMs: 22_200, sinceChecksMs: 4_200 });
  const early = { failedInARow: 0, acceptedMs: ORIGIN + 16_000, backSinceMs: ORIGIN + 15_900 };
  expect(
    only(
      "clients-back",
      news([
        { t: 14, access: out },
        { t: 16, access: early },
      ]),
    ),
  ).toMatchObject([{ outageMs: 3_900, sinceChecksMs: null }]);
});

test("clients that are shut out when a phase begins still are in it", () => {
  const access = { failedInARow: 9, acceptedMs: ORIGIN + 12_000, backSinceMs: -1 };
  const lost = only(
    "first-client-lost",
    news([
      { t: 17, access, clients: { storm: failed(12, 17) } },
      { t: 35, access, clients: { storm: failed(12, 17), recovery: failed(30, 35) } },
    ]),
  );
  expect(lost.map(({ of, shutOut }) => [of, shutOut])).toEqual([
    ["storm", false],
    ["recovery", true],
  ]);
});

test("the queue is told to fill, to be full and to be empty again, each once in a phase", () => {
  const lengths = [0, 63, 64, 100, 128, 129, 70, 12, 64, 129, 0];
  const kinds = news(lengths.map((queue, index) => ({ t: 11 + index / 4, queue })));
  expect(kinds.map((one) => [one.kind, "queue" in one && one.queue?.length])).toEqual([
    ["queue-filling", 64],
    ["queue-full", 129],
    ["queue-drained", 12],
  ]);
});

test("a queue of four is not told to fill, and is told to be full", () => {
  const watch = watchRun(RUN);
  const kinds = [2, 5].flatMap((length, index) =>
    watch({ snapshot: { ...QUIET, nowMs: ORIGIN + 12_000 + index }, queue: { length, limit: 4 } }),
  );
  expect(kinds.map(({ kind }) => kind)).toEqual(["phase-begun", "phase-begun", "status", "queue-full"]);
});

test("a checker that changes its mind is told with some of its nodes, with all, and back", () => {
  const changes = only(
    "checker-changed-mind",
    news([
      { t: 13, events: [opinion(0, false, 12.9)] },
      { t: 14, events: [opinion(1, false, 13.4), opinion(1, true, 13.5), opinion(1, false, 13.6)] },
      { t: 15, events: [opinion(0, true, 14.9), opinion(1, true, 15)] },
    ]),
  );
  expect(changes.map(({ up, nodes, atMs }) => [up, nodes, atMs])).toEqual([
    [1, 2, 12_900],
    [0, 2, 13_600],
    [2, 2, 15_000],
  ]);
});

test("a checker that begins with DOWN has not changed its mind when it comes to UP", () => {
  const run = { checkers: [{ name: "lb", nodes: 2, initially: "down" as const }] };
  const changes = only(
    "checker-changed-mind",
    news(
      [
        { t: 11, events: [opinion(0, true, 11)] },
        { t: 12, events: [opinion(1, true, 12)] },
        { t: 13, events: [opinion(1, false, 13)] },
      ],
      run,
    ),
  );
  expect(changes.map(({ up }) => up)).toEqual([1]);
});

test("a checker of another storm is not taken for this one's", () => {
  expect(news([{ t: 13, events: [opinion(0, false, 12, "own-storm")] }])).toEqual([]);
  const own = news([{ t: 13, events: [opinion(0, false, 12, "own-storm")] }], { prefix: "own-" });
  expect(own).toMatchObject([{ kind: "checker-changed-mind", second: true }]);
});

test("of a checker that flaps no more is told after ten changes", () => {
  const flaps = Array.from({ length: 40 }, (_, index) => ({
    t: 11 + index / 10,
    events: [opinion(0, index % 2 === 1, 11 + index / 10)],
  }));
  const changes = only("checker-changed-mind", news(flaps));
  expect(changes.map(({ last }) => last)).toEqual([...Array.from({ length: 10 }, () => false), true]);
});

test("a listener that goes, comes back, and is another process is told", () => {
  const absence = { from: ORIGIN + 12_000, until: null, processEnded: true };
  const back = { ...absence, until: ORIGIN + 13_500 };
  const kinds = news([
    { t: 11, restarts: 0 },
    { t: 12.1, restarts: 0, absence },
    { t: 13.6, restarts: 0, absence: back },
    { t: 14, restarts: 1, absence: back },
    { t: 15, restarts: 1, absence: back },
  ]);
  expect(kinds).toMatchObject([
    { kind: "listener-gone", processEnded: true },
    { kind: "listener-back", goneMs: 1_500 },
    { kind: "restarted", restarts: 1 },
  ]);
  expect(kinds).toHaveLength(3);
});

test("what was before the first look is another storm's", () => {
  const absence = { from: ORIGIN - 500, until: ORIGIN - 100, processEnded: null };
  expect(
    news([
      { t: 0, restarts: 3, absence },
      { t: 1, restarts: 3, absence },
    ]),
  ).toEqual([]);
});

test("the status comes once a second, with the clients of the phase and the checks of the storm", () => {
  const clients = { storm: { begun: 30, attempts: 20, accepted: 5, causes: { refused: 15 }, firstFailure: null } };
  const checks = { lb: { storm: 40, "own-storm": 7 }, "lb#2": { storm: 39 } };
  const looks = [0, 0.25, 0.5, 0.75, 1].map((t) => ({ t: 15 + t, clients, checks, queue: 3 }));
  const all = only("status", told([...looks, { t: 25, checks: { lb: { storm: 90, night: 10 } } }]));
  expect(all).toHaveLength(3);
  expect(all[0]).toMatchObject({
    phase: "storm",
    leftMs: 25_000,
    clients: { accepted: 5, lost: 15, waiting: 10 },
    checks: 40,
    queue: { length: 3, limit: 128 },
    opinions: [{ checker: "lb", up: 2, nodes: 2 }],
  });
  expect(all[2]).toMatchObject({ phase: "night", clients: null, checks: 100, queue: null });
});

test("the clients who still wait when the phases are over are told, and nothing where none waits", () => {
  const clients = { recovery: { begun: 30, attempts: 20, accepted: 5, causes: {}, firstFailure: null } };
  const look = { snapshot: { ...QUIET, nowMs: ORIGIN + 40_000, clients }, queue: null };
  expect(lastClients(RUN, look)).toMatchObject([{ kind: "last-clients", waiting: 10, atMostMs: 6_000 }]);
  expect(lastClients(RUN, { ...look, snapshot: QUIET })).toEqual([]);
});
