/** From a trial's evidence to its outcome, and what the reports of many of them may say. */
import { expect, test } from "vitest";
import { concludeTrial } from "../../lib/experiments/conclude-trial";
import { resolveTrialsOf } from "../../lib/experiments/resolve-trials";
import { concludeTrials, experiment } from "../../lib/experiments/trials-experiment";
import { happeningText } from "../../lib/report/progress-text";
import { nextStorm } from "../../lib/experiments/trial-strategy";
import type { Kind } from "../../lib/experiments/trials-types";
import type { Connections } from "../../lib/model/checker";
import type { StopReason } from "../../lib/model/stop-reason";
import type { Trial } from "../../lib/model/trial";
import type { MinimalJournal } from "../../lib/model/trials-journal";
import { besideClients, planTrial } from "../../lib/experiments/plan-trial";
import type { SweepJournal } from "../../lib/model/trials-journal";
import type { TrialResult } from "../../lib/model/trial";
import { profiles } from "../../thresholds/index";
import { run, type RunLiteral } from "../judge/run";
import { outside } from "../settings/resolve";

const connect = {
  kind: "connect" as const,
  accepts: "a connection",
  evidence: "kernel" as const,
  reason: "",
  advice: "Port 80 stands for http: CLIENT=http",
};
const trialOf = (literal: RunLiteral) => concludeTrial(run({ gates: profiles.get("trial")!.gates, ...literal }));
const queue = (length: (t: number) => number) =>
  Array.from({ length: 220 }, (_, i): [number, number] => [i / 4, length(i / 4)]);

test("clients that get an answer decide by themselves", () => {
  expect(trialOf({})).toMatchObject({ outcome: "harmless" });
  expect(trialOf({ storm: "20+ 180-" })).toMatchObject({ outcome: "harmed" });
});

test("clients that only connect say nothing without the accept queue", () => {
  const { outcome, reason } = trialOf({ client: connect });
  expect(outcome).toBe("unclear");
  expect(reason).toContain("CLIENT=http");
});

test("clients that only connect decide where KERNEL_EVIDENCE accepts what the kernel says", () => {
  expect(trialOf({ client: connect, kernelEvidence: "accept" })).toMatchObject({ outcome: "harmless" });
  expect(trialOf({ client: connect, kernelEvidence: "accept", storm: "20+ 180-" })).toMatchObject({
    outcome: "harmed",
  });
});

test("the accept queue decides where clients only connect", () => {
  expect(trialOf({ client: connect, queue: queue(() => 0) })).toMatchObject({ outcome: "harmless" });
  const grows = queue((t) => (t < 10 ? 0 : Math.min(100, 10 * (t - 10))));
  expect(trialOf({ client: connect, queue: grows })).toMatchObject({ outcome: "harmed" });
});

const HELD: TrialResult = { outcome: "harmless", verdict: "held", cause: null, reason: "" };
const WEDGED: TrialResult = { outcome: "harmed", verdict: "wedged", cause: "queued-not-served", reason: "" };
const SPOILT: TrialResult = {
  outcome: "unclear",
  verdict: "inconclusive",
  cause: null,
  reason: "the generator failed",
};

function concluded(
  kind: Kind,
  env: Record<string, string>,
  result: (trial: Trial["storm"]) => TrialResult,
  client: typeof connect | null = null,
  {
    most = Infinity,
    ended = null,
    notes = ["2 of 2 first contacts were greeted"],
  }: { most?: number; ended?: StopReason | null; notes?: string[] } = {},
) {
  const { run, refusal } = resolveTrialsOf({ env, ...outside() }, kind);
  if (run === null) throw new Error(refusal);
  const trials: Trial[] = [];
  for (let storm = nextStorm(run, trials); storm !== null; storm = nextStorm(run, trials)) {
    if (trials.length === most) break;
    trials.push({ storm, result: result(storm) });
  }
  const all = concludeTrials(run, trials, {
    ended,
    startedAt: "2026-03-01T12:00:00.000Z",
    colour: false,
    client,
    notes,
  });
  return {
    ...all,
    trials,
    journal: JSON.parse(all.files["journal.json"]!) as Omit<MinimalJournal, "kind"> &
      Omit<SweepJournal, "kind"> & { kind: string },
  };
}

