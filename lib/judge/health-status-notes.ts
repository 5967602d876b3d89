/** What the checkers themselves would have said meanwhile: a balancer that says UP while no client gets in is the finding. */
import { duration, listed, percent } from "../text/format";
import type { PlannedChecker } from "../model/plan";
import type { PhaseName } from "../model/phases";
import type { Evidence } from "../model/evidence";
import type { QueueGrowth } from "../model/judgement";
import { longestCheckMs, longestToDecideMs, opinionOf, type CheckedTime, type CheckerOpinion } from "./opinions";
import { clientsOf, elapsedMs, failedClients, span } from "./phases";
import { toldOpinions } from "./told-opinions";

/** What the sums of seconds may be off by. */
const NOTHING = 1e-9;

/** Of one checker, from the storm's first check to the last moment at which it was meant to check. */
export function opinionsOf(evidence: Evidence, checker: PlannedChecker, harmMs: number | null): CheckerOpinion {
  return opinionOf(toldOpinions(evidence.recording.events), checker, { ...checkingTime(evidence), harmMs });
}

/**
 * One sentence on the time from the first client that was lost, or the first connection that stayed in the queue, to the
 * last check; empty when there was no such time. One more for each checker that had too few checks by then.
 */
export function statusSentence(evidence: Evidence, queue: QueueGrowth): string {
  const harmMs = harmedAt(evidence, queue);
  if (harmMs === null) return "";
  const opinions = evidence.plan.checkers.map((checker) => ({
    checker,
    name: checker.name,
    opinion: opinionsOf(evidence, checker, harmMs),
  }));
  const known = opinions.filter(({ opinion }) => opinion.unknown.length === 0);
  const share = ({ opinion: { sinceHarm } }: (typeof known)[number]) =>
    sinceHarm.up + sinceHarm.down > 0 ? sinceHarm.up / (sinceHarm.up + sinceHarm.down) : 1;
  const always = known.filter((one) => share(one) > 1 - NOTHING).map(({ name }) => name);
  const partly = known.filter((one) => share(one) > NOTHING && share(one) <= 1 - NOTHING);
  const said = [
    ...(always.length > 0 ? [`${listed(always)} went on saying UP`] : []),
    ...partly.map((one) => `${one.name} said UP for ${percent(share(one))} of the time since the harm`),
  ];
  const unknown = opinions.filter(({ opinion }) => opinion.unknown.length > 0);
  return [
    ...(said.length > 0 ? [`Meanwhile ${listed(said)}.`] : []),
    ...unknown.map(({ name, checker, opinion }) => `${name}: ${notKnown(checker, opinion, harmMs)}.`),
  ].join(" ");
}

/** Why it is not known what a checker would have said: of the harm, or, where there was none, of the service. Empty when it is known. */
export function notKnown(checker: PlannedChecker, { unknown }: CheckerOpinion, harmMs: number | null): string {
  const [worst] = [...unknown].sort((a, b) => a.results - b.results);
  if (!worst) return "";
  const { why, up, results, wanted } = worst;
  const would = `not known whether it would have ${up ? "gone DOWN" : "come UP"}`;
  switch (why) {
    case "held":
      return `${would}: its connections were held to the end of the phase, and gave no result before it`;
    case "unfinished":
      return `${would}: its last check was still without a result when the checks ended; it may take up to ${duration(longestCheckMs(checker))}`;
    case "interrupted":
      return `${would}: the run ended before its last check`;
    case "not-recorded":
      return `${would}: it changed its mind more often than was recorded`;
    case "too-few": {
      const who = unknown.length < checker.nodes ? ` at ${unknown.length} of its ${checker.nodes} nodes` : "";
      const when = harmMs === null ? "" : " after the harm";
      const longest = duration(longestToDecideMs(checker, up));
      return `${would}: ${results} of ${wanted} results came${when}${who}; at its own rate that takes up to ${longest}`;
    }
  }
}

/**
 * Notes on the opposite: checkers that said DOWN of a service whose clients all the while got what they came for. Only for a run
 * that held.
 */
export function wrongDownNotes(evidence: Evidence): string[] {
  const records = evidence.plan.phases.map(({ name }) => clientsOf(evidence, name));
  const all = records.every((record) => failedClients(record) === 0);
  const kernel = evidence.start?.client.evidence === "kernel";
  const who = all ? "every client" : "clients";
  const got = `${who} ${kernel ? "could connect" : all ? "got in" : "kept getting in"}`;
  const meaning = kernel
    ? "which does not prove that the service took them: either it is not healthy, or the check does not fit it"
    : "the balancer would take a healthy service out of rotation";
  return evidence.plan.checkers.flatMap((checker) => {
    const { up, down, unjudged } = opinionsOf(evidence, checker, null);
    // Until a product that begins with DOWN has made up its mind, it has not judged the service.
    const judged = down - unjudged;
    if (judged <= NOTHING) return [];
    const share = percent(judged / (up + down));
    return [`${checker.name} said DOWN for ${share} of the time although ${got}${kernel ? "," : ":"} ${meaning}.`];
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
