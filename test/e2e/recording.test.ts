/**
 * The evidence that test/judge/run.ts writes as a literal is what the recorder of the extension keeps of the same run: the real binary makes
 * the exchanges of the literal, and both recordings are compared. Times are compared by the place in the run that they stand for.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "vitest";
import type { CheckRecord, ClientRecord, Recording } from "../../lib/model/extension";
import type { PhaseName } from "../../lib/model/phases";
import { ORIGIN_MS, run, type RunLiteral } from "../judge/run";
import { runK6 } from "../support/k6";
import type { Moves } from "../support/recording.k6";
import { witness } from "../support/witness";

const SCRIPT = new URL("../support/recording.k6.ts", import.meta.url).pathname;

/** Two clients a second: each has half a second until it would begin in the next one. */
const RATE = 2;
const SLOT_MS = 1000 / RATE;
const SECONDS = { baseline: 2, storm: 3, night: 1, recovery: 2 };

interface Played {
  baseline: string;
  storm: string;
  recovery: string;
  /** The number of the baseline's last attempts that end in the storm. */
  overrun?: number;
  /** Checks of storm and night, and whether they fail. */
  checks: { storm: number; night: number; fail?: boolean };
}

const runs: [title: string, played: Played][] = [
  ["every client gets in", { baseline: "4+", storm: "6+", recovery: "4+", checks: { storm: 3, night: 2 } }],
  [
    "clients are shut out within the storm, and until the middle of the recovery",
    { baseline: "4+", storm: "1+ 3- 2+", recovery: "2- 2+", checks: { storm: 3, night: 2 } },
  ],
  [
    "checks fail, and the first client of the storm",
    { baseline: "4+", storm: "1- 5+", recovery: "4+", checks: { storm: 3, night: 1, fail: true } },
  ],
  [
    "the baseline's last client ends in the storm",
    { baseline: "3+ 1-", overrun: 1, storm: "6+", recovery: "4+", checks: { storm: 3, night: 2 } },
  ],
];

test.concurrent.for(runs)("the literal of a run is what the recorder keeps of it: %s", async ([, played], context) => {
  const { originMs, recording } = await recorded(movesOf(played), context);
  const { expect } = context;
  const literal = run(literalOf(played)).recording;
  expect(Object.keys(literal).sort()).toEqual(Object.keys(recording).sort());
  expect(comparable(literal, ORIGIN_MS)).toEqual(comparable(recording, originMs));
});

function literalOf({ baseline, storm, recovery, overrun = 0, checks }: Played): RunLiteral {
  const record = (sent: number) => ({ sent, failed: checks.fail ? sent : 0 });
  return {
    seconds: SECONDS,
    rate: RATE,
    baseline: { order: baseline, overrun },
    storm,
    recovery,
    checks: { rst: { storm: record(checks.storm), night: record(checks.night) } },
  };
}

/** A client every half second, and the checks of a phase evenly over it. */
function movesOf({ overrun = 0, checks, ...clients }: Played): Moves["exchanges"] {
  const starts: Record<PhaseName, number> = { baseline: 0, storm: 2000, night: 5000, recovery: 6000 };
  const attempts = (["baseline", "storm", "recovery"] as const).flatMap((phase) => {
    const outcomes = outcomesOf(clients[phase]);
    return outcomes.map((ok, i) => ({
      ...{ role: "client" as const, phase, dueMs: starts[phase] + i * SLOT_MS, ok },
      ...(phase === "baseline" &&
        i >= outcomes.length - overrun && { overrun: { phase: "storm", phaseMs: starts.storm } }),
    }));
  });
  const checked = (["storm", "night"] as const).flatMap((phase) =>
    Array.from({ length: checks[phase] }, (_, i) => ({
      ...{ role: "checker" as const, phase, ok: !checks.fail },
      dueMs: starts[phase] + (i * SECONDS[phase] * 1000) / checks[phase],
    })),
  );
  return [...attempts, ...checked].sort((a, b) => a.dueMs - b.dueMs);
}

function outcomesOf(order: string): boolean[] {
  return order.split(" ").flatMap((part) => Array<boolean>(Number(part.slice(0, -1))).fill(part.endsWith("+")));
}

async function recorded(
  exchanges: Moves["exchanges"],
  { expect, onTestFinished }: TestContext,
): Promise<{ originMs: number; recording: Recording }> {
  const greeting = await witness((socket) => socket.write("220 ready\r\n"));
  const silent = await witness(() => undefined);
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-"));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true, force: true });
    await Promise.all([greeting.stop(), silent.stop()]);
  });
  const moves: Moves = { greeting: greeting.address, silent: silent.address, exchanges };
  const settings = ["-e", `SEQUENCE=${JSON.stringify(moves)}`, "-e", `FOLDER=${folder}`];
  const { stderr } = await runK6(["run", "--quiet", "--address", "", ...settings, SCRIPT], {
    env: { K6_AUTO_EXTENSION_RESOLUTION: "false" },
  });
  expect(stderr).toBe("");
  return JSON.parse(readFileSync(join(folder, "recording.json"), "utf8")) as { originMs: number; recording: Recording };
}

/** What does not depend on how fast the machine is. */
function comparable({ clients, checks, timeline, harness, queue, dropped }: Recording, originMs: number) {
  const slot = (ms: number) => (ms < 0 ? -1 : Math.floor((ms - originMs) / SLOT_MS));
  const first = Math.floor(originMs / 1000);
  return {
    clients: mapped(clients, (record) => clientFigures(record, slot)),
    checks: mapped(checks, (phases) => mapped(phases, checkFigures)),
    timeline: timeline.map(({ t, phase, attempts, accepted, checks: begun, queue: length, causes }) => ({
      ...{ t: t - first, phase, attempts, accepted, begun, length, causes },
    })),
    ...{ harness, queue, dropped },
  };
}

function clientFigures(record: ClientRecord, slot: (ms: number) => number) {
  const { connectMs, firstByteMs, answerMs, lagMs, ...figures } = record;
  return {
    ...figures,
    // What failed in words: the literal says nothing of it.
    ...{ examples: {}, errnos: {} },
    longestOutageMs: Math.round(record.longestOutageMs / SLOT_MS),
    firstFailureMs: slot(record.firstFailureMs),
    counts: [connectMs, firstByteMs, answerMs, lagMs].map(({ count }) => count),
  };
}

function checkFigures({ closeGapUs, lagMs, endedByPeer, ...figures }: CheckRecord) {
  return { ...figures, counts: [closeGapUs, lagMs, endedByPeer].map(({ count }) => count) };
}

function mapped<Value, Mapped>(
  values: { readonly [key: string]: Value },
  map: (value: Value) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
