/**
 * The target's accept queue over a phase, and what it means at the balancer's own pace.
 *
 * Only `accept()` takes a connection out of the queue, a reset does not; limit + 1 fit. So with a service that is stuck,
 * every completed handshake stays:
 *
 *     seconds to overflow = (limit + 1 − length before the storm) / (growth per connection × the checks' real connections per second)
 *     growth per connection = gained / (connections of checks and clients while it was gained)
 *
 * A service that is only slow has a queue as well: as long as there are checks, some wait in it, and their number is a level. What tells
 * growth from a level: it goes on rising, it is still there when the checks have stopped, or there is no more room to rise into.
 */
import type { QueueSample, Recording } from "../model/extension";
import type { PhaseName } from "../model/phases";
import { connectionsPerCheck, ownRatePerSecond } from "./checks";
import type { Evidence } from "../model/evidence";
import type { QueueGrowth } from "../model/judgement";
import { elapsedMs, span, stormStartMs } from "./observed-phases";
import { unmeasured, type NotMeasured } from "./assessment";
import { firstOf, itemAt, lastOf } from "../model/non-empty";

/** Shares of a phase's samples that stand for its end: a burst caught in one sample is not growth. */
const ENDING_SHARE = 4;
/** Samples, four a second: a trend has four quarters. */
const FEWEST_SAMPLES = 4;
/** The share of the kept connections that must have come in the second half. It is two thirds for a steady rise, and nothing for a level. */
const LATER_SHARE = 1 / 3;
/** Connections: a rise by one in the second half is chance. The recovery shows whether so small a rise stays. */
const LEAST_RISE = 2;
/** The share of connections that stay until the queue is full: all of them stay when the service is stuck. */
const STUCK_SHARE = 0.5;
/** Without a reading for so long, nothing listens any more. */
const GONE_MS = 1000;

const NONE: QueueGrowth = {
  growthPerSecond: 0,
  gained: 0,
  kept: 0,
  secondsToOverflow: null,
  full: false,
  beganMs: null,
};

export function queueGrowth(evidence: Evidence): QueueGrowth {
  const { recording } = evidence;
  const samples = samplesOf(recording, "storm");
  const full = samples.some(isFull);
  const growth = growthOver(evidence, "storm");
  if (growth.kind === "unmeasured" || growth.kept < 1) return { ...NONE, full };

  const before = lengthBefore(recording, "storm");
  const filled = samples.findIndex(isFull);
  const growing = filled < 0 ? samples : samples.slice(0, filled + 1);
  const gained = Math.max(...growing.map(({ length }) => length)) - before;
  return {
    growthPerSecond: Math.max(0, slopePerSecond(growing, before, stormStartMs(evidence))),
    gained,
    kept: growth.kept,
    secondsToOverflow: growth.rising || full ? secondsToOverflow(evidence, growing, gained) : null,
    full,
    beganMs: [...samples].reverse().find(({ length }) => length <= before)?.t ?? stormStartMs(evidence),
  };
}

/** null: so many checks and no more have no rate at which they would fill it. */
function secondsToOverflow(evidence: Evidence, growing: readonly QueueSample[], gained: number): number | null {
  const { recording, plan } = evidence;
  if (plan.config.checks !== null) return null;
  const last = lastOf(growing);
  const connections = connectionsUntil(evidence, last.t);
  const perConnection = connections > 0 ? Math.min(1, gained / connections) : 0;
  const perSecond = perConnection * connectionsPerCheck(recording) * ownRatePerSecond(plan.checkers);
  // It was full after a burst, and most of what had come before was accepted: that is no pace to go by.
  if (perSecond <= 0 || (isFull(last) && perConnection < STUCK_SHARE)) return null;
  return Math.max(0, last.limit + 1 - lengthBefore(recording, "storm")) / perSecond;
}

/** `kept`: connections that the queue gained over a phase and did not lose again. `rising`: it would have gone on. */
export type Growth = { kind: "measured"; kept: number; rising: boolean } | NotMeasured;

export function growthOver(evidence: Evidence, phase: PhaseName): Growth {
  const { recording } = evidence;
  const samples = samplesOf(recording, phase);
  if (samples.length === 0) return unmeasured({ kind: "queue-not-read", reason: recording.queueUnavailable });
  if (listenerEnded(evidence, phase, samples)) return unmeasured({ kind: "listener-ended" });
  if (samples.length < FEWEST_SAMPLES) {
    return unmeasured({ kind: "queue-seldom-read", samples: samples.length });
  }
  const ending = lastQuarter(samples);
  const kept = Math.max(0, shortest(ending) - lengthBefore(recording, phase));
  const quarter = (index: number) =>
    samples.slice(Math.floor((index * samples.length) / 4), Math.floor(((index + 1) * samples.length) / 4));
  const later = middle(quarter(3)) - middle(quarter(1));
  const rising = kept > 0 && later >= Math.max(LEAST_RISE, LATER_SHARE * kept);
  const grew = rising || ending.every(isFull) || stayed(evidence, phase, kept);
  return { kind: "measured", kept: grew ? kept : 0, rising };
}