test("a sweep that knows nothing of one of its delays is not conclusive", () => {
  const sweep = (result: (trial: Trial["storm"]) => TrialResult) =>
    concluded("delay-sweep", { DELAYS: "0s..10ms" }, result);
  expect(sweep(() => HELD).inconclusive).toBe("");
  expect(sweep(({ delayMs }) => (delayMs === 5 ? SPOILT : HELD)).inconclusive).toBe(
    "nothing could be said of 1 of 6 delays: the generator failed",
  );
  expect(sweep(({ delayMs }) => (delayMs === 5 ? SPOILT : HELD)).terminal).toContain(
    "  - Nothing could be said of 1 of 6 delays: the generator failed\n",
  );
});

test.each(["delay-sweep", "minimal-storm"] as Kind[])("%s: that the clients only connected is said", (kind) => {
  const { journal, terminal, files } = concluded(kind, {}, () => HELD, connect);
  expect(journal.evidence).toBe("kernel");
  for (const text of [terminal, files["summary.md"]!])
    expect(text.replace(/\s+/g, " ")).toContain("only connects proves the kernel alone");
  const served = concluded(kind, {}, () => HELD);
  expect(served.terminal).not.toContain("kernel");
  // What the first contact showed is told as well.
  expect(served.journal.notes).toEqual(["2 of 2 first contacts were greeted"]);
  for (const text of [served.terminal, served.files["summary.md"]!])
    expect(text).toContain("\n- 2 of 2 first contacts".replace("\n", text === served.terminal ? "  " : "\n"));
});

test("the command of a slow storm is long enough for all its checks, and holds no secret's length for the secret", () => {
  const slow = concluded(
    "minimal-storm",
    {
      TARGET: "127.0.0.1:25",
      CLIENT: "send-expect",
      CLIENT_SEND: "PING",
      CLIENT_EXPECT: "PONG",
      CHECKS: "10",
      RUNS: "1",
      SPEEDUP: "1",
    },
    ({ checks }) => (checks! >= 10 ? WEDGED : HELD),
  ).journal;
  // One in 6.4 s.
  expect(slow.command).toContain("-e CHECKS=10 -e NODES=1 -e INTERVAL=6400ms -e SPEEDUP=1 -e STORM=65s");
  expect(slow.command).toContain("-e 'CLIENT_SEND=…'");
  expect(slow.command).not.toContain("byte");
  const quick = concluded("minimal-storm", { RUNS: "1" }, () => WEDGED).journal;
  expect(quick.command).not.toContain("STORM=");
});

test("several checkers at once are refused: no finding would be one checker's", () => {
  for (const kind of ["minimal-storm", "delay-sweep"] as const) {
    const { refusal } = resolveTrialsOf({ ...outside(), env: { CHECKER: "half-open,rst" } }, kind);
    expect(refusal).toBe(`CHECKER: expected one checker, got "half-open,rst": the finding of ${kind}.js is about one`);
  }
});

/** Harms with seven resets or more that come within 3 ms. */
const seven = ({ checks, delayMs }: Trial["storm"]) => (checks! >= 7 && (delayMs ?? 0) < 3 ? WEDGED : HELD);

