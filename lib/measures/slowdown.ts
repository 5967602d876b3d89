/**
 * How much longer clients waited than without checks, and what of that the checks cannot answer for.
 *
 * What is compared is the answer: a first byte may be a greeting or a server's part of TLS, which comes at once from a service that is stuck
 * behind it. Clients that ask for nothing have their connects.
 *
 * A few late answers in a short baseline lift its p95 and not its median, and five times a wrong number lets everything pass. Noise adds to
 * a time and does not multiply it: where the baseline's p95 would itself lose the gate against the median, only what the median allows is
 * allowed on top of it.
 */
import type { ClientRecord, Stats } from "../model/extension";
import type { Gate, Stat } from "../model/gates";
import type { Evidence } from "../model/evidence";
import type { Afterwards, BaselineNoise, SharedSlowdown } from "../model/gate-result";
import type { Caveat } from "../model/caveat";
import { gatesOf } from "./gates-of";
import { clientsOf } from "./observed-phases";

export interface Slowdown {
  what: "answer" | "connect";
  stat: Stat;
  was: Stats;
  is: Stats;
  /** The most that `is[stat]` may be, ms. */
  limitMs: number;
  /** What a reference within the generator's own process took longer in the phase than in the baseline, ms. */
  sharedMs: number;
  /** The gate would be lost without that: what slowed both down has nothing to do with the target. */
  shared: boolean;
  /** The baseline's own `stat` is too far from its median to be multiplied. */
  noisy: boolean;
  ok: boolean;
}

/** What a gate on slowdown compares; null where the baseline or the phase has no times of that kind. */
export function slowdownOf(evidence: Evidence, gate: Gate): Slowdown | null {
  const baseline = clientsOf(evidence, "baseline");
  const record = clientsOf(evidence, gate.phase);
  if (!baseline || !record) return null;
  const what = baseline.answerMs.count > 0 ? "answer" : "connect";
  const [was, is] = [timesOf(baseline, what), timesOf(record, what)];
  const stat = gate.stat ?? "p95";
  if (was.count === 0 || was[stat] <= 0 || is.count === 0) return null;
  const noisy = noise(gate, was) > 0;
  const limitMs = noisy ? was[stat] + allowedFor(gate, was.p50) - was.p50 : allowedFor(gate, was[stat]);
  // What the generator itself came late by, its clients may have waited, too: that is not the target's.
  const most = Math.max(limitMs, was[stat] + record.lagMs.p99);
  const sharedMs = referenceRise(evidence, gate.phase, stat);
  const ok = is[stat] - sharedMs <= most;
  return { what, stat, was, is, limitMs, noisy, sharedMs, shared: ok && is[stat] > most, ok };
}

/** References are made four times a second: of fewer a p95 is one late answer. */
const FEWEST_REFERENCES = 8;

function referenceRise({ recording }: Evidence, phase: string, stat: Stat): number {
  const { baseline, [phase]: during } = recording.reference;
  if (!baseline || !during || Math.min(baseline.count, during.count) < FEWEST_REFERENCES) return 0;
  return Math.max(0, during[stat] - baseline[stat]);
}

export function timesOf(record: ClientRecord, what: "answer" | "connect"): Stats {
  return what === "answer" ? record.answerMs : record.connectMs;
}

/** The distance of the baseline's statistic from its median, ms; 0 where the gate itself lets that pass. */
export function noise(gate: Gate, was: Stats): number {
  const value = was[gate.stat ?? "p95"];
  return value > allowedFor(gate, was.p50) ? value - was.p50 : 0;
}

function allowedFor({ atMost = 1, ignoreBelowMs = 0 }: Gate, ms: number): number {
  return Math.max(atMost * ms, ms + ignoreBelowMs);
}

/** null: there is no such slowdown, or no recovery to look at. */
export function afterwards(evidence: Evidence, gate: Gate): Afterwards | null {
  return laterSlowdown(evidence, gate)?.state ?? null;
}

/** The same, with the slowdown of recovery that tells. */
export function laterSlowdown(
  evidence: Evidence,
  gate: Gate,
): { state: Afterwards; slowdown: Slowdown; stat: Slowdown["stat"] } | null {
  if (gate.measure !== "slowdown" || gate.phase !== "storm" || slowdownOf(evidence, gate)?.ok !== false) return null;
  const slowdown = slowdownOf(evidence, { ...gate, phase: "recovery" });
  if (!slowdown) return null;
  const ofHalf = slowdownOf(evidence, { ...gate, phase: "recovery", stat: "p50" });
  if (ofHalf?.ok === false) return { state: "stays", slowdown: ofHalf, stat: "p50" };
  return { state: slowdown.ok ? "gone" : "some", slowdown, stat: slowdown.stat };
}

/**
 * Clients were kept waiting in the storm, and most of them are after the checks have stopped: what slowed them down does not need the
 * checks, and may never have.
 */
export function slowdownStays(evidence: Evidence): boolean {
  return gatesOf(evidence).some((gate) => afterwards(evidence, gate) === "stays");
}

/** A caveat for each gate whose baseline is no measure by itself; what the gate makes of it stands in its result when it is lost. */
export function slowdownCaveats(evidence: Evidence): Caveat[] {
  return gatesOf(evidence).flatMap((gate): Caveat[] => {
    const found = gate.measure === "slowdown" ? slowdownOf(evidence, gate) : null;
    if (!found) return [];
    const { limitMs, noisy, shared } = found;
    const caveats: Caveat[] = [];
    if (noisy) caveats.push({ kind: "noisy-baseline", gate: gate.name, noise: noiseOf(found), limitMs });
    if (shared) caveats.push({ kind: "gate-not-judged", gate: gate.name, slowdown: sharedSlowdown(found, gate) });
    return caveats;
  });
}

export function sharedSlowdown({ what, stat, was, is, sharedMs }: Slowdown, { phase }: Gate): SharedSlowdown {
  return { phase, what, stat, slowerMs: is[stat] - was[stat], sharedMs };
}

export function noiseOf({ stat, was }: Pick<Slowdown, "stat" | "was">): BaselineNoise {
  return { stat, ms: was[stat], medianMs: was.p50 };
}