/** Connections that the queue gained over a phase and did not lose again; null where that cannot be told. */
export function keptConnections(evidence: Evidence, phase: PhaseName): number | null {
  const growth = growthOver(evidence, phase);
  return growth.kind === "unmeasured" ? null : growth.kept;
}

/** At the end of recovery, with the checks long gone, at least half of it was still there. */
function stayed({ recording }: Evidence, phase: PhaseName, kept: number): boolean {
  const after = samplesOf(recording, "recovery");
  if (kept === 0 || after.length < FEWEST_SAMPLES) return false;
  return shortest(lastQuarter(after)) - lengthBefore(recording, phase) >= kept / 2;
}

/** The readings stopped long before the phase did: what the last of them saw went with its listener. */
function listenerEnded(evidence: Evidence, phase: PhaseName, samples: readonly QueueSample[]): boolean {
  const planned = span(evidence.plan, phase);
  const last = lastOf(samples).t;
  const until = (evidence.start?.originMs ?? 0) + Math.min(planned?.endMs ?? 0, elapsedMs(evidence));
  return until - last > GONE_MS && !evidence.recording.queue.some(({ t }) => t > last && t <= until + GONE_MS);
}

function lastQuarter(samples: readonly QueueSample[]): QueueSample[] {
  return samples.slice(-Math.ceil(samples.length / ENDING_SHARE));
}

function shortest(samples: readonly QueueSample[]): number {
  return Math.min(...samples.map(({ length }) => length));
}

function middle(samples: readonly QueueSample[]): number {
  const sorted = samples.map(({ length }) => length).sort((a, b) => a - b);
  return itemAt(sorted, Math.floor(sorted.length / 2));
}

/** Last length of a phase; null when it was not read. */
export function lastLength(recording: Recording, phase: PhaseName | "watch"): number | null {
  const samples = samplesOf(recording, phase);
  return samples[samples.length - 1]?.length ?? null;
}

/** Clients that only connect get in as long as the queue has room: then the queue must drain, by half at least. */
export function stillQueued(evidence: Evidence): boolean {
  const { start, recording } = evidence;
  if (start?.client.evidence !== "kernel") return false;
  const kept = Math.max(keptConnections(evidence, "storm") ?? 0, keptConnections(evidence, "night") ?? 0);
  const length = lastLength(recording, "watch") ?? lastLength(recording, "recovery") ?? lastLength(recording, "storm");
  return kept >= 1 && length !== null && length - lengthBefore(recording, "storm") >= kept / 2;
}

/** The length that a phase began with: the shorter of the last sample before it and the first one in it. */
export function lengthBefore(recording: Recording, phase: PhaseName): number {
  const first = samplesOf(recording, phase)[0];
  if (!first) return 0;
  const earlier = recording.queue.filter(({ t }) => t < first.t);
  const previous = earlier[earlier.length - 1] ?? first;
  return Math.min(previous.length, first.length);
}

function samplesOf(recording: Recording, phase: PhaseName | "watch"): QueueSample[] {
  return recording.queue.filter((sample) => sample.phase === phase);
}

function isFull({ length, limit }: QueueSample): boolean {
  return limit > 0 && length > limit;
}

/**
 * Checks and client attempts of the storm until `ms`. A second has one count, so what it counts is spread evenly: attempts
 * over all of it, checks over its part of the storm, since there are none before.
 */
function connectionsUntil(evidence: Evidence, ms: number): number {
  const startMs = stormStartMs(evidence);
  let connections = 0;
  for (const { t, attempts, checks } of evidence.recording.timeline) {
    const from = Math.max(t * 1000, startMs);
    const to = (t + 1) * 1000;
    const covered = Math.min(to, ms) - from;
    if (covered > 0) connections += (attempts * covered) / 1000 + (checks * covered) / (to - from);
  }
  return connections;
}

/** Least squares over the samples and the point at which the storm began. */
function slopePerSecond(samples: readonly QueueSample[], before: number, startMs: number): number {
  const points = [{ t: Math.min(startMs, firstOf(samples).t), length: before }, ...samples];
  const meanT = points.reduce((sum, { t }) => sum + t, 0) / points.length;
  const meanLength = points.reduce((sum, { length }) => sum + length, 0) / points.length;
  let over = 0;
  let under = 0;
  for (const { t, length } of points) {
    over += (t - meanT) * (length - meanLength);
    under += (t - meanT) ** 2;
  }
  return under > 0 ? (over / under) * 1000 : 0;
}