test.each([
  [1, 50, 1, ["checks", "delay", "rate"], "Seen in 1 trial of the 2 that were asked for."],
  [
    2,
    50,
    2,
    ["checks", "delay", "rate"],
    "; open are how few are enough, how late the reset may come and how slow they may be.",
  ],
  [4, 25, 2, ["checks", "delay", "rate"], "Not yet the least after 4 trials: the run was cut short; open are how few"],
  [14, 7, 2, ["delay", "rate"], "; 6 are not. Not yet the least after 14 trials: the run was cut short; open are how"],
  [32, 7, 2, ["rate"], "; open is how slow they may be."],
])(
  "minimal-storm cut short after %i trials keeps the least so far: %i checks",
  (most, checks, runs, unsettled, said) => {
    const all = concluded("minimal-storm", {}, seven, null, { most });
    const { journal, terminal, inconclusive, files } = all;
    expect(journal.minimal).toMatchObject({ harms: "always", storm: { checks }, runs, unsettled });
    expect([journal.kind, journal.ended, journal.end]).toEqual(["minimal", "the run was cut short", "interrupted"]);
    expect(inconclusive).toBe("the run was cut short");
    expect(journal.finding).toMatch(new RegExp(`^${checks} resets every [\\d.]+ m?s`));
    expect(journal.finding).toContain(said);
    expect(terminal.replace(/\s+/g, " ")).toContain(journal.finding);
    // What was found can be shown again, and the summary and junit say that it is not all.
    expect(terminal).toContain(` -e CHECKS=${checks} -e NODES=1 `);
    expect(files["summary.md"]).toContain("Not yet the least");
    expect(files["junit.xml"]).toContain('errors="1"');
  },
);

test("minimal-storm at its end has nothing open", () => {
  const { journal, inconclusive } = concluded("minimal-storm", {}, seven);
  expect(journal).toMatchObject({
    ended: "complete",
    end: "complete",
    minimal: { unsettled: [], runs: 2, storm: { checks: 7 } },
  });
  expect(journal.finding).not.toContain("Not yet");
  expect(inconclusive).toBe("");
});

test("minimal-storm that nothing restarts tells what harmed, and why it ended there", () => {
  const ended = "the last trial left the target wedged, and nothing restarts it without RESET_URL";
  const why: StopReason = { kind: "left-wedged", by: { kind: "last-trial" } };
  const left = { most: 1, ended: why };
  const { journal } = concluded("minimal-storm", { TARGET: "127.0.0.1:25" }, () => WEDGED, null, left);
  expect([journal.ended, journal.end]).toEqual([ended, "stopped"]);
  expect(journal.notes[0]).toMatch(/^Restart the service yourself before you run this again\. Or name RESET_URL, /);
  expect(journal.finding).toContain(`Not yet the least after 1 trial: ${ended}; open`);
});

test("minimal-storm cut short before anything is known says nothing", () => {
  const { journal } = concluded("minimal-storm", {}, () => HELD, null, { most: 1 });
  expect(journal).toMatchObject({ minimal: null, command: "", finding: "Nothing can be said: the run was cut short." });
});

test("a sweep cut short keeps the bands so far, with their runs", () => {
  const under = ({ delayMs }: Trial["storm"]) => (delayMs! < 1.5 ? WEDGED : HELD);
  const { journal, terminal, inconclusive } = concluded("delay-sweep", { RATES: "10,20" }, under, null, { most: 9 });
  const [ten, twenty] = journal.sweep.rates;
  expect(ten!.bands).toMatchObject([
    { fromMs: 0, toMs: 1, outcome: "harmed", runs: 6, harmed: 6 },
    { fromMs: 2, toMs: 5, outcome: "harmless", runs: 3, harmed: 0 },
  ]);
  expect(ten!.edges).toMatchObject([{ fromMs: 1, toMs: 2 }]);
  expect(twenty).toMatchObject({ bands: [], edges: [] });
  expect(inconclusive).toBe("the run was cut short");
  expect([journal.kind, journal.end]).toEqual(["sweep", "interrupted"]);
  expect(terminal).toContain("9 trials; not complete: the run was cut short");
  expect(terminal).toContain("harmless  held in 3 runs");
  expect(terminal).toMatch(/20 checks a second.*\n {2}not looked at/);
});

