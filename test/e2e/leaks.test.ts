/**
 * What a service keeps of each check is found while every client still gets in, and told from what only looks like it. The service
 * runs in a process of its own; its record says how many of the checks it has met, and so what it leaked.
 */
import { expect, test } from "vitest";
import type { Journal, JournalFinding, Verdict } from "../../lib/model/journal";
import type { ServerRecord } from "../../lib/model/extension";
import { runStorm } from "../support/k6";
import { expectReports } from "../support/reports";
import { serveFlaw } from "../support/server";

const GATES = new URL("../support/growth-gates.yaml", import.meta.url).pathname;

/** 40 clients in the baseline and 100 checks at the least, and a sample a second of each. */
const PHASES = { BASELINE: "5s", STORM: "12s", NIGHT: "0s", RECOVERY: "5s", CLIENT_TIMEOUT: "2s", THRESHOLDS: GATES };
const GREETING = { CLIENT: "greeting" };
const HELLO = { CLIENT: "send-expect", CLIENT_SEND: "HELLO\\r\\n", CLIENT_EXPECT: "regex:WELCOME" };

interface Told {
  journal: Journal;
  record: ServerRecord;
}

async function storm(flaw: string, settings: Record<string, string>, verdict: Verdict): Promise<Told> {
  const server = await serveFlaw(flaw);
  const run = await runStorm({ settings: { ...PHASES, TARGET: server.address, ...settings } });
  const record = await server.stop();
  const journal = await expectReports(run, verdict);
  expect(journal.process).toMatchObject({ available: true, reason: "", self: false, pids: [server.pid], processes: 1 });
  expect(journal.process.command).toBe("k6");
  expect(journal.process.samples.length).toBeGreaterThanOrEqual(15);
  return { journal, record };
}

const found = ({ process }: Journal) => process.findings.map(({ what }) => what);
const share = ({ journal, record }: Told) => record.reset / journal.checkers[0]!.probes.sent;

