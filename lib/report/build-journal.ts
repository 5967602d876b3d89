/** journal.json: everything that was seen and concluded, for scripts; the other reports are written from it alone. */
import { secondEvidence } from "../judge/second-evidence";
import type { Evidence } from "../model/evidence";
import type { Journal } from "../model/journal";
import type { Judgement } from "../model/judgement";
import { raisedFactor } from "../plan/second-storm";
import { targetName } from "../plan/target-name";
import { adviceLines } from "./advice-text";
import { attributionText } from "./attribution-text";
import { courseOf } from "./course";
import { factorText } from "./factor-text";
import { checkerEntry } from "./journal-checkers";
import { floorEntry, gateEntry, thresholdEntries } from "./journal-gates";
import { noteEntries } from "./journal-notes";
import { quantiles, round, rounded } from "./journal-numbers";
import { phaseEntries, timelineEntries } from "./journal-phases";
import { findingEntry, processEntry, queueEntry } from "./journal-service";
import { raisedRateText } from "./raised-rate-text";
import { reasonText } from "./reason-text";

export function makeJournal(evidence: Evidence, judgement: Judgement): Journal {
  const { plan, start, recording } = evidence;
  const end = howItEnded(evidence);
  const { config } = plan;
  const advice = adviceLines(judgement.advice, start);
  const told = noteEntries(evidence, judgement);
  return {
    schema: "probe-storm/1",
    kind: "storm",
    startedAt: recording.startedAt,
    target: targetName(config),
    address: start?.address ?? "",
    verdict: judgement.verdict,
    cause: judgement.cause,
    reason: reasonText(judgement.reason),
    advice: advice.map(({ text }) => text),
    adviceKinds: advice.map(({ kind }) => kind),
    evidence: start?.client.evidence ?? (config.client.kind === "connect" ? "kernel" : "service"),
    attribution: judgement.attribution.kind === "strong" ? "strong" : "weak",
    attributionReason: attributionText(judgement.attribution),
    factor: raisedFactor(plan.checkers),
    factorReasons: plan.checkers.map(({ name, factorReason }) => `${name}: ${factorText(factorReason)}`),
    harm: judgement.harm && { ...judgement.harm, forgetsAfterMs: rounded(judgement.harm.forgetsAfterMs) },
    secondStorm: secondStorm(evidence, judgement),
    cutShort: end === "complete" ? "" : end,
    end,
    residualRiskPerCheck: judgement.residualRiskPerCheck,
    client: {
      kind: start?.client.kind ?? config.client.kind,
      ratePerSecond: config.client.ratePerSecond,
      timeoutMs: config.client.timeoutMs,
      accepts: start?.client.accepts ?? "",
    },
    checkers: plan.checkers.map((checker) => checkerEntry(evidence, checker, judgement)),
    phases: phaseEntries(evidence),
    acceptQueue: queueEntry(evidence, judgement),
    process: processEntry(evidence, judgement),
    findings: judgement.findings.map(findingEntry),
    thresholds: thresholdEntries(evidence, judgement),
    gates: judgement.gates.map(gateEntry),
    floors: judgement.floors.map(floorEntry),
    harness: {
      errors: recording.harness.errors,
      reasons: Object.keys(recording.harness.reasons),
      droppedIterations: evidence.k6?.droppedIterations ?? 0,
      lagMs: lag(evidence),
      referenceMs: Object.fromEntries(
        Object.entries(recording.reference).map(([phase, times]) => [phase, quantiles(times)]),
      ),
    },
    timeline: timelineEntries(evidence),
    course: courseOf(evidence, judgement),
    settings: config.given.map(({ name, value, from }) => ({ name, value, from })),
    notes: told.map(({ text }) => text),
    noteCheckers: told.map(({ checker }) => checker),
  };
}

/** A run whose second storm was interrupted is told as interrupted, although its first storm is complete. */
function howItEnded({ end, second }: Evidence): Evidence["end"] {
  return end === "complete" && second?.complete === false ? "interrupted" : end;
}

function secondStorm(evidence: Evidence, { firstStorm }: Judgement): Journal["secondStorm"] {
  const second = secondEvidence(evidence);
  if (second === null || !evidence.second || firstStorm === null) return null;
  const secondPhases = phaseEntries(second);
  delete secondPhases.baseline;
  return {
    factor: evidence.second.storm.factor,
    phases: secondPhases,
    firstGates: firstStorm.gates.map(gateEntry),
    firstText: `${raisedRateText(firstStorm.harm)}.`,
  };
}

function lag({ recording }: Evidence): { p99: number; max: number } {
  const records = [...Object.values(recording.clients), ...Object.values(recording.checks).flatMap(Object.values)];
  const lags = records.map(({ lagMs }) => lagMs).filter(({ count }) => count > 0);
  return {
    p99: round(Math.max(0, ...lags.map(({ p99 }) => p99))),
    max: round(Math.max(0, ...lags.map(({ max }) => max))),
  };
}
