/**
 * What the service keeps of each check: growth of its process that follows the checks and does not go back once they have stopped.
 *
 *     value(t) = before + perClient × client attempts(t) + perCheck × checks(t)
 *
 * `perClient` is what clients cost alone, without any check. `perCheck` is then the slope over the checks of what is left. Both are
 * medians of all slopes between two samples (Theil and Sen): a step or a peak does not move them.
 *
 * A leak is steady, as a pool that warms up is not; it is still there at the end of recovery, as work in progress is not; and it is
 * the checks' own: a service that keeps something of every connection needs no check to run out of it.
 */
import type { ProcessSample } from "../../xk6/healthcheck";
import { digits, duration } from "../report/format";
import { connectionsPerCheck } from "./checks";
import type { Evidence } from "./evidence";
import type { Leak, ProcessGrowth } from "./judgement";
import { clientsOf, finished, span } from "./phases";

interface Resource {
  what: Leak["what"];
  of: (sample: ProcessSample) => number | null;
  limit: (sample: ProcessSample) => number | null;
  /** How much of it counts as one in a gate. */
  one: number;
  /** The least growth over all checks that is more than chance. */
  least: (before: number) => number;
  /** What clients cost alone, out of what they cost before the checks and after them. */
  perClient: (baseline: number, recovery: number) => number;
  in: (amount: number) => string;
}

/** Connections in progress come and go by a handful. */
const FEW = 10;
const PAGE = 4096;
const MIB = 1 << 20;

const noLimit = () => null;

/**
 * Things that are counted are exact. Pools that fill during the baseline make clients look dear; those of the recovery tell what
 * they cost in the long run.
 */
const COUNTED = { one: 1, least: () => FEW, perClient: Math.min, in: digits };

const RESOURCES: readonly Resource[] = [
  { what: "descriptors", of: (s) => s.descriptors, limit: (s) => s.descriptorLimit, ...COUNTED },
  { what: "threads", of: (s) => s.threads, limit: noLimit, ...COUNTED },
  {
    what: "memory",
    of: (s) => s.rssBytes,
    limit: noLimit,
    one: PAGE,
    // Garbage that no collector has taken yet looks like a leak in a short run, and allocators take more than they are asked for. What
    // stays below a fifth of the process, or below 4 MiB, is not told from them.
    least: (before) => Math.max(4 * MIB, before / 5),
    // A heap that has once grown serves later clients for nothing: those of the baseline tell what a connection costs.
    perClient: Math.max,
    in: bytes,
  },
  {
    what: "sockets in CLOSE-WAIT",
    of: (s) => s.sockets.closeWait,
    limit: (s) => s.descriptorLimit,
    ...COUNTED,
  },
  { what: "sockets in ESTABLISHED", of: (s) => s.sockets.established, limit: (s) => s.descriptorLimit, ...COUNTED },
];

/** By the rule of three, of so many checks one in seven may still do otherwise: fewer are no rate. */
const FEWEST_CHECKS = 20;
/** Samples, one a second: three lines need four points, and a slope of clients alone three. */
const FEWEST_SAMPLES = 4;
const FEWEST_ALONE = 3;
/** Each third of the checks must have added so much of what they add on average. */
const STEADY = 0.5;
/** So much must still be there at the end of recovery; the rest may be work that was in progress. */
const KEPT = 0.5;
/** A check must cost so much more than a client, as a part of what it costs; else it is just one more connection. */
const OWN = 0.5;

export function processGrowth(evidence: Evidence): ProcessGrowth {
  const missing = notMeasured(evidence);
  const findings = missing === "" ? RESOURCES.flatMap((resource) => leak(resource, evidence) ?? []) : [];
  return { missing, findings, cpuMsPerCheck: cpuMsPerCheck(evidence) };
}

/** Every leak, the worst of each first: `descriptors +0.98 per check, limit 1,024 reached in 9 min at the real rate`. */
export function leaksText(findings: readonly { text: string }[]): string {
  return `leaks: ${findings.map(({ text }) => text).join("; ")}`;
}

function notMeasured(evidence: Evidence): string {
  const { recording } = evidence;
  const samples = recording.process;
  if (samples.length === 0) return recording.processUnavailable || "the service's process was not watched";
  if (new Set(samples.map(({ restarts }) => restarts)).size > 1) {
    return "the service's process was another one later in the run, and what the first had kept went with it";
  }
  if (!span(evidence.plan, "recovery") || !finished(evidence, "recovery")) return "recovery did not come to its end";
  if (of(samples, "recovery").length === 0) return "the service's process was not seen in recovery";
  if (alone(samples).length < FEWEST_ALONE) return "the baseline is too short to tell what clients cost alone";
  const while_ = checking(evidence);
  const checks = last(while_)?.checks ?? 0;
  if (checks < FEWEST_CHECKS || while_.length < FEWEST_SAMPLES) {
    return `${checks} checks in ${Math.max(0, while_.length - 1)} s are too few to tell growth from chance`;
  }
  return "";
}