function expectDegradedByLeaksAlone({ phases, gates, cause, advice }: Journal): void {
  for (const { clients } of Object.values(phases)) expect(clients.acceptedRatio).toBe(1);
  expect(cause).toBeNull();
  expect(gates.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(["recovery-growth"]);
  expect(advice[0]).toMatch(/^Close and free on every path/);
}

test.concurrent("a descriptor for each reset", async () => {
  const told = await storm("leak-on-reset", { ...GREETING, CHECKER: "rst" }, "degraded");
  const { journal, record } = told;
  expectDegradedByLeaksAlone(journal);
  expect(found(journal)).toEqual(["descriptors"]);
  // The server has kept one for each of them, and all of them.
  expect(record.open).toBe(record.reset);
  const [{ perCheck, limit, limitReachedInMs }] = journal.process.findings as [Journal["process"]["findings"][number]];
  expect(Math.abs(perCheck - share(told))).toBeLessThan(0.05);
  expect(limit).toBe(journal.process.descriptorLimit);
  // 10 checks a second are the style's own rate.
  const used = journal.process.samples[0]![2]!;
  expect(limitReachedInMs! / 1000).toBeCloseTo((limit! - used) / (10 * perCheck), -1);
  expect(journal.reason).toMatch(
    /^Clients got in, but the service keeps something of each check, .*: leaks: descriptors \+/,
  );
});

test.concurrent("a thread for each reset", async () => {
  const told = await storm("leak-thread", { ...GREETING, CHECKER: "rst" }, "degraded");
  expectDegradedByLeaksAlone(told.journal);
  expect(found(told.journal)).toEqual(["threads"]);
  expect(told.record.open).toBe(0);
  expect(Math.abs(told.journal.process.findings[0]!.perCheck - share(told))).toBeLessThan(0.05);
});

test.concurrent("memory for each reset", async () => {
  const told = await storm("leak-memory", { ...GREETING, CHECKER: "rst" }, "degraded");
  expectDegradedByLeaksAlone(told.journal);
  expect(found(told.journal)).toEqual(["memory"]);
  const kept = told.journal.process.findings[0]!.perCheck / (share(told) * 128 * 1024);
  expect(kept).toBeGreaterThan(0.9);
  // The allocator takes a little more, and the kernel counts in steps of 32 pages for each processor.
  expect(kept).toBeLessThan(1.25);
});

test.concurrent("sockets in CLOSE-WAIT, up to the moment in which the last descriptor is gone", async () => {
  const { journal, record } = await storm("leak", { ...HELLO, CHECKER: "fin", INTERVAL: "200ms" }, "wedged");
  expect(record).toMatchObject({ wedged: true, open: 32 });
  expect(found(journal)).toEqual(["descriptors", "sockets in CLOSE-WAIT"]);
  for (const { perCheck } of journal.process.findings) expect(Math.abs(perCheck - 1)).toBeLessThan(0.1);
  expect(journal.cause).toBe("queued-not-served");
  expect(journal.reason).toContain("The service kept something of each check: leaks: descriptors +");
});

test.concurrent("the embedded server: its sockets are told from k6's", async () => {
  const settings = { ...PHASES, ...HELLO, FLAW: "leak", CHECKER: "fin", INTERVAL: "200ms" };
  const run = await runStorm({ settings });
  const journal = await expectReports(run, "wedged");
  expect(journal.process).toMatchObject({ available: true, self: true, descriptorLimit: null, cpuMsPerCheck: null });
  expect(found(journal)).toEqual(["sockets in CLOSE-WAIT"]);
  for (const [, , descriptors, threads, memory] of journal.process.samples)
    expect([descriptors, threads, memory]).toEqual([null, null, null]);
});

test.concurrent("worker threads that end", async () => {
  const { journal, record } = await storm("workers-end", { ...HELLO, CHECKER: "fin" }, "wedged");
  expect(record.wedged).toBe(true);
  const { figures, text } = finding(journal, "threads");
  // All eleven; the runtime may add one or two of its own meanwhile.
  expect(Number(figures.before) - Number(figures.after)).toBeGreaterThanOrEqual(8);
  expect(text).toMatch(/^threads \d+ → \d+ within \d+ checks$/);
});

test.concurrent("a core that never sleeps again", async () => {
  const { journal } = await storm("busy-after-fin", { ...HELLO, CHECKER: "fin" }, "held");
  const { figures } = finding(journal, "busy");
  expect(Number(figures.beforeShare)).toBeLessThan(0.2);
  expect(Number(figures.afterShare)).toBeGreaterThan(0.3);
});

test.concurrent("lines in a file for each check", async () => {
  const { journal } = await storm("log-per-reset", { ...HELLO, CHECKER: "rst" }, "held");
  const { figures } = finding(journal, "log");
  expect(figures.source).toBe("files");
  // A check is counted when it ends here, its line when the service has written it: at either end of the storm one may lie between.
  const perCheck = Number(figures.bytesPerCheck);
  expect(Math.abs(perCheck - 120) * journal.checkers[0]!.probes.sent).toBeLessThanOrEqual(2 * 120);
});

test.concurrent("a pool that warms up is no leak", async () => {
  const { journal } = await storm("warm-up", { ...GREETING, CHECKER: "rst" }, "held");
  expect(found(journal)).toEqual([]);
  // It has grown under the checks, and then no more.
  const { samples } = journal.process;
  const before = samples.filter(([, checks]) => checks === 0).at(-1)!;
  expect(samples.at(-1)![3]! - before[3]!).toBeGreaterThanOrEqual(10);
  expect(growthGate(journal)).toMatchObject({ ok: true, observed: 0 });
});

test.concurrent("what every connection leaks: the checks alone reach the limit within a month", async () => {
  const { journal, record } = await storm("leak-any", { ...GREETING, CHECKER: "rst" }, "degraded");
  expect(record.open).toBe(record.accepted);
  expect(journal.process.findings.map(({ what, of }) => [what, of])).toContainEqual(["descriptors", "connection"]);
  expect(journal.gates.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(["recovery-growth"]);
  expect(journal.reason).toContain("the service keeps something of every connection");
});

test.concurrent.each(["rst", "fin", "hold", "half-open"])("a service without a flaw, under %s", async (CHECKER) => {
  const often = CHECKER === "fin" ? { INTERVAL: "20ms" } : {};
  const { journal } = await storm("healthy-greeting", { ...GREETING, CHECKER, ...often }, "held");
  expect(found(journal)).toEqual([]);
});

function finding({ findings }: Journal, kind: string): JournalFinding {
  expect(findings.map((one) => one.kind)).toContain(kind);
  return findings.find((one) => one.kind === kind)!;
}

function growthGate({ gates }: Journal) {
  return gates.find(({ measure }) => measure === "growth");
}
