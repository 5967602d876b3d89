/**
 * The target's accept queue over the storm, and what it means at the balancer's own pace.
 *
 * Only `accept()` takes a connection out of the queue, a reset does not; limit + 1 fit. So with a service that is stuck,
 * every completed handshake stays:
 *
 *     seconds to overflow = (limit + 1 − length before the storm) / (growth per connection × the checks' real connections per second)
 *     growth per connection = gained / (connections of checks and clients while it was gained)
 */
import type { QueueSample, Recording } from "../../xk6/healthcheck";
import type { PhaseName } from "../config";
import { connectionsPerCheck } from "./checks";
import type { Evidence } from "./evidence";
import type { QueueGrowth } from "./judgement";
import { stormStartMs } from "./phases";

/** Shares of a phase's samples that stand for its end: a burst caught in one sample is not growth. */
const ENDING_SHARE = 4;

const NONE: QueueGrowth = {
  growthPerSecond: 0,
  gained: 0,
  kept: 0,
  secondsToOverflow: null,
  full: false,
  beganMs: null,
};

export function queueGrowth(evidence: Evidence): QueueGrowth {
  const { recording, plan } = evidence;
  const samples = samplesOf(recording, "storm");
  const kept = keptConnections(recording, "storm");
  const full = samples.some(isFull);
  if (kept === null || kept < 1) return { ...NONE, full };

  const before = lengthBefore(recording, "storm");
  const filled = samples.findIndex(isFull);
  const growing = filled < 0 ? samples : samples.slice(0, filled + 1);
  const last = growing[growing.length - 1]!;
  const gained = Math.max(...growing.map(({ length }) => length)) - before;
  const connections = connectionsUntil(evidence, last.t);
  const perConnection = connections > 0 ? Math.min(1, gained / connections) : 0;
  const realRate = plan.checkers.reduce((sum, { realRatePerSecond }) => sum + realRatePerSecond, 0);
  // So many checks and no more have no rate at which they would fill it.
  const goesOn = plan.config.checks === null;
  const perSecond = goesOn ? perConnection * connectionsPerCheck(recording) * realRate : 0;
  return {
    growthPerSecond: Math.max(0, slopePerSecond(growing, before, stormStartMs(evidence))),
    gained,
    kept,
    secondsToOverflow: perSecond > 0 ? Math.max(0, last.limit + 1 - before) / perSecond : null,
    full,
    beganMs: [...samples].reverse().find(({ length }) => length <= before)?.t ?? stormStartMs(evidence),
  };
}

/** Connections that the queue gained over a phase and did not lose again; null when it was not read in that phase. */
export function keptConnections(recording: Recording, phase: PhaseName): number | null {
  const samples = samplesOf(recording, phase);
  if (samples.length === 0) return null;
  const ending = samples.slice(-Math.ceil(samples.length / ENDING_SHARE));
  return Math.max(0, Math.min(...ending.map(({ length }) => length)) - lengthBefore(recording, phase));
}

/** Last length of a phase; null when it was not read. */
export function lastLength(recording: Recording, phase: PhaseName): number | null {
  const samples = samplesOf(recording, phase);
  return samples[samples.length - 1]?.length ?? null;
}

/** The length that a phase began with: the shorter of the last sample before it and the first one in it. */
export function lengthBefore(recording: Recording, phase: PhaseName): number {
  const first = samplesOf(recording, phase)[0];
  if (!first) return 0;
  const earlier = recording.queue.filter(({ t }) => t < first.t);
  const previous = earlier[earlier.length - 1] ?? first;
  return Math.min(previous.length, first.length);
}

function samplesOf(recording: Recording, phase: PhaseName): QueueSample[] {
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
  const points = [{ t: Math.min(startMs, samples[0]!.t), length: before }, ...samples];
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