test("an edge whose runs disagree is told as a range", () => {
  let trial = 0;
  // Only the first of the runs at 2 ms harms.
  const race = ({ delayMs }: Trial["storm"]) => (delayMs! < 1.5 || (delayMs === 2 && trial++ === 0) ? WEDGED : HELD);
  const { journal, terminal, files } = concluded("delay-sweep", { DELAYS: "1ms..5ms", PRECISION: "1ms" }, race);
  expect(journal.sweep.rates[0]!.edges).toEqual([{ fromMs: 1, toMs: 5, atMs: 1.5, begins: false, mixed: true }]);
  const text = "edge between 1 and 5 ms: runs disagree there, most harm up to 1.5 ms";
  expect(terminal).toContain(`  ${text}\n`);
  expect(files["summary.md"]).toContain(text);
  const sharp = concluded("delay-sweep", { DELAYS: "1ms..5ms", PRECISION: "1ms" }, ({ delayMs }) =>
    delayMs! < 1.5 ? HELD : WEDGED,
  );
  expect(sharp.terminal).toContain("  edge at 1.5 ms, ± 0.5 ms\n");
});

test("the time that a trial took tells the time left, and an edge counts once it is known", () => {
  const { run } = resolveTrialsOf({ env: { DELAYS: "0s..10ms" }, ...outside() }, "delay-sweep");
  const said = (trials: Trial[], trialMs: number, planned = run!) => {
    const timing = { sinceMs: trialMs * trials.length, resetMs: 0 };
    const happened =
      trials.length === 0 ? experiment.before(planned, trials, timing) : experiment.after(planned, trials, 1, timing);
    return happeningText(happened[0]!);
  };
  const at = (delayMs: number, result: TrialResult): Trial => ({
    storm: { delayMs, holdMs: null, nodes: 1, intervalMs: 100, checks: null },
    result,
  });
  // Only the phases of the first trial are known.
  expect(said([], NaN)).toBe("about 12 trials, 48 s left");
  const minimal = resolveTrialsOf({ env: {}, ...outside() }, "minimal-storm").run!;
  expect(said([], NaN, minimal)).toBe("about 14 trials, 1 min 10 s left");
  expect(said([at(0, HELD)], 9_000)).toBe(
    "trial 1 of about 12, 1 min 39 s left: closed after 0 ms, checks every 100 ms: harmless",
  );
  const known = [at(0, WEDGED), at(0, WEDGED), at(0.5, HELD), at(0.5, SPOILT)];
  expect(said(known, 4_000)).toMatch(
    /^trial 4 of about 19, 1 min left: closed after 0\.5 ms, .*: unclear: the generator failed$/,
  );
  const all = concluded("delay-sweep", { DELAYS: "0s..10ms" }, () => HELD).trials;
  expect(said(all, 4_000)).toMatch(/^trial 12 of 12: closed after 10 ms, checks every 100 ms: harmless$/);
});

