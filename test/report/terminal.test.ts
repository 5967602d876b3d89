import { expect, test } from "vitest";
import { judge } from "../../lib/judge/judge";
import { makeJournal } from "../../lib/report/build-journal";
import { terminalReport } from "../../lib/report/terminal";
import { run } from "../judge/run";
import { held, journalOf, noControl, wedged } from "./journals";

const plain = (journal: Parameters<typeof terminalReport>[0], width?: number) =>
  terminalReport(journal, width === undefined ? { colour: false } : { colour: false, width });

test("the terminal shows a run that held", () => {
  expect(plain(held)).toMatchInlineSnapshot(`
    "
    HELD 192.0.2.1:4000: clients kept getting in
      Every gate was met: 100 % of the storm's clients got in, and 100 % afterwards, under 300 checks
      (300 verified).

    Clients   greeting, 10 a second, 5 s each; accepted is: a greeting
                time  clients  got in  outage  p95 connect  first byte  answer  what failed
      baseline  10 s      100   100 %  1.8 ms       100 µs      1.8 ms  1.8 ms
      storm     20 s      200   100 %  1.8 ms       100 µs      1.8 ms  1.8 ms
      night     10 s     none
      recovery  15 s      150   100 %  1.8 ms       100 µs      1.8 ms  1.8 ms

    Checker   rst; 300 checks sent, 100 % verified; said UP 100 % of the time in all
              1 node, one check every 100 ms; close gap p50 27 µs, p99 99 µs
    Queue     not read: no listener of 192.0.2.1:4000 on this host
    How sure  After 300 harmless checks a harm of up to 1 % per check is still possible (at 95 %).

    Gates     4 met, 1 not measured

    Notes
      - The service speaks first.

    "
  `);
});

test("the terminal shows a wedged run", () => {
  expect(plain(wedged)).toMatchInlineSnapshot(`
    "
    WEDGED 192.0.2.1:4000: clients were shut out, and stayed out (queued-not-served), at 20 times the
           balancer's own rate
      1 % of the storm's clients got in, and for 19.9 s not one; at the end of recovery none of the last
      45 got in. What failed: the kernel completed the connections, but the service sent no byte: it
      accepts no more, or is stuck before it answers; then the accept queue was full, and the kernel
      dropped the rest. Meanwhile rst said UP for 26.1 % of the time since the harm.

    Clients   greeting, 10 a second, 5 s each; accepted is: a greeting
                time  clients  got in  outage  p95 connect  first byte  answer  what failed
      baseline  10 s      100   100 %  1.8 ms       100 µs      1.8 ms  1.8 ms
      storm     20 s      200     1 %  19.9 s       100 µs      1.8 ms  1.8 ms  135 syn-dropped,
                                                                                63 queued-not-served
      night     10 s     none
      recovery  15 s      150     0 %  15.1 s       100 µs      1.8 ms  1.8 ms  150 syn-dropped

    Checker   rst; 300 checks sent, 64 completed (96.8 % verified), 236 failed (syn-dropped); said UP
              26.6 % of the time in all
              1 node, one check every 2 s, here 20 times as often; close gap p50 27 µs, p99 99 µs
              not proven: 2 × closed 1.9 ms after the handshake, at most 1.5 ms
    Queue     grew by 19.5/s and was full in the storm (limit 128)

    Gates     1 met, 4 lost
      - storm-accepted: 1 % of the storm's clients accepted, at least 99 % wanted
      - storm-outage: no client accepted for 19.9 s in the storm, at most 2 s allowed
      - storm-queue: the accept queue kept 129 more connections over the storm, at most 4 allowed
      - recovery-accepted: 0 % of the recovery's clients accepted, at least 99 % wanted

    What to change
      - In the accept loop only accept: no write, read or TLS handshake before the next one.
      - Let ECONNRESET, EPIPE or ENOTCONN end that one connection, never the accept loop.
      - Give every connection a deadline, so that a silent peer cannot hold a worker.
      - Test a new check here first: what spares one service may harm another.

    Settings  TARGET=192.0.2.1:4000 SPEEDUP=20
    Notes
      - Harmed at 20 times the balancer's own rate; not known whether its own rate does it: SPEEDUP=1
        with a STORM long enough, and a RECOVERY longer than whatever the service forgets by, would show
        it.

    "
  `);
});

