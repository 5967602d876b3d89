/**
 * What the service keeps of connections: growth of its process that follows the checks and does not go back once they have stopped.
 *
 *     value(t) = before + perClient × client attempts(t) + perCheck × checks(t)
 *
 * `perClient` is what clients cost alone, without any check. `perCheck` is then the slope over the checks of what is left. Both are
 * medians of all slopes between two samples (Theil and Sen): a step or a peak does not move them.
 *
 * A leak is steady, as a pool that warms up is not, and still there at the end of recovery, as work in progress is not. It is told
 * whether only checks leave something behind or every connection does, and a gate counts both, the second kind within bounds.
 */
import { ownRatePerSecond } from "../plan/speedup";
import type { ProcessSample } from "../model/extension";
import { connectionsPerCheck } from "./checks";
import { cpuMsPerCheck } from "./cpu";
import type { Evidence } from "../model/evidence";
import { nothing, unmeasured, type Assessment } from "./assessment";
import type { Leak } from "../model/finding";
import type { Unmeasured } from "../model/gate-result";
import type { ProcessGrowth } from "../model/judgement";
import { alone, checking, ending, inPhase, last, notComparable } from "./process-samples";
import { RESOURCES, type Resource } from "./resources";
import { median, slope } from "./slope";

/** By the rule of three, of so many checks one in seven may still do otherwise: fewer are no rate. */
const FEWEST_CHECKS = 20;
/** Samples, one a second: three lines need four points. */
const FEWEST_SAMPLES = 4;
/** Each third of the checks must have added so much of what they add on average. */
const STEADY = 0.5;
/** So much must still be there at the end of recovery; the rest may be work that was in progress. */
const KEPT = 0.5;
/** A check must cost so much more than a client, as a part of what it costs; else it is just one more connection. */
const OWN = 0.5;
/**
 * What every connection leaves behind is the checks' doing as well when they alone reach the limit in this time. Real clients often stay
 * connected for hours: then checks are the only short connections there are, day and night, and few services are started anew more often
 * than once a month. Whether checks outnumber clients does not matter then, and CLIENT_RATE, which is ours, even less.
 */
const SOON_MS = 30 * 24 * 3_600_000;

export function processGrowth(evidence: Evidence): ProcessGrowth {
  const missing = notMeasured(evidence);
  const findings = missing ? [] : RESOURCES.flatMap((resource) => leak(resource, evidence) ?? []);
  return { missing, findings, cpuMsPerCheck: cpuMsPerCheck(evidence) };
}

/** As a gate counts it: the most of what is kept of a check. */
export function growth(evidence: Evidence): Assessment {
  const { missing, findings } = processGrowth(evidence);
  if (missing) return unmeasured(missing);
  if (findings.length === 0) return nothing("nothing-grew");
  const counting = findings.filter(({ counts }) => counts);
  return {
    kind: "measured",
    observed: Math.max(0, ...counting.map(({ units }) => units)),
    seen: { kind: "leaks", leaks: findings },
    finding: null,
  };
}

function notMeasured(evidence: Evidence): Unmeasured | null {
  const missing = notComparable(evidence);
  if (missing) return missing;
  const during = checking(evidence);
  const checks = last(during)?.checks ?? 0;
  if (checks < FEWEST_CHECKS || during.length < FEWEST_SAMPLES) {
    return { kind: "too-few-checks", checks, seconds: Math.max(0, during.length - 1) };
  }
  return null;
}

function leak(resource: Resource, evidence: Evidence): Leak | null {
  const { process } = evidence.recording;
  const during = checking(evidence);
  const after = inPhase(process, "recovery");
  if ([...during, ...after].some((sample) => resource.count(sample) === null)) return null;
  const value = (sample: ProcessSample) => resource.count(sample)!;
  const clients = ({ attempts }: ProcessSample) => attempts;
  const alike = [slope(alone(process), clients, value), slope(after, clients, value)] as const;
  const perClient = Math.max(0, resource.perClient(...alike));
  const own = (sample: ProcessSample) => value(sample) - perClient * sample.attempts;
  const perCheck = slope(during, ({ checks }) => checks, own);
  const before = own(during[0]!);
  const grown = own(last(during)!) - before;
  const left = median(ending(after).map(own)) - before;

  const enough = grown >= resource.least(value(during[0]!)) && perCheck > 0;
  if (!enough || !steady(during, own, perCheck) || left < KEPT * grown) return null;
  const checksOwn = perCheck - perClient >= OWN * perCheck;
  // A heap that has grown once serves later clients for nothing. Only what they still cost in recovery is kept of each.
  if (!checksOwn && Math.min(...alike) < OWN * perClient) return null;
  return leakOf(resource, evidence, perCheck, checksOwn);
}

function steady(samples: readonly ProcessSample[], own: (sample: ProcessSample) => number, perCheck: number): boolean {
  const at = [0, 1, 2, 3].map((third) => samples[Math.round((third * (samples.length - 1)) / 3)]!);
  return at.slice(1).every((sample, third) => {
    const checks = sample.checks - at[third]!.checks;
    return own(sample) - own(at[third]!) >= STEADY * perCheck * checks;
  });
}

/** @param perConnection what is kept of each connection of a check */
function leakOf(resource: Resource, evidence: Evidence, perConnection: number, checksOwn: boolean): Leak {
  const { what, one, exact } = resource;
  const during = checking(evidence);
  const perCheck = connectionsPerCheck(evidence.recording) * perConnection;
  const most = resource.limit(last(during)!);
  const realRate = ownRatePerSecond(evidence.plan.checkers);
  const reachedIn = (limit: number | null) =>
    limit === null || realRate <= 0
      ? null
      : (Math.max(0, limit - resource.count(during[0]!)!) / (perCheck * realRate)) * 1000;
  const limitReachedInMs = reachedIn(most);
  const soonMs = reachedIn(most ?? resource.atLast);
  // A client that only connects is the check once more: then nothing tells the two apart.
  const asBad = evidence.start?.client.evidence === "kernel" || (soonMs !== null && soonMs <= SOON_MS);
  return {
    what,
    leftBy: checksOwn ? "check" : "connection",
    perCheck,
    perConnection,
    units: perCheck / one,
    counts: checksOwn || (exact && asBad),
    limit: most,
    limitReachedInMs,
  };
}