function leak(resource: Resource, evidence: Evidence): Leak | null {
  const { process } = evidence.recording;
  const during = checking(evidence);
  if ([...during, ...of(process, "recovery")].some((sample) => resource.of(sample) === null)) return null;
  const value = (sample: ProcessSample) => resource.of(sample)!;
  const clients = ({ attempts }: ProcessSample) => attempts;
  const perClient = Math.max(
    0,
    resource.perClient(slope(alone(process), clients, value), slope(of(process, "recovery"), clients, value)),
  );
  const own = (sample: ProcessSample) => value(sample) - perClient * sample.attempts;
  const perCheck = slope(during, ({ checks }) => checks, own);
  const before = own(during[0]!);
  const grown = own(last(during)!) - before;
  const left = median(ending(of(process, "recovery")).map(own)) - before;

  const enough = grown >= resource.least(value(during[0]!)) && perCheck > 0;
  const checksOwn = perCheck - perClient >= OWN * perCheck;
  if (!enough || !checksOwn || !steady(during, own, perCheck) || left < KEPT * grown) return null;
  const each = connectionsPerCheck(evidence.recording);
  return finding(resource, evidence, each * perCheck, last(during)!, value(during[0]!));
}

/** From the last sample without a check on, up to the first client that was lost: what comes later is the harm, not its making. */
function checking({ recording, ...evidence }: Evidence): ProcessSample[] {
  const lost = clientsOf({ ...evidence, recording }, "storm");
  const until = lost && lost.attemptsBeforeFirstFailure >= 0 ? lost.firstFailureMs : Infinity;
  const before = alone(recording.process).slice(-1);
  const checks = recording.process.filter(
    ({ phase, checks, t }) => (phase === "storm" || phase === "night") && checks > 0 && t <= until,
  );
  return [...before, ...checks];
}

/** Samples without any check before them. */
function alone(samples: readonly ProcessSample[]): ProcessSample[] {
  return samples.filter(({ phase, checks }) => phase === "baseline" || (phase === "storm" && checks === 0));
}

function of(samples: readonly ProcessSample[], phase: string): ProcessSample[] {
  return samples.filter((sample) => sample.phase === phase);
}

/** The last third. */
function ending(samples: readonly ProcessSample[]): ProcessSample[] {
  return samples.slice(-Math.ceil(samples.length / 3));
}

function steady(samples: readonly ProcessSample[], own: (sample: ProcessSample) => number, perCheck: number): boolean {
  const at = [0, 1, 2, 3].map((third) => samples[Math.round((third * (samples.length - 1)) / 3)]!);
  return at.slice(1).every((sample, third) => {
    const checks = sample.checks - at[third]!.checks;
    return own(sample) - own(at[third]!) >= STEADY * perCheck * checks;
  });
}

function finding(
  { what, one, limit, in: inWords }: Resource,
  evidence: Evidence,
  perCheck: number,
  end: ProcessSample,
  used: number,
): Leak {
  const most = limit(end);
  const realRate = evidence.plan.checkers.reduce((sum, { realRatePerSecond }) => sum + realRatePerSecond, 0);
  const limitReachedInMs =
    most === null || realRate <= 0 ? null : (Math.max(0, most - used) / (perCheck * realRate)) * 1000;
  const reached =
    limitReachedInMs === null
      ? ""
      : `, limit ${grouped(most!)} reached in ${duration(limitReachedInMs)} at the real rate`;
  return {
    what,
    perCheck,
    units: perCheck / one,
    limit: most,
    limitReachedInMs,
    text: `${what} +${inWords(perCheck)} per check${reached}`,
  };
}

/**
 * CPU time of a check: at night there is nothing else to do; without a night, what the storm took beyond its clients'. A figure to
 * compare checkers by: clocks of 10 ms are too coarse, and other work too near, for a gate.
 */
function cpuMsPerCheck({ recording, plan }: Evidence): number | null {
  const samples = recording.process;
  const phase = span(plan, "night") ? "night" : "storm";
  const during = of(samples, phase);
  const known = [...alone(samples), ...during];
  const [first, end] = [during[0], last(during)];
  if (!first || !end || known.some(({ cpuMs }) => cpuMs === null)) return null;
  if (known.some(({ restarts, processes }) => restarts !== first.restarts || processes !== first.processes))
    return null;
  const checks = end.checks - first.checks;
  if (checks < FEWEST_CHECKS) return null;
  const perClient = slope(
    alone(samples),
    ({ attempts }) => attempts,
    ({ cpuMs }) => cpuMs!,
  );
  const attempts = end.attempts - first.attempts;
  return (connectionsPerCheck(recording) * Math.max(0, end.cpuMs! - first.cpuMs! - perClient * attempts)) / checks;
}

/** Theil and Sen: the median of the slopes between all pairs of different x; 0 when there are none. */
function slope(
  samples: readonly ProcessSample[],
  x: (sample: ProcessSample) => number,
  y: (sample: ProcessSample) => number,
): number {
  const points = thinned(samples);
  const slopes: number[] = [];
  points.forEach((a, i) => {
    for (const b of points.slice(i + 1)) if (x(b) !== x(a)) slopes.push((y(b) - y(a)) / (x(b) - x(a)));
  });
  return slopes.length > 0 ? median(slopes) : 0;
}

/** Pairs grow with the square: a long run is looked at in so many steps. */
const MOST_POINTS = 300;

function thinned(samples: readonly ProcessSample[]): ProcessSample[] {
  const every = Math.ceil(samples.length / MOST_POINTS);
  return samples.filter((_, index) => index % every === 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function last<T>(items: readonly T[]): T | undefined {
  return items[items.length - 1];
}

/** `512 B`, `1.5 KiB`, `12.3 MiB`. */
function bytes(amount: number): string {
  if (amount < 1024) return `${digits(amount)} B`;
  return amount < MIB ? `${digits(amount / 1024)} KiB` : `${digits(amount / MIB)} MiB`;
}

/** `1,024` */
function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}