test("the terminal shows an inconclusive run", () => {
  expect(plain(noControl)).toMatchInlineSnapshot(`
    "
    INCONCLUSIVE 192.0.2.1:4000: nothing can be said about the checks (refused)
      Not one of 100 clients was accepted before the first check was sent: nothing listened: the process
      has ended or closed its listening socket (connect 192.0.2.1:4000: <ECONNREFUSED> & �).

    Clients   greeting, 10 a second, 5 s each; accepted is: a greeting
                time  clients  got in  outage  p95 connect  first byte  answer  what failed
      baseline  10 s      100     0 %  10.1 s       100 µs      1.8 ms  1.8 ms  100 refused
      storm     20 s      200     0 %  20.1 s       100 µs      1.8 ms  1.8 ms  200 refused
      night     10 s     none
      recovery  15 s      150     0 %  15.1 s       100 µs      1.8 ms  1.8 ms  150 refused

    Checker   rst; 300 checks sent, 100 % verified; said UP 100 % of the time in all
              1 node, one check every 100 ms; close gap p50 27 µs, p99 99 µs
    Queue     not read: no listener of 192.0.2.1:4000 on this host

    Gates     not judged
      - baseline-accepted: 0 % of the baseline's clients accepted, at least 99 % wanted

    What to change
      - Start the service, or correct TARGET.

    "
  `);
});

test.each([
  ["all were served", { sent: 67 }, "67 checks sent, 100 % verified;"],
  [
    "none was served, and all were made as claimed",
    { sent: 67, failed: 67, causes: { rejected: 67 } },
    "67 checks sent, 100 % verified, 67 failed (rejected);",
  ],
  [
    "some had no connection",
    { sent: 67, completed: 60, failed: 27, verified: 30, causes: { "syn-dropped": 7, rejected: 20 } },
    "67 checks sent, 60 completed (50 % verified), 27 failed (20 rejected, 7 syn-dropped);",
  ],
  [
    "none had a connection",
    { sent: 67, completed: 0, failed: 67, causes: { refused: 67 } },
    "67 checks sent, 0 completed, 67 failed (refused);",
  ],
])("the terminal counts the checks: %s", (_, storm, text) => {
  expect(plain(journalOf({ checks: { rst: { storm } } }), 200)).toContain(`\nChecker   rst; ${text}`);
});

test("the terminal shows a screenful, whatever there is to say", () => {
  const many = {
    ...wedged,
    notes: Array.from({ length: 30 }, (_, i) => `note ${i} ${"and so on ".repeat(20)}`),
    settings: Array.from({ length: 60 }, (_, i) => ({
      name: `NAME_${i}`,
      value: "x".repeat(12),
      from: "environment" as const,
    })),
    checkers: Array.from({ length: 12 }, () => wedged.checkers[0]!),
  };
  for (const width of [80, 100, 140]) {
    const lines = plain(many, width).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    if (width >= 100) expect(lines.length).toBeLessThanOrEqual(52);
  }
});

test("what has no room is in the journal, and without OUT there is none", () => {
  const advice = Array.from({ length: 7 }, (_, index) => `advice ${index}`);
  const told = (settings: typeof wedged.settings) => plain({ ...wedged, advice, settings });
  expect(told([{ name: "OUT", value: "results", from: "environment" }])).toContain("  … 3 more in journal.json\n");
  const without = told([]);
  expect(without).toContain("  … 3 more with OUT=folder, in its journal.json\n");
  expect(without).not.toContain("more in journal.json");
});

test("colour on the terminal adds escapes and nothing else", () => {
  const coloured = terminalReport(wedged, { colour: true });
  expect(coloured).toContain("\u001b[1;31mWEDGED\u001b[0m");
  // eslint-disable-next-line no-control-regex
  expect(coloured.replace(/\u001b\[[\d;]*m/g, "")).toBe(plain(wedged));
});

test("the terminal shows a run that never began", () => {
  const evidence = run({ setup: "unfinished", baseline: "", storm: "", recovery: "", checks: {}, end: "interrupted" });
  expect(plain(makeJournal(evidence, judge(evidence)))).toMatchInlineSnapshot(`
    "
    INCONCLUSIVE 192.0.2.1:4000: nothing can be said about the checks
      The run ended before its first phase.

    Clients   auto, 10 a second, 5 s each

    Checker   rst; 0 checks sent
              1 node, one check every 100 ms
    Queue     not read: no listener of 192.0.2.1:4000 on this host

    Gates     not judged
      - baseline-clients: 0 clients in the baseline, at least 5 wanted
      - storm-clients: 0 clients in the storm, at least 5 wanted
      - recovery-clients: 0 clients in the recovery, at least 5 wanted
      - rst-checks: 0 verified checks of rst, at least 20 wanted

    "
  `);
});
