/** Whose doing a leak is: a check has to cost the service at least twice what a client costs it. */
import { expect, test } from "vitest";
import type { Gate } from "../../lib/model/gates";
import { judge } from "../../lib/judge/judge";
import { processes, type Moment } from "../judge/processes";
import { GATES, run } from "../judge/run";

const growth: Gate = { name: "recovery-growth", phase: "recovery", measure: "growth", atMost: 0.1 };

/** One check in five minutes: the checks alone reach no limit soon. */
const SELDOM = [{ realRatePerSecond: 1 / 300 }];

/** The judgement of a service that keeps one descriptor of each check, and of each client so many. */
function keeping(perClient: number) {
  const descriptors = ({ checks, attempts }: Moment) => 12 + checks + Math.round(perClient * attempts);
  const process = processes((moment) => ({ descriptors: descriptors(moment), descriptorLimit: 100_000 }));
  return judge(run({ process, checkers: SELDOM, gates: [...GATES, growth] }));
}

test.each([0.3, 0.45])(
  "a service that keeps 1 descriptor of each check and %d of each client leaks by its checks",
  (n) => {
    const { verdict, process } = keeping(n);
    expect(process.findings.map(({ what, leftBy, counts }) => [what, leftBy, counts])).toEqual([
      ["descriptors", "check", true],
    ]);
    expect(verdict).toBe("degraded");
  },
);

test.each([0.55, 0.7])(
  "a service that keeps 1 descriptor of each check and %d of each client leaks by connections",
  (n) => {
    const { verdict, process } = keeping(n);
    expect(process.findings.map(({ what, leftBy, counts }) => [what, leftBy, counts])).toEqual([
      ["descriptors", "connection", false],
    ]);
    expect(verdict).toBe("held");
  },
);

/** The judgement of a service whose heap grows by 1 MiB with each connection, and in the recovery by `inRecovery` MiB with each client. */
function heap(inRecovery: number) {
  const connections = ({ t, checks, attempts }: Moment) => {
    const before = Math.min(attempts, 300);
    return checks + before + (t > 40 ? inRecovery * (attempts - before) : 0);
  };
  const process = processes((moment) => ({ rssBytes: (20 + connections(moment)) * 2 ** 20 }));
  return judge(run({ process, checkers: SELDOM, gates: [...GATES, growth] })).process.findings;
}

test.each([0.3, 0.4])(
  "a heap to which a client adds 1 MiB in the baseline and %d MiB in the recovery is no leak",
  (share) => {
    expect(heap(share)).toEqual([]);
  },
);

test.each([0.6, 0.7])(
  "a heap to which a client adds 1 MiB in the baseline and %d MiB in the recovery leaks by connections",
  (share) => {
    expect(heap(share).map(({ what, leftBy }) => [what, leftBy])).toEqual([["memory", "connection"]]);
  },
);