test.each(["delay-sweep", "minimal-storm"] as Kind[])(
  "%s: what a target or a user wrote stays text in the job summary",
  (kind) => {
    const hostile = "![x](http://192.0.2.9/) | <script>alert(1)</script>\n# `x`";
    const gone: StopReason = { kind: "not-reset", error: hostile };
    const { files } = concluded(kind, {}, () => HELD, null, { most: 1, ended: gone, notes: [hostile] });
    const text = "!\\[x\\](http://192.0.2.9/) \\| \\<script\\>alert(1)\\</script\\> # \\`x\\`";
    expect(files["summary.md"]).toContain(`\n- ${text}\n`);
    expect(files["summary.md"]!.split(text).length - 1).toBe(2);
    expect(files["summary.md"]).not.toMatch(/!\[|[^\\]<script/);
  },
);

test("a driver that failed is told, as in a comparison", () => {
  const ended: StopReason = { kind: "exception", message: "exception: TypeError: x" };
  const { journal } = concluded("delay-sweep", {}, () => HELD, null, { most: 2, ended });
  expect([journal.ended, journal.end]).toEqual(["exception: TypeError: x", "stopped"]);
});

test("a check that closes later than its delay says nothing of that delay", () => {
  const rst = {
    connections: [
      {
        handshake: "full" as const,
        steps: [{ kind: "wait" as const, ms: 2 }],
        ending: { kind: "rst" as const },
        prove: {},
      },
    ] as Connections,
  };
  const closed = (us: number) => ({
    checkers: [{ ...rst, name: "rst" }],
    checks: { rst: { storm: { sent: 100, completed: 100, verified: 100, closeGapUs: stats(us) } } },
  });
  expect(trialOf(closed(2_040))).toMatchObject({ outcome: "harmless" });
  expect(trialOf({ ...closed(2_400), storm: "20+ 180-" })).toEqual({
    outcome: "unclear",
    verdict: "inconclusive",
    cause: null,
    reason: "The checks closed 2.4 ms after the handshake instead of 2 ms: this machine is busy.",
  });
});

const stats = (value: number) => ({
  count: 100,
  min: value,
  max: value,
  avg: value,
  p50: value,
  p90: value,
  p95: value,
  p99: value,
});

test("checks come halfway between two clients, at whatever rate", () => {
  const { run } = resolveTrialsOf({ env: { CLIENT_RATE: "10" }, ...outside() }, "delay-sweep");
  const later = (nodes: number, intervalMs: number) =>
    besideClients(planTrial(run!.config, { delayMs: 1, holdMs: null, nodes, intervalMs, checks: 8 }));
  expect(later(1, 100)).toBe(50);
  expect(later(4, 100)).toBe(12.5);
  expect(later(1, 5_000)).toBe(50);
});

test("a slow rate makes its trials longer: all are planned before the first packet", () => {
  const { run, refusal } = resolveTrialsOf({ env: { RATES: "10,0.5" }, ...outside() }, "delay-sweep");
  expect(refusal).toBe("");
  const held = (delayMs: number) => ({
    storm: { delayMs, holdMs: null, nodes: 1, intervalMs: 100, checks: null },
    result: HELD,
  });
  const first = Array.from({ length: 24 }, () => held(0));
  const storm = nextStorm(run!, first)!;
  const plan = planTrial(run!.config, storm);
  expect(storm).toMatchObject({ delayMs: 0, nodes: 1, intervalMs: 2_000 });
  expect(plan.phases.find(({ name }) => name === "storm")).toMatchObject({ startMs: 1_000, endMs: 1_000 + 8_889 });
});

/** minimal-storm on a target, as a user would start it. */
const minimalOf = (env: Record<string, string>, result: (trial: Trial["storm"]) => TrialResult) => {
  const found = concluded("minimal-storm", { RUNS: "1", ...env }, result);
  return { ...found, holds: [...new Set(found.trials.map(({ storm }) => storm.holdMs))] };
};

test.each(["kubelet-http", "keepalived-http", "haproxy-http", "envoy-redis"])(
  "%s: nobody is asked how long its connection may be held",
  (CHECKER) => {
    const { journal, holds } = minimalOf({ CHECKER, CHECKS: "4" }, () => WEDGED);
    expect(holds).toEqual([null]);
    expect(journal.minimal!.held).toBeNull();
    expect(journal.command).not.toContain("HOLD");
    expect(journal.finding).toMatch(/^A single (check|connection held for 5 s) is enough\.$/);
  },
);

test("azure-lb holds as long as the product does, several times, and what is told was tried", () => {
  const harms = ({ checks, holdMs }: Trial["storm"]) => (checks! >= 2 && (holdMs ?? 5_000) >= 2_000 ? WEDGED : HELD);
  const { journal, trials } = minimalOf({ CHECKER: "azure-lb" }, harms);
  expect(trials[0]!.storm).toEqual({ delayMs: null, holdMs: null, nodes: 1, intervalMs: 5_000, checks: 4 });
  const { storm, held } = journal.minimal!;
  expect(storm).toMatchObject({ checks: 2, intervalMs: 5_000 });
  expect(held!.harmsMs).toBe(storm.holdMs);
  expect(trials.map((one) => one.storm.holdMs)).toContain(storm.holdMs);
  expect(storm.holdMs).toBeGreaterThanOrEqual(2_000);
  expect(journal.finding).toMatch(/^2 silent connections every 5 s held for 2\.\d+ s are enough; 1 is not\.$/);
  expect(journal.command).toContain(
    `-e CHECKER=azure-lb -e CHECKS=2 -e NODES=1 -e INTERVAL=5000ms -e SPEEDUP=1 -e HOLD=${storm.holdMs}ms`,
  );
});

test("a hold that nothing shorter replaces is told as long as it was", () => {
  const whole = ({ holdMs }: Trial["storm"]) => (holdMs === null ? WEDGED : HELD);
  const azure = minimalOf({ CHECKER: "azure-lb" }, whole).journal;
  expect(azure.finding).toBe("A single silent connection held for 5 s is enough.");
  expect(azure.command).not.toContain("HOLD");
  const style = minimalOf({ CHECKER: "hold" }, whole).journal;
  expect(style.finding).toBe("A single silent connection held to the end of the storm is enough.");
  const given = minimalOf({ CHECKER: "hold", HOLD: "2s" }, whole).journal;
  expect(given.finding).toBe("A single silent connection held for 2 s is enough.");
  expect(given.command).toContain("-e HOLD=2s");
});

test("a hold that the user gave is where the search for a shorter one begins", () => {
  const { trials, journal } = minimalOf({ CHECKER: "hold", HOLD: "2s" }, () => WEDGED);
  expect(trials.find(({ storm }) => storm.holdMs !== null)!.storm.holdMs).toBe(1_000);
  expect(journal.command).toContain(`-e HOLD=${journal.minimal!.storm.holdMs}ms`);
});

test("a storm has time for all that its checks hold", () => {
  const plan = (env: Record<string, string>) => {
    const { run, refusal } = resolveTrialsOf({ env, ...outside() }, "minimal-storm");
    expect(refusal).toBe("");
    return planTrial(run!.config, nextStorm(run!, [])!);
  };
  const stormMs = ({ phases }: ReturnType<typeof plan>) => {
    const { startMs, endMs } = phases.find(({ name }) => name === "storm")!;
    return endMs - startMs;
  };
  // Four times 5 s, and a second more to see what became of it.
  expect(stormMs(plan({ CHECKER: "azure-lb" }))).toBe(21_000);
  // Six nodes, each for a minute; the last one begins 50 s after the first.
  expect(stormMs(plan({ CHECKER: "nomad" }))).toBe(111_000);
  expect(plan({ CHECKER: "nomad" }).checkers[0]!.plannedIntervalMs).toBe(60_000);
});

test.each([
  [{ CHECKER: "half-open" }, "0s..1s"],
  [{ CHECKER: "half-open", DELAYS: "1ms..190ms" }, "1ms..190ms"],
  [{ CHECKER: "haproxy", DELAYS: "0s..10s" }, "0s..10s"],
])("a sweep to where the kernel completes a half-open handshake by itself is refused: %o", (env, text) => {
  const { refusal } = resolveTrialsOf({ ...outside(), env: env as Record<string, string> }, "delay-sweep");
  expect(refusal).toBe(
    `DELAYS: expected a range that ends below 190ms, such as 0s..150ms, got "${text}": ${env.CHECKER} withholds the ACK of its handshake, and the kernel sends it by itself at about 200ms`,
  );
});

test("a half-open check is swept below that, and others beyond", () => {
  const resolved = (env: Record<string, string>) => resolveTrialsOf({ ...outside(), env }, "delay-sweep").refusal;
  expect(resolved({ CHECKER: "half-open", DELAYS: "0s..189ms" })).toBe("");
  expect(resolved({ CHECKER: "rst" })).toBe("");
});

test.each([
  ["1", "A single reset does no harm (1 trial)."],
  ["2", "2 resets do no harm (1 trial)."],
])("with CHECKS=%s the finding calls the storm harmless", (CHECKS, finding) => {
  expect(minimalOf({ CHECKS }, () => HELD).journal.finding).toBe(finding);
});

test("a storm that harms at times only is told as such", () => {
  let trial = 0;
  const { journal } = minimalOf({ CHECKS: "1", RUNS: "2" }, () => (trial++ === 0 ? WEDGED : HELD));
  expect(journal.finding).toMatch(/^A single reset harms in some trials and not in others: /);
});
