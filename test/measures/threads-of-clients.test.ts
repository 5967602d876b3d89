/** Threads that serve clients end with them: only what goes beyond is the checks' doing. */
import { expect, test } from "vitest";
import type { Gate } from "../../lib/model/gates";
import { judge } from "../../lib/judge/judge";
import { processes } from "../judge/processes";
import { GATES, run, stats } from "../judge/run";

const gate: Gate = { name: "recovery-threads", phase: "recovery", measure: "threads-ended", atMost: 0.25 };

/** A thread for each client in flight, at 10 clients a second; the checks end the service, and nobody is let in any more. */
function judged(threads: number, connectMs: number, firstByteMs: number) {
  const baseline = { order: "100+", connectMs: stats(100, connectMs), firstByteMs: stats(100, firstByteMs) };
  const process = processes(({ checks }) => ({ threads: checks > 0 ? 4 : threads }));
  const { gates } = judge(run({ baseline, storm: "200-", recovery: "150-", process, gates: [...GATES, gate] }));
  return gates.find(({ gate: { name } }) => name === "recovery-threads")!.ok;
}

test.each([
  ["20 threads that end are those of clients that took 1 s to connect and 1 s to be greeted", 24, 1000, 1000, true],
  ["20 threads that end are those of clients that took 2 s to connect", 24, 2000, 0, true],
  ["20 threads that end are those of clients that took 2 s to be greeted", 24, 0, 2000, true],
  ["20 threads that end are not those of clients that took no time", 24, 0, 0, false],
  [
    "40 threads that end are not those of clients that took 1 s to connect and 1 s to be greeted",
    44,
    1000,
    1000,
    false,
  ],
] as const)("%s", (_, threads, connectMs, firstByteMs, ok) => {
  expect(judged(threads, connectMs, firstByteMs)).toBe(ok);
});
