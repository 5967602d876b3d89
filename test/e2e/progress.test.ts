/** What a run says while it goes on is what its journal says afterwards, and it reaches people on a terminal and elsewhere. */
import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import type { Journal } from "../../lib/model/journal";
import type { Happening, HappeningKind, HappeningOf } from "../../lib/model/progress";
import type { MinimalJournal } from "../../lib/model/trials-journal";
import { readProgressEvent } from "../../lib/report/progress-event";
import { CLI } from "../support/cli";
import { K6_ROOT, runStorm, type Finished } from "../support/k6";
import { lines } from "../support/lines";
import { rowsOnScreen } from "../support/screen";
import { onTerminal } from "../support/terminal";
import { greets, witness } from "../support/witness";

const PHASES = { BASELINE: "2s", STORM: "4s", NIGHT: "0s", RECOVERY: "3s", CLIENT_TIMEOUT: "1s" };
const QUICK = ["--baseline", "2s", "--storm", "2s", "--night", "0s", "--recovery", "2s", "--client-timeout", "1s"];
const ERASE = "\u001b[K";
const WEDGED = 99;
const INTERRUPTED = 105;
/** In the script's init context. */
const REFUSED = 107;

/** Those of a run with PROGRESS=events and --log-format raw; k6's own messages are among its lines. */
function happeningsIn(stderr: string): Happening[] {
  return stderr.split("\n").flatMap((line) => readProgressEvent(line) ?? []);
}

function only<Kind extends HappeningKind>(all: readonly Happening[], kind: Kind): HappeningOf<Kind>[] {
  return all.filter((one): one is HappeningOf<Kind> & Happening => one.kind === kind);
}

async function told(settings: Record<string, string>) {
  const run = await runStorm({
    settings: { ...PHASES, PROGRESS: "events", ...settings },
    args: ["--log-format", "raw"],
  });
  expect(run.journal, run.stderr).not.toBeNull();
  return { journal: run.journal!, happenings: happeningsIn(run.stderr), stderr: run.stderr };
}

/** What clients of that moment failed of; of two seconds, where it is as good as between them. */
function causesAt({ course, timeline }: Journal, phase: string, beganMs: number): string[] {
  const { from } = course.spans.find((span) => span.phase === phase)!;
  const at = from + beganMs / 1_000 - course.secondZero;
  const seconds = timeline.filter(({ t }) => t <= at + ROUNDED && at - ROUNDED < t + 1);
  return seconds.flatMap(({ causes }) => Object.keys(causes ?? {}));
}

/** Both times have whole milliseconds; in seconds. */
const ROUNDED = 0.002;

test.concurrent("a service that hangs: its story in order, and the journal tells the same", async () => {
  const { journal, happenings, stderr } = await told({ BACKLOG: "16" });
  expect(journal.verdict).toBe("wedged");
  const kinds = happenings.map(({ kind }): HappeningKind => kind);
  const inOrder: HappeningKind[] = [
    "run-begun",
    "phase-begun",
    "phase-begun",
    "queue-full",
    "clients-shut-out",
    "phase-begun",
    "last-clients",
    "run-over",
  ];
  let at = -1;
  for (const kind of inOrder) {
    at = kinds.indexOf(kind, at + 1);
    expect(at, `${kind} in ${kinds.join(" ")}`).toBeGreaterThanOrEqual(0);
  }
  expect(only(happenings, "phase-begun").map(({ phase, ms, leftMs }) => [phase, ms, leftMs])).toEqual([
    ["baseline", 2_000, 9_000],
    ["storm", 4_000, 7_000],
    ["recovery", 3_000, 3_000],
  ]);
  expectFirstLosses(journal, happenings);
  expect(only(happenings, "clients-back")).toEqual([]);

  // The checker changes its mind when the journal says so.
  const changes = only(happenings, "checker-changed-mind");
  const [opinion] = journal.course.opinions;
  const [, ...recorded] = opinion!.up;
  expect(
    changes.map(({ up }) => up),
    stderr,
  ).toEqual(recorded.map(([, up]) => up));
  changes.forEach(({ atMs }, index) => expect(atMs! / 1_000).toBeCloseTo(recorded[index]![0], 2));

  const [full] = only(happenings, "queue-full");
  expect(full!.queue).toEqual({ length: 17, limit: 16 });
  expect(journal.acceptQueue.samples.some(([, length]) => length === 17)).toBe(true);
  // The last status of the storm counts no more than the journal does.
  const [last] = only(happenings, "status").reverse();
  expect(last!.checks).toBeLessThanOrEqual(journal.checkers[0]!.probes.sent);
  expect(last!.clients!.lost).toBeLessThanOrEqual(journal.phases.recovery!.clients.attempts);
});

