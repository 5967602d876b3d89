/** What the service made of the checks, and what they believed of it: the caveats beside the verdict. */
import { describe, expect, test } from "vitest";
import { buildChecker, type CheckerOverrides } from "../../lib/checkers/build-checker";
import { connectionsOf } from "../../lib/wire/haproxy/rules";
import { judge } from "../../lib/judge/judge";
import { styles } from "../../lib/checkers/styles/index";
import type { CheckRecord } from "../../lib/model/extension";
import type { Caveat } from "../../lib/model/caveat";
import { run, stats, type RunLiteral } from "./run";

/** A run of one checker, made as the plan makes it. */
const caveats = (
  style: string,
  overrides: CheckerOverrides,
  storm: Partial<CheckRecord>,
  { address = "192.0.2.1:4000", ...more }: RunLiteral & { address?: string } = {},
) => {
  const checker = buildChecker({ kind: "style", style: styles.get(style)! }, { name: "lb", ...overrides });
  const evidence = run({
    checkers: [checker],
    checks: { lb: { storm: { ...ended(0, storm.sent ?? 0), ...storm } } },
    ...more,
  });
  return judge({ ...evidence, start: { ...evidence.start!, address } }).caveats;
};

const silent = (count: number) => ({ failed: count, causes: { "queued-not-served": count } });
const ended = (rst: number, fin: number) => ({ sent: rst + fin, ended: { rst, fin } });

const silences: [string, ...Parameters<typeof caveats>, Caveat[]][] = [
  [
    "a service that does not speak first",
    "greeting-wait",
    {},
    { sent: 40, ...silent(12) },
    {},
    [{ kind: "no-greeting", checker: "lb", count: 12, sent: 40, waitedMs: 1000, ending: "fin" }],
  ],
  [
    "final ACKs dropped count as well",
    "greeting-wait",
    { timeoutMs: 2500, ending: "rst" },
    { sent: 40, failed: 3, causes: { "queued-not-served": 1, "final-ack-dropped": 2 } },
    {},
    [{ kind: "no-greeting", checker: "lb", count: 3, sent: 40, waitedMs: 2500, ending: "rst" }],
  ],
  [
    "nothing to leave unread",
    "greeting-unread",
    {},
    { sent: 40, ...silent(1) },
    {},
    [{ kind: "no-greeting", checker: "lb", count: 1, sent: 40, waitedMs: 1000, ending: "fin" }],
  ],
  ["all were greeted", "greeting-wait", {}, { sent: 40 }, {}, []],
  [
    "a service that hangs up on silent connections",
    "hold",
    {},
    { sent: 24, endedByPeer: { count: 19, afterMs: { ...stats(19, 5_020), min: 4_980 } } },
    {},
    [{ kind: "ended-by-service", checker: "lb", count: 19, sent: 24, medianMs: 5020, earliestMs: 4980 }],
  ],
  ["one that leaves them open", "hold", {}, { sent: 24 }, {}, []],
  [
    "a refused connection is not silent",
    "greeting-wait",
    {},
    { sent: 40, completed: 30, failed: 10, causes: { refused: 10 } },
    {},
    [],
  ],
  ["a check that asks first meets no silence", "send-expect", {}, { sent: 40, ...silent(12) }, {}, []],
  [
    "a service that hangs is no trait of the check",
    "greeting-wait",
    {},
    { sent: 40, ...silent(30) },
    { storm: "20+ 180-" },
    [],
  ],
];

test.each(silences)(
  "whether checks met a service that stays silent: %s",
  (_, style, overrides, storm, more, expected) => {
    expect(caveats(style, overrides, storm, more)).toEqual(expected);
  },
);

test("HAProxy leaves a service that stays silent by a reset", () => {
  const connections = connectionsOf([{ kind: "expect", match: { kind: "any" } }]);
  const checker = {
    ...buildChecker({ kind: "style", style: styles.get("greeting-wait")! }, { name: "lb" }),
    connections,
  };
  const checks = { lb: { storm: { ...ended(40, 0), ...silent(2) } } };
  expect(judge(run({ checkers: [checker], checks })).caveats).toEqual([
    { kind: "no-greeting", checker: "lb", count: 2, sent: 40, waitedMs: 1000, ending: "rst" },
  ]);
});

