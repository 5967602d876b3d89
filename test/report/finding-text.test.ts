/** What a service loses, in half a sentence with its numbers, and the numbers by themselves. */
import { expect, test } from "vitest";
import type { Finding, Leak, LogFinding, RaisedRateHarm } from "../../lib/model/finding";
import { findingText, figuresOf } from "../../lib/report/finding-text";
import { processes } from "../judge/processes";
import { journalOf } from "./journals";

const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;

const leak = (more: Partial<Leak>): Finding => {
  const { perCheck = 1, perConnection = perCheck, ...others } = more;
  const standard = { what: "descriptors", leftBy: "check", counts: true, limit: null, limitReachedInMs: null } as const;
  return { kind: "growth", leak: { ...standard, perCheck, perConnection, units: perCheck, ...others } };
};

const log = (more: Partial<LogFinding>): Finding => ({
  kind: "log",
  ...{ source: "LOG", bytesPerCheck: 120, linesPerCheck: null, checksPerDay: 864_000, commonRate: false, example: "" },
  ...more,
});

const raised: RaisedRateHarm = {
  ...{ factor: 25, checksBefore: 12, forgetsAfterMs: 26_000, cause: "rejected", ownFactor: 1, spared: true },
};

const table: [finding: Finding, text: string][] = [
  [
    leak({ perCheck: 0.98, limit: 1024, limitReachedInMs: 516 * SECOND }),
    "descriptors +0.98 per check, limit 1,024 reached in 8 min 36 s at the real rate",
  ],
  [
    leak({ limit: 1024, limitReachedInMs: 101_200 }),
    "descriptors +1 per check, limit 1,024 reached in 1 min 41 s at the real rate",
  ],
  [leak({ perCheck: 0.125 }), "descriptors +0.125 per check"],
  [leak({ what: "threads", perCheck: 0.5 }), "threads +0.5 per check"],
  [leak({ what: "memory", perCheck: 128 * 1024 }), "memory +128 KiB per check"],
  [leak({ what: "sockets in CLOSE-WAIT" }), "sockets in CLOSE-WAIT +1 per check"],
  [leak({ what: "sockets in ESTABLISHED" }), "sockets in ESTABLISHED +1 per check"],
  [
    leak({ leftBy: "connection", limit: 20_000, limitReachedInMs: 2.3 * DAY }),
    "keeps 1 descriptor of every connection, check or client; the checks alone reach 20,000 in 2 d 7 h",
  ],
  [
    leak({ leftBy: "connection", limit: 20_000, limitReachedInMs: 230.2 * DAY }),
    "keeps 1 descriptor of every connection, check or client; the checks alone reach 20,000 in 230 d 5 h",
  ],
  [
    leak({ leftBy: "connection", what: "sockets in CLOSE-WAIT", perCheck: 2, perConnection: 1 }),
    "keeps 1 socket in CLOSE-WAIT of every connection, check or client",
  ],
  [
    leak({ leftBy: "connection", what: "threads", perCheck: 2 }),
    "keeps 2 threads of every connection, check or client",
  ],
  [
    leak({ leftBy: "connection", what: "memory", perCheck: 128 * 1024 }),
    "keeps 128 KiB of every connection, check or client, unless a collector is still to come",
  ],
  [{ kind: "threads", before: 11, after: 1, checks: 100 }, "threads 11 → 1 within 100 checks"],
  [{ kind: "threads", before: 12, after: 1, checks: 1 }, "threads 12 → 1 within 1 check"],
  [
    { kind: "memory", beforeBytes: 2.8 * 2 ** 20, afterBytes: 48.8 * 2 ** 20, checks: 300 },
    "memory 2.8 MiB → 48.8 MiB over 300 checks, and it stayed",
  ],
  [
    { kind: "busy", beforeShare: 0.02, afterShare: 0.96, hadShare: 0.96 },
    "busy at 96 % of a core after the checks had stopped, 2 % before",
  ],
  [
    { kind: "busy", beforeShare: 0.02, afterShare: 0.98, hadShare: 0.1 },
    "busy at 98 % of a core after the checks had stopped, 2 % before (it had 10 %, the machine was busy)",
  ],
  [
    { kind: "restarts", atLeast: 1 },
    "the service's process was replaced by another one at least once after the first check",
  ],
  [
    { kind: "restarts", atLeast: 18 },
    "the service's process was replaced by another one at least 18 times after the first check",
  ],
  [
    log({ linesPerCheck: 1, checksPerDay: 43_200, example: "ERROR connection from 192.0.2.9:50112 lost" }),
    "writes 120 B (1 line) to its log for each check: 4.94 MiB and 43,200 lines a day at the balancer's own rate, " +
      'such as "ERROR connection from 192.0.2.9:50112 lost"',
  ],
  [
    log({ bytesPerCheck: 3600, linesPerCheck: 30, checksPerDay: 43_200, commonRate: true }),
    "writes 3.52 KiB (30 lines) to its log for each check: 148 MiB and 1,296,000 lines a day at one check every 2 s",
  ],
  [log({ source: "files" }), "writes 120 B to its files for each check: 98.9 MiB a day at the balancer's own rate"],
  [
    log({ source: "write", bytesPerCheck: 115 }),
    "writes at least 115 B more for a check than for a client: 94.8 MiB a day at the balancer's own rate",
  ],
  [{ kind: "counter", name: 'alerts{level="high"}', perCheck: 2, perClient: 0 }, 'alerts{level="high"} +2 per check'],
  [{ kind: "counter", name: "seldom", perCheck: 0.2, perClient: 0 }, "seldom +0.2 per check"],
  [
    { kind: "raised-rate", ...raised },
    "Harmed at 25 times the balancer's own rate, not at its own rate: after 12 checks, and forgotten 26 s after the last (rejected)",
  ],
  [
    { kind: "raised-rate", ...raised, checksBefore: 1, forgetsAfterMs: 0, cause: null, ownFactor: 3 },
    "Harmed at 25 times the balancer's own rate, not at 3 times its own rate: after 1 check, and over within a second of the last",
  ],
  [
    { kind: "raised-rate", ...raised, forgetsAfterMs: null, spared: false },
    "Harmed at 25 times the balancer's own rate: after 12 checks (rejected)",
  ],
];