/** Turns clients away from the first check on, until so long after the last one. */
const SULKS_MS = 1_500;

test.concurrent("a service that comes back: when clients get in again", async ({ onTestFinished }) => {
  let lastCheckMs = -Infinity;
  const target = await witness((socket, { from }) => {
    if (from === "127.0.0.2") lastCheckMs = performance.now();
    if (performance.now() - lastCheckMs < SULKS_MS) socket.end();
    else greets(socket);
  });
  onTestFinished(target.stop);
  const { journal, happenings, stderr } = await told({
    ...{ TARGET: target.address, CLIENT: "greeting", CHECKER: "fin", SOURCES: "127.0.0.2" },
    ...{ STORM: "3s", RECOVERY: "6s" },
  });
  expect(journal.verdict, stderr).toBe("degraded");
  expectFirstLosses(journal, happenings);
  const [back, ...more] = only(happenings, "clients-back");
  expect(more).toEqual([]);
  expect(back, stderr).toMatchObject({ phase: "recovery" });
  // The journal counts whole seconds: to the end of the one in which the last client came that was lost.
  expect(Math.abs(back!.sinceChecksMs! - journal.harm!.forgetsAfterMs!)).toBeLessThan(1_500);
  const outages = Object.values(journal.phases).map(({ clients }) => clients.longestOutageMs);
  expect(back!.outageMs).toBeGreaterThan(SULKS_MS);
  expect(back!.outageMs).toBeLessThan(outages.reduce((sum, ms) => sum + ms, 0));
});

test.concurrent("trials: each one as the journal has it", async () => {
  const run = await runStorm({
    script: `${K6_ROOT}/dist/minimal-storm.js`,
    settings: { THRESHOLDS: "trial", CHECKER: "rst", RUNS: "1", CHECKS: "8", PROGRESS: "events" },
    args: ["--log-format", "raw"],
    during: (child) =>
      void lines(child.stderr!)
        .until((all) => only(happeningsIn(all.join("\n")), "trial-ended").length === 2)
        .then(() => child.kill("SIGINT")),
  });
  expect(run.code, run.stderr).toBe(INTERRUPTED);
  const happenings = happeningsIn(run.stderr);
  const { tried } = run.journal as unknown as MinimalJournal;
  expect(only(happenings, "trials-begun")).toMatchObject([{ about: true }]);
  const ended = only(happenings, "trial-ended");
  expect(ended.map(({ storm, result }) => [storm.checks, result.outcome, result.cause])).toEqual(
    tried.map(({ storm, outcome, cause }) => [storm.checks, outcome, cause]),
  );
  expect(ended.map(({ number }) => number)).toEqual([1, 2]);
  // Nothing is said of the seconds of one trial.
  expect(only(happenings, "phase-begun")).toEqual([]);
  expect(happenings[happenings.length - 1]).toEqual({ progress: 1, kind: "run-over" });
});

test.concurrent("lines are the default, and PROGRESS=none says nothing", async () => {
  const [said, silent] = await Promise.all<Finished>(
    (["lines", "none"] as const).map((mode) =>
      runStorm({
        settings: {
          ...PHASES,
          FLAW: "healthy-greeting",
          STORM: "2s",
          RECOVERY: "2s",
          ...(mode === "none" && { PROGRESS: mode }),
        },
        args: ["--log-format", "raw"],
      }),
    ),
  );
  expect(said!.stderr.split("\n").map((line) => line.replace(/127.*?\)/, "…)"))).toEqual([
    "embedded:healthy-greeting (…) is checked by rst, its client is greeting; baseline 2 s, storm 2 s, recovery 2 s",
    "baseline: clients alone for 2 s; 6 s left",
    "storm: clients and checkers for 2 s; 4 s left",
    "recovery: clients alone again for 2 s; 2 s left",
    "",
  ]);
  expect(silent!.stderr).toBe("");
  // What is said changes nothing of what was run.
  const settingsOf = ({ journal }: Finished) => journal!.settings.filter(({ name }) => name !== "OUT");
  expect(settingsOf(silent!)).toEqual(settingsOf(said!));
});

