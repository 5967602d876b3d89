/** What the checkers themselves would have said meanwhile: a balancer that says UP while no client gets in is the finding. */
import { opinionSeconds } from "../opinion";
import { listed, percent } from "../report/format";
import type { PlannedChecker } from "../plan/plan";
import type { Evidence } from "./evidence";
import { clientsOf, elapsedMs, span } from "./phases";

/** Node-seconds of one checker from the storm's first check to the last moment at which it was meant to check. */
export function opinionOf(evidence: Evidence, checker: PlannedChecker): { up: number; down: number } {
  const { fromMs, toMs } = checkingTime(evidence);
  return opinionSeconds(evidence.recording.events, checker, fromMs, toMs);
}

/** One sentence on the time from the first client that was lost to the last check; empty when no client was. */
export function believed(evidence: Evidence): string {
  const { fromMs, toMs } = checkingTime(evidence);
  const storm = clientsOf(evidence, "storm");
  // Without a lost client in the storm the harm was done in the night, unseen: then all of the night counts.
  const night = span(evidence.plan, "night");
  const lostMs =
    storm && storm.attemptsBeforeFirstFailure >= 0
      ? storm.firstFailureMs
      : (clientsOf(evidence, "recovery")?.attemptsBeforeFirstFailure ?? -1) >= 0 && night
        ? (evidence.start?.originMs ?? 0) + night.startMs
        : null;
  if (lostMs === null || lostMs >= toMs) return "";

  const shares = evidence.plan.checkers.map((checker) => {
    const { up, down } = opinionSeconds(evidence.recording.events, checker, Math.max(lostMs, fromMs), toMs);
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

function checkingTime(evidence: Evidence): { fromMs: number; toMs: number } {
  const originMs = evidence.start?.originMs ?? 0;
  const storm = span(evidence.plan, "storm");
  const last = span(evidence.plan, "night") ?? storm;
  return {
    fromMs: originMs + (storm?.startMs ?? 0),
    toMs: originMs + Math.min(last?.endMs ?? 0, elapsedMs(evidence)),
  };
}
