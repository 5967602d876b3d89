/** Computes what the balancer would have said during the run: a balancer that says UP while no client gets in is the finding. */
import type { PlannedChecker } from "../model/plan";
import type { PhaseName } from "../model/phases";
import type { Evidence } from "../model/evidence";
import type { Caveat } from "../model/caveat";
import type { QueueGrowth } from "../model/judgement";
import type { StatusSinceHarm, UnknownOpinion } from "../model/reason";
import { clientEvidence } from "./kernel-evidence";
import { longestCheckMs, longestToDecideMs, opinionOf, type CheckedTime, type CheckerOpinion } from "./opinions";
import { clientsOf, elapsedMs, failedClients, span } from "../measures/observed-phases";
import { recordedOpinions } from "./recorded-opinions";

/** What the sums of seconds may be off by. */
const NOTHING = 1e-9;

/** The opinions of one checker, from the storm's first check to the last moment at which it was meant to check. */
export function opinionsOf(evidence: Evidence, checker: PlannedChecker, harmMs: number | null): CheckerOpinion {
  return opinionOf(recordedOpinions(evidence.recording.events), checker, { ...checkingTime(evidence), harmMs });
}

/**
 * What the checkers believed from the first client that was lost, or the first connection that stayed in the queue, to the last check; null
 * when there was no such time.
 */
export function statusSinceHarm(evidence: Evidence, queue: QueueGrowth): StatusSinceHarm | null {
  const harmMs = harmedAt(evidence, queue);
  if (harmMs === null) return null;
  const status: StatusSinceHarm = { known: [], unknown: [] };
  for (const checker of evidence.plan.checkers) {
    const opinion = opinionsOf(evidence, checker, harmMs);
    const unknown = unknownOpinion(checker, opinion, harmMs);
    if (unknown) status.unknown.push({ checker: checker.name, opinion: unknown });
    else status.known.push({ checker: checker.name, upShare: upShare(opinion.sinceHarm) });
  }
  return status;
}

/** A sum of seconds that is off by next to nothing is 0 or 1. */
function upShare({ up, down }: CheckerOpinion["sinceHarm"]): number {
  if (up + down <= 0) return 1;
  const share = up / (up + down);
  if (share > 1 - NOTHING) return 1;
  return share > NOTHING ? share : 0;
}

/** Why it is not known what a checker would have said: of the harm, or, where there was none, of the service. null when it is known. */
export function unknownOpinion(
  checker: PlannedChecker,
  { unknown }: CheckerOpinion,
  harmMs: number | null,
): UnknownOpinion | null {
  const [worst] = [...unknown].sort((a, b) => a.results - b.results);
  if (!worst) return null;
  const { why, up, results, wanted } = worst;
  if (why === "unfinished") return { kind: why, up, longestCheckMs: longestCheckMs(checker) };
  if (why !== "too-few") return { kind: why, up };
  return {
    kind: why,
    up,
    results,
    wanted,
    afterHarm: harmMs !== null,
    unknownNodes: unknown.length,
    nodes: checker.nodes,
    longestMs: longestToDecideMs(checker, up),
  };
}

/**
 * Caveats on the opposite: checkers that said DOWN of a service whose clients all the while got what they came for. Only for a run
 * that held.
 */
export function wrongDownCaveats(evidence: Evidence): Caveat[] {
  const everyClient = evidence.plan.phases.every(({ name }) => failedClients(clientsOf(evidence, name)) === 0);
  const clients = clientEvidence(evidence);
  return evidence.plan.checkers.flatMap((checker): Caveat[] => {
    const { up, down, unjudged } = opinionsOf(evidence, checker, null);
    // Until a product that begins with DOWN has made up its mind, it has not judged the service.
    const judged = down - unjudged;
    if (judged <= NOTHING) return [];
    return [{ kind: "called-down", checker: checker.name, share: judged / (up + down), everyClient, clients }];
  });
}

/** When the clients' harm began, as far as checks could still tell of it, on the recorder's clock; null when they could not. */
export function harmedAt(evidence: Evidence, queue: QueueGrowth): number | null {
  const harmMs = firstHarm(evidence, queue);
  return harmMs === null || harmMs >= checkingTime(evidence).toMs ? null : harmMs;
}

function firstHarm(evidence: Evidence, queue: QueueGrowth): number | null {
  const lostIn = (name: PhaseName) => {
    const record = clientsOf(evidence, name);
    return record && record.attemptsBeforeFirstFailure >= 0 ? record : null;
  };
  const storm = lostIn("storm");
  if (storm) return storm.firstFailureMs;
  if (queue.beganMs !== null) return queue.beganMs;
  // No client was lost in the storm, so the harm was done in the night, unseen: then all of the night counts.
  const night = span(evidence.plan, "night");
  return lostIn("recovery") && night ? (evidence.start?.originMs ?? 0) + night.startMs : null;
}

function checkingTime(evidence: Evidence): Omit<CheckedTime, "harmMs"> {
  const originMs = evidence.start?.originMs ?? 0;
  const storm = span(evidence.plan, "storm");
  const last = span(evidence.plan, "night") ?? storm;
  const fromMs = originMs + (storm?.startMs ?? 0);
  return {
    storm: "storm",
    fromMs,
    toMs: Math.max(fromMs, originMs + Math.min(last?.endMs ?? 0, elapsedMs(evidence))),
  };
}