test.concurrent.each([100, 40])(
  "the command line on a terminal of %i columns: one line that is written anew, and nothing of it beside the report",
  async (columns) => {
    const { code, output } = await onTerminal([process.execPath, CLI, "run", ...QUICK], { cwd: K6_ROOT, columns });
    expect(code).toBe(WEDGED);
    const rows = rowsOnScreen(output);
    const drawn = output.split("\r").map((part) => part.replace(ERASE, ""));
    const statuses = drawn.filter((part) => /^\w+ \d\.\d s, \d s left \| clients /.test(part));
    expect(statuses.some((status) => status.startsWith("storm "))).toBe(true);
    // What fills a row may go on in the next one, which nobody erases.
    expect(statuses.filter(({ length }) => length >= columns)).toEqual([]);
    expect(rows).toContain("storm: clients and checkers for 2 s; 4 s left");
    expect(rows.some((row) => /^storm \d\.\d s: first client lost \(queued-not-served\)/.test(row))).toBe(true);
    const report = rows.findIndex((row) => row.startsWith("WEDGED embedded:stuck-greeting"));
    expect(report).toBeGreaterThan(0);
    for (const row of rows) expect(row).not.toMatch(/ left \|/);
    expect(rows.some((row) => /^ERRO\[\d{4}\] thresholds on metrics/.test(row))).toBe(true);
  },
);

test.concurrent("the command line elsewhere: plain lines, k6's own messages, and k6's exit code", async () => {
  const { code, stderr, stdout } = await command(["run", ...QUICK]);
  expect(code).toBe(WEDGED);
  for (const control of ["\u001b", "\r"]) expect(stderr).not.toContain(control);
  expect(stderr).toContain("\nstorm: clients and checkers for 2 s; 4 s left\n");
  expect(stderr).not.toContain(" left |");
  expect(stderr).toMatch(/^time="[^"]*" level=error msg="thresholds on metrics /m);
  expect(stdout).toMatch(/^\nWEDGED /);
});

test.concurrent("who closes standard error ends no run: the report and the exit code come", async () => {
  const { code, stdout } = await command(["run", ...QUICK], (child) => child.stderr.destroy());
  expect(code).toBe(WEDGED);
  expect(stdout).toContain("WEDGED embedded:stuck-greeting");
});

test.concurrent("a run that is ended by a signal loses nothing of what it said", async () => {
  const { code, stderr, stdout } = await command(["run", ...QUICK, "--progress", "events"], (child) => {
    void lines(child.stderr)
      .until((all) => all.some((line) => readProgressEvent(line)?.phase === "storm"))
      .then(() => child.kill("SIGTERM"));
  });
  expect(code).toBe(INTERRUPTED);
  const all = happeningsIn(stderr);
  expect(all[all.length - 1]!.kind).toBe("run-over");
  expect(stdout).toContain("interrupted");
});

test.concurrent("what is refused is said once, and nothing beside it", async () => {
  const { code, stderr, stdout } = await command([
    "run",
    "127.0.0.1:1",
    "--checker",
    "rst",
    "--nodes",
    "2",
    "--max-rate",
    "1",
  ]);
  expect(code).toBe(REFUSED);
  expect(stdout).toBe("");
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stderr).toContain("MAX_RATE");
});

/** The first client that was lost in each phase: its second, and its cause among those of that second. */
function expectFirstLosses(journal: Journal, happenings: readonly Happening[]): void {
  const losses = new Map(only(happenings, "first-client-lost").map((one) => [one.of, one]));
  const phases = Object.entries(journal.phases).filter(([, { clients }]) => clients.accepted < clients.attempts);
  expect([...losses.keys()].sort()).toEqual(phases.map(([phase]) => phase).sort());
  for (const [phase, { beganMs, cause, waitedMs }] of losses) {
    expect(causesAt(journal, phase, beganMs), `${phase} ${beganMs}`).toContain(cause);
    expect(waitedMs).toBeLessThan(3_000);
  }
  const { firstHarm } = journal.course;
  const storm = losses.get("storm");
  if (firstHarm?.seen === "client" && storm) {
    const { from } = journal.course.spans.find(({ phase }) => phase === "storm")!;
    expect(from + storm.beganMs / 1_000).toBeCloseTo(firstHarm.at, 2);
  }
}

type Child = ReturnType<typeof start>;

function start(file: string, args: readonly string[]) {
  return spawn(file, args, { cwd: K6_ROOT, env: { ...process.env, TERM: "xterm" }, stdio: ["ignore", "pipe", "pipe"] });
}

function command(args: readonly string[], during?: (child: Child) => void) {
  return ended(start(process.execPath, [CLI, ...args]), during);
}

function ended(child: Child, during?: (child: Child) => void) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (piece: string) => (stdout += piece));
    child.stderr.setEncoding("utf8").on("data", (piece: string) => (stderr += piece));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
    during?.(child);
  });
}
