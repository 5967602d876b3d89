/** Parts of journals that differ in one thing. */
import type { Journal, JournalGate } from "../../lib/model/journal";
import { held } from "../report/journals";

type JournalLeak = Journal["process"]["findings"][number]["what"];

export const GATE: JournalGate = {
  name: "storm-accepted",
  measure: "accepted",
  phase: "storm",
  ok: true,
  observed: 1,
  atLeast: 0.99,
  text: "",
};

export const FINDINGS = {
  threads: [
    { kind: "threads", text: "threads 12 → 1 within 10 checks", figures: { before: 12, after: 1, checks: 10 } },
  ],
};

/** A held run whose service could be looked into, and kept so much of each check. */
export function leaking(perCheck: Partial<Record<JournalLeak, number>>): Journal {
  const findings = Object.entries(perCheck).map(([what, each]) => ({
    what: what as JournalLeak,
    of: "check" as const,
    perCheck: each,
    limit: 1024,
    limitReachedInMs: 1000,
    text: "",
  }));
  return { ...held, process: { ...held.process, available: true, reason: "", findings } };
}

/** A sweep in which delays below `upTo` harm. */
export function swept({ upTo, delays, runs }: { upTo: number; delays: readonly number[]; runs: number }) {
  const points = delays.map((delayMs) => {
    const harms = delayMs < upTo;
    return { delayMs, outcome: harms ? "harmed" : "harmless", runs, harmed: harms ? runs : 0 };
  });
  return {
    schema: "probe-storm/1",
    kind: "sweep",
    startedAt: held.startedAt,
    target: "a",
    client: "greeting",
    evidence: "service",
    end: "complete",
    settings: [],
    sweep: { checker: "rst", ending: "rst", rates: [{ ratePerSecond: 10, points }] },
  };
}
