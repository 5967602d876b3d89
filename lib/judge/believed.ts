/** What the checkers themselves would have said meanwhile: a balancer that says UP while no client gets in is the finding. */
import { openingSeconds, opinionSeconds } from "../opinion";
import { listed, percent } from "../report/format";
import type { PlannedChecker } from "../plan/plan";
import type { PhaseName } from "../config";
import type { Evidence } from "./evidence";
import type { QueueGrowth } from "./judgement";
import { clientsOf, elapsedMs, failedClients, span } from "./phases";

/** Node-seconds of one checker from the storm's first check to the last moment at which it was meant to check. */
export function opinionOf(evidence: Evidence, checker: PlannedChecker): { up: number; down: number } {
  const { fromMs, toMs } = checkingTime(evidence);
  return opinionSeconds(evidence.recording.events, checker, fromMs, toMs);
}

/**
 * One sentence on the time from the first client that was lost, or the first connection that stayed in the queue, to the
 * last check; empty when there was no such time.
 */
export function believed(evidence: Evidence, queue: QueueGrowth): string {
  const { fromMs, toMs } = checkingTime(evidence);
  const harmMs = harmedAt(evidence, queue);
  if (harmMs === null || harmMs >= toMs) return "";

  const shares = evidence.plan.checkers.map((checker) => {
    const { up, down } = opinionSeconds(evidence.recording.events, checker, Math.max(harmMs, fromMs), toMs);
    return { name: checker.name, up: up + down > 0 ? up / (up + down) : 1 };
  });
  const always = shares.filter(({ up }) => up >= 1).map(({ name }) => name);
  const partly = shares.filter(({ up }) => up > 0 && up < 1);
  const said = [
    ...(always.length > 0 ? [`${listed(always)} went on saying UP`] : []),
    ...partly.map(({ name, up }) => `${name} said UP for ${percent(up)} of the time`),
  ];
  return said.length > 0 ? `Meanwhile ${listed(said)}.` : "";
}

/**
 * Notes on the opposite: checkers that said DOWN of a service whose clients all the while got what they came for. Only for a run
 * that held.
 */
export function disbelieved(evidence: Evidence): string[] {
  const records = evidence.plan.phases.map(({ name }) => clientsOf(evidence, name));
  const all = records.every((record) => failedClients(record) === 0);
  const kernel = evidence.start?.client.evidence === "kernel";
  const who = all ? "every client" : "clients";
  const got = `${who} ${kernel ? "could connect" : all ? "got in" : "kept getting in"}`;
  const meaning = kernel
    ? "which does not prove that the service took them: either it is not healthy, or the check does not fit it"
    : "the balancer would take a healthy service out of rotation";
  return evidence.plan.checkers.flatMap((checker) => {
    const { up, down: all } = opinionOf(evidence, checker);
    // Until a product that begins with DOWN has made up its mind, it has not judged the service.
    const down = all - openingSeconds(evidence.recording.events, checker, checkingTime(evidence).fromMs);
    if (down <= 1e-9) return [];
    const share = percent(down / (up + down));
    return [`${checker.name} said DOWN for ${share} of the time although ${got}${kernel ? "," : ":"} ${meaning}.`];
  });
}

function harmedAt(evidence: Evidence, queue: QueueGrowth): number | null {
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

function checkingTime(evidence: Evidence): { fromMs: number; toMs: number } {
  const originMs = evidence.start?.originMs ?? 0;
  const storm = span(evidence.plan, "storm");
  const last = span(evidence.plan, "night") ?? storm;
  return {
    fromMs: originMs + (storm?.startMs ?? 0),
    toMs: originMs + Math.min(last?.endMs ?? 0, elapsedMs(evidence)),
  };
}
