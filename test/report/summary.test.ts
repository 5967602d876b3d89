import { expect, test } from "vitest";
import { fenced, summaryMarkdown } from "../../lib/report/summary";
import { journalOf, noControl, wedged } from "./journals";

test("the summary of a wedged run is this page", () => {
  expect(summaryMarkdown(wedged)).toMatchInlineSnapshot(`
    "## probe-storm: wedged

    \`192.0.2.1:4000\`: clients were shut out, and stayed out (queued-not-served), at 20 times the balancer's own rate

    1 % of the storm's clients got in, and for 19.9 s not one; at the end of recovery none of the last 45 got in. What failed: the kernel completed the connections, but the service sent no byte: it accepts no more, or is stuck before it answers; then the accept queue was full, and the kernel dropped the rest. Meanwhile rst said UP for 26.1 % of the time since the harm.

    |  | time | clients | got in | outage | connect p95 | first byte p95 | answer p95 | what failed |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | baseline | 10 s | 100 | 100 % | 1.8 ms | 100 µs | 1.8 ms | 1.8 ms |  |
    | storm | 20 s | 200 | 1 % | 19.9 s | 100 µs | 1.8 ms | 1.8 ms | 135 syn-dropped, 63 queued-not-served |
    | night | 10 s | none |  |  |  |  |  |  |
    | recovery | 15 s | 150 | 0 % | 15.1 s | 100 µs | 1.8 ms | 1.8 ms | 150 syn-dropped |

    | checker | style | cadence | checks | opinion |
    | --- | --- | --- | --- | --- |
    | rst | rst | 1 node, one check every 2 s, here 20 times as often | 300 checks sent, 64 completed (96.8 % verified), 236 failed (syn-dropped) | said UP 26.6 % of the time in all |

    **Lost gates**

    - storm-accepted: 1 % of the storm's clients accepted, at least 99 % wanted
    - storm-outage: no client accepted for 19.9 s in the storm, at most 2 s allowed
    - storm-queue: the accept queue kept 129 more connections over the storm, at most 4 allowed
    - recovery-accepted: 0 % of the recovery's clients accepted, at least 99 % wanted

    **What to change**

    - In the accept loop only accept: no write, read or TLS handshake before the next one.
    - Let ECONNRESET, EPIPE or ENOTCONN end that one connection, never the accept loop.
    - Give every connection a deadline, so that a silent peer cannot hold a worker.
    - Test a new check here first: what spares one service may harm another.

    **To know**

    - Clients: greeting, 10 a second, 5 s each; accepted is: a greeting
    - Accept queue: grew by 19.5/s and was full in the storm (limit 128)
    - Gates: 1 met, 4 lost
    - Harmed at 20 times the balancer's own rate; not known whether its own rate does it: SPEEDUP=1 with a STORM long enough, and a RECOVERY longer than whatever the service forgets by, would show it.
    - Settings: TARGET=192.0.2.1:4000 SPEEDUP=20
    "
  `);
});

test("what a target sent stays text in the summary of an inconclusive run", () => {
  expect(summaryMarkdown(noControl)).toMatchInlineSnapshot(`
    "## probe-storm: inconclusive

    \`192.0.2.1:4000\`: nothing can be said about the checks (refused)

    Not one of 100 clients was accepted before the first check was sent: nothing listened: the process has ended or closed its listening socket (connect 192.0.2.1:4000: \\<ECONNREFUSED\\> \\& �).

    |  | time | clients | got in | outage | connect p95 | first byte p95 | answer p95 | what failed |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | baseline | 10 s | 100 | 0 % | 10.1 s | 100 µs | 1.8 ms | 1.8 ms | 100 refused |
    | storm | 20 s | 200 | 0 % | 20.1 s | 100 µs | 1.8 ms | 1.8 ms | 200 refused |
    | night | 10 s | none |  |  |  |  |  |  |
    | recovery | 15 s | 150 | 0 % | 15.1 s | 100 µs | 1.8 ms | 1.8 ms | 150 refused |

    | checker | style | cadence | checks | opinion |
    | --- | --- | --- | --- | --- |
    | rst | rst | 1 node, one check every 100 ms | 300 checks sent, 100 % verified | said UP 100 % of the time in all |

    **What was missing**

    - baseline-accepted: 0 % of the baseline's clients accepted, at least 99 % wanted

    **What to change**

    - Start the service, or correct TARGET.

    **To know**

    - Clients: greeting, 10 a second, 5 s each; accepted is: a greeting
    - Accept queue: not read: no listener of 192.0.2.1:4000 on this host
    - Gates: not judged
    "
  `);
});

test("weak attribution is said before anything is believed", () => {
  expect(summaryMarkdown(journalOf({ storm: "150+ 50-" }))).toContain(
    "**Weak attribution.** Harm showed after 150 client",
  );
});

test("lines of a summary with a fence of their own do not end the block that they stand in", () => {
  expect(fenced(["a", "b"], "sh")).toBe("```sh\na\nb\n```");
  expect(fenced(["```", "![x](http://192.0.2.9/)", "x````y\u001b"])).toBe(
    "`````\n```\n![x](http://192.0.2.9/)\nx````y\ufffd\n`````",
  );
});