const resets: [string, ...Parameters<typeof caveats>, Caveat[]][] = [
  [
    "a greeting that beats the FIN",
    "fin",
    {},
    ended(81, 141),
    {},
    [{ kind: "became-resets", checker: "lb", count: 81, completed: 222, loopback: false }],
  ],
  [
    "a greeting that beats the FIN without a network",
    "fin",
    {},
    ended(81, 141),
    { address: "127.0.0.1:4000" },
    [{ kind: "became-resets", checker: "lb", count: 81, completed: 222, loopback: true }],
  ],
  [
    "a greeting that beats the FIN over IPv6",
    "fin",
    {},
    ended(81, 141),
    { address: "[::1]:4000" },
    [{ kind: "became-resets", checker: "lb", count: 81, completed: 222, loopback: true }],
  ],
  [
    "a greeting that beats the FIN on this host's own address",
    "fin",
    {},
    ended(81, 141),
    { queue: [[1, 0]] },
    [{ kind: "became-resets", checker: "lb", count: 81, completed: 222, loopback: true }],
  ],
  [
    "after a delay loopback makes no difference",
    "delayed-close",
    { delayMs: 10, ending: "fin" },
    ended(81, 141),
    { address: "127.0.0.1:4000" },
    [{ kind: "became-resets", checker: "lb", count: 81, completed: 222, loopback: false }],
  ],
  [
    "a run with harm tells it too",
    "fin",
    {},
    ended(81, 141),
    { storm: "20+ 180-" },
    [{ kind: "became-resets", checker: "lb", count: 81, completed: 222, loopback: false }],
  ],
  ["all ended with a FIN", "fin", {}, ended(0, 222), {}, []],
  ["a reset that was meant", "rst", {}, ended(222, 0), {}, []],
  [
    "a half-open check whose ACK left",
    "half-open",
    {},
    {
      ...ended(50, 0),
      verified: 47,
      unprovenCodes: { "ack-left": 2, "ended-fin": 1 },
    },
    { storm: "20+ 180-" },
    [{ kind: "no-longer-half-open", checker: "lb", count: 2, completed: 50 }],
  ],
  [
    "a single half-open check whose ACK left",
    "half-open",
    {},
    { ...ended(50, 0), unprovenCodes: { "ack-left": 1 } },
    {},
    [{ kind: "no-longer-half-open", checker: "lb", count: 1, completed: 50 }],
  ],
  ["a greeting left unread on purpose", "greeting-unread", {}, ended(222, 0), {}, []],
];

test.each(resets)("whether the FIN of a check became a reset: %s", (_, style, overrides, storm, more, expected) => {
  expect(caveats(style, overrides, storm, more)).toEqual(expected);
});

describe("DOWN of a service that held:", () => {
  const down: RunLiteral = { opinions: [[10.3, "lb", 0, false]] };
  const says = (more: RunLiteral) =>
    caveats("tls-handshake", {}, { sent: 200, failed: 200, causes: { rejected: 200 } }, more);
  const wrong = { kind: "called-down", checker: "lb", share: expect.closeTo(0.99, 2) };

  test("it is told where every client got in", () => {
    expect(says(down)).toEqual([{ ...wrong, everyClient: true, clients: "service" }]);
  });

  test("it is told where not quite every client got in", () => {
    expect(says({ ...down, storm: "199+ 1-" })).toEqual([{ ...wrong, everyClient: false, clients: "service" }]);
  });

  test("clients that only connect prove less", () => {
    expect(says({ ...down, client: { kind: "connect", evidence: "kernel" } })).toEqual([
      { ...wrong, everyClient: true, clients: "kernel" },
    ]);
  });

  test("a product that begins with DOWN has not judged before it comes UP", () => {
    const begins = (more: RunLiteral) => {
      const checker = {
        ...buildChecker({ kind: "style", style: styles.get("rst")! }, { name: "lb" }),
        initially: "down" as const,
      };
      const checks = { lb: { storm: { sent: 200, ended: { rst: 200, fin: 0 } } } };
      return judge(run({ checkers: [checker], checks, ...more })).caveats;
    };
    expect(begins({ opinions: [[12, "lb", 0, true]] })).toEqual([]);
    expect(begins({})).toEqual([{ ...wrong, share: 1, everyClient: true, clients: "service" }]);
    // One success, where it wants two.
    expect(begins({ results: { lb: [12] } })).toEqual([]);
    // Held to the end of the phase.
    expect(begins({ results: { lb: [] } })).toEqual([]);
  });

  test("nothing is told where the checker said UP all the while", () => {
    expect(says({})).toEqual([]);
  });

  test("DOWN of a service that was harmed is right", () => {
    expect(says({ ...down, storm: "20+ 180-", recovery: "150-" })).toEqual([]);
  });
});