test.each(table)("the finding %o has its sentence", (finding, text) => {
  expect(findingText(finding)).toBe(text);
});

const figures: [finding: Finding, figures: ReturnType<typeof figuresOf>][] = [
  [
    leak({ leftBy: "connection" }),
    { what: "descriptors", of: "connection", perCheck: 1, limit: null, limitReachedInMs: null },
  ],
  [
    { kind: "threads", before: 11, after: 1, checks: 100 },
    { before: 11, after: 1, checks: 100 },
  ],
  [
    { kind: "memory", beforeBytes: 1, afterBytes: 2, checks: 300 },
    { beforeBytes: 1, afterBytes: 2, checks: 300 },
  ],
  [
    { kind: "busy", beforeShare: 0.02, afterShare: 0.98, hadShare: 0.1 },
    { beforeShare: 0.02, afterShare: 0.98 },
  ],
  [{ kind: "restarts", atLeast: 18 }, { atLeast: 18 }],
  [
    log({ linesPerCheck: 1, example: "a\u001b[2Jb" }),
    {
      source: "LOG",
      ...{ bytesPerCheck: 120, linesPerCheck: 1, bytesPerDay: 120 * 864_000, linesPerDay: 864_000 },
      example: "a\ufffd[2Jb",
    },
  ],
  [
    { kind: "counter", name: "a\u001b", perCheck: 2, perClient: 0 },
    { name: "a\ufffd", perCheck: 2, perClient: 0 },
  ],
  [
    { kind: "raised-rate", ...raised },
    { factor: 25, checksBefore: 12, forgetsAfterMs: 26_000 },
  ],
];

test.each(figures)("the journal has the figures of %o", (finding, expected) => {
  expect(figuresOf(finding)).toEqual(expected);
});

test("the journal has the kind, the text and the figures of a finding", () => {
  const process = processes((m) => ({ threads: Math.max(1, 11 - Math.floor(m.checks / 10)) }));
  expect(journalOf({ process }).findings).toEqual([
    { kind: "threads", text: "threads 11 → 1 within 100 checks", figures: { before: 11, after: 1, checks: 100 } },
  ]);
});
