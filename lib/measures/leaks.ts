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
import { connectionsPerCheck, ownRatePerSecond } from "./checks";
import { cpuMsPerCheck } from "./cpu";
import type { Evidence } from "../model/evidence";
import { nothing, unmeasured, type Assessment, type NotMeasured } from "./assessment";
import type { Leak } from "../model/finding";
import type { ProcessGrowth } from "../model/judgement";
import { isNonEmpty, lastOf, type NonEmpty } from "../model/non-empty";
import {
  allReadings,
  checking,
  controlsOf,
  ending,
  last,
  readings,
  thirds,
  valueOf,
  type Controls,
  type Reading,
} from "./process-samples";
import { RESOURCES, type Resource } from "./resources";
import { median, slope } from "./slope";
import type { MeasureRow } from "../model/measure-row";

export const growthMeasure = {
  seenIn: "service",
  limit: "at-most",
  unit: "per-check",
  means: "what the service keeps of each check at the end of recovery; of memory, pages of 4 KiB",
  finding: "growth",
  nothing: ["nothing-grew"],
  measure: growth,
} as const satisfies MeasureRow;

/** The fewest checks that give a rate: by the rule of three, one in seven of them may still do otherwise. */
const FEWEST_CHECKS = 20;
/** Samples, one a second: three lines need four points. */
const FEWEST_SAMPLES = 4;
/** Each third of the checks must have added so much of what they add on average. */
const STEADY = 0.5;
/** The share that must still be there at the end of recovery; the rest may be work that was in progress. */
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
  const controls = measurable(evidence);
  const known = controls.kind === "controls";
  return {
    missing: known ? null : controls.why,
    findings: known ? RESOURCES.flatMap((resource) => leak(resource, evidence, controls) ?? []) : [],
    cpuMsPerCheck: cpuMsPerCheck(evidence),
  };
}

/** A gate's measure: the most that is kept of a check. */
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

function measurable(evidence: Evidence): Controls | NotMeasured {
  const controls = controlsOf(evidence);
  if (controls.kind === "unmeasured") return controls;
  const during = checking(evidence);
  const checks = last(during)?.checks ?? 0;
  if (checks < FEWEST_CHECKS || during.length < FEWEST_SAMPLES) {
    return unmeasured({ kind: "too-few-checks", checks, seconds: Math.max(0, during.length - 1) });
  }
  return controls;
}

function leak(resource: Resource, evidence: Evidence, controls: Controls): Leak | null {
  const during = allReadings(checking(evidence), resource.count);
  const after = allReadings(controls.after, resource.count);
  if (during === null || !isNonEmpty(during) || after === null) return null;
  const clients = ({ attempts }: Reading) => attempts;
  const alike = [
    slope(readings(controls.before, resource.count), clients, valueOf),
    slope(after, clients, valueOf),
  ] as const;
  const perClient = Math.max(0, resource.perClient(...alike));
  const own = ({ value, attempts }: Reading) => value - perClient * attempts;
  const perCheck = slope(during, ({ checks }) => checks, own);
  const before = own(during[0]);
  const grown = own(lastOf(during)) - before;
  const left = median(ending(after).map(own)) - before;

  const enough = grown >= resource.least(during[0].value) && perCheck > 0;
  if (!enough || !steady(during, own, perCheck) || left < KEPT * grown) return null;
  const checksOwn = perCheck - perClient >= OWN * perCheck;
  // A heap that has grown once serves later clients for nothing. Only what they still cost in recovery is kept of each.
  if (!checksOwn && Math.min(...alike) < OWN * perClient) return null;
  return leakOf(resource, evidence, during, perCheck, checksOwn);
}

function steady(samples: readonly Reading[], own: (sample: Reading) => number, perCheck: number): boolean {
  return thirds(samples).every(([from, to]) => own(to) - own(from) >= STEADY * perCheck * (to.checks - from.checks));
}

/** @param perConnection what is kept of each connection of a check */
function leakOf(
  { what, one, exact, limit: limitOf, atLast }: Resource,
  evidence: Evidence,
  during: NonEmpty<Reading>,
  perConnection: number,
  checksOwn: boolean,
): Leak {
  const perCheck = connectionsPerCheck(evidence.recording) * perConnection;
  const most = limitOf(lastOf(during));
  const realRate = ownRatePerSecond(evidence.plan.checkers);
  const reachedIn = (limit: number | null) =>
    limit === null || realRate <= 0 ? null : (Math.max(0, limit - during[0].value) / (perCheck * realRate)) * 1000;
  const limitReachedInMs = reachedIn(most);
  const soonMs = reachedIn(most ?? atLast);
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
