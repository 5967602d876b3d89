/** The verdict of a run whose first storm did harm, by what is known of the balancer's own rate. */
import { doseMs, planSecondStorm, secondStormMs, type Dose } from "../plan/second-storm";
import type { Advice } from "../model/advice";
import type { Evidence } from "../model/evidence";
import type { RaisedRateHarm } from "../model/finding";
import { allChecks } from "../measures/checks";
import { costAdvice, costOf } from "./findings";
import { clientEvidence } from "./kernel-evidence";
import type { Harm, Judgement } from "../model/judgement";
import type { Caveat } from "../model/caveat";
import type { Cost, Reason } from "../model/reason";
import { byRate, type OwnRate } from "./own-rate";
import { firstEvidence, secondEvidence } from "./second-evidence";

/** @param second the judgement of the second storm; null where there was none */
export function settle(evidence: Evidence, first: Judgement, own: OwnRate, second: Judgement | null): Judgement {
  const { harm } = own;
  if (own.kind === "second-storm" && second !== null) return decided(evidence, first, harm, second);
  if (own.kind === "settled" && harm.atOwnRate === "yes") return { ...first, harm };
  if (own.kind === "second-storm" && planSecondStorm(evidence.plan, own.dose, 0) === null) {
    return tooShort(evidence, first, harm, own.dose);
  }
  return undecided(evidence, first, harm);
}

/** The setting allows no second storm that could show anything of the own rate. */
function tooShort(evidence: Evidence, first: Judgement, harm: Harm, dose: Dose): Judgement {
  const { config } = evidence.plan;
  const { reason } = first;
  const tried = { factor: harm.factor, secondStormMs: config.ownRate.stormMs };
  return {
    ...first,
    ...unknown(evidence, first, { kind: "second-storm-too-short", first: reason, ...tried }, [
      { kind: "longer-second-storm", ms: secondStormMs(config, dose) },
    ]),
    harm: { ...harm, atOwnRate: "unknown" },
  };
}

/**
 * Nobody saw what the own rate does. What came back by itself may have been harmed by our haste alone; what had not come back when it was
 * last seen is wedged until somebody sees otherwise.
 */
function undecided(evidence: Evidence, first: Judgement, harm: Harm): Judgement {
  const atOwnRate: Harm = { ...harm, atOwnRate: "unknown" };
  const back = first.verdict !== "wedged" && harm.forgetsAfterMs !== null;
  if (!back || evidence.plan.second === null) {
    const caveat: Caveat = { kind: "own-rate-not-known", factor: harm.factor };
    return { ...first, harm: atOwnRate, caveats: [caveat, ...first.caveats] };
  }
  return {
    ...first,
    ...unknown(evidence, first, { kind: "second-storm-not-made", first: first.reason, factor: harm.factor }, [
      { kind: "second-storm-to-its-end" },
      { kind: "run-at-own-rate" },
    ]),
    harm: atOwnRate,
  };
}

function decided(evidence: Evidence, first: Judgement, harm: Harm, second: Judgement): Judgement {
  const ownFactor = evidence.second?.storm.factor ?? 1;
  const { factor, checksBefore, forgetsAfterMs } = harm;
  const spared = second.verdict === "held";
  const raised: RaisedRateHarm = { factor, checksBefore, forgetsAfterMs, cause: first.cause, ownFactor, spared };
  const both: Judgement = {
    ...second,
    firstStorm: { gates: first.gates, harm: raised },
    gates: [...second.gates.filter(byRate), ...first.gates.filter((gate) => !byRate(gate))],
    process: first.process,
    findings: [...first.findings, { kind: "raised-rate", ...raised }],
    caveats: [...second.caveats, ...first.caveats],
  };
  switch (second.verdict) {
    case "held":
      return {
        ...both,
        ...heldAtOwnRate(evidence, first, raised, second.reason),
        caveats: [...fewerThanDose(evidence, harm), ...both.caveats],
        harm: { ...harm, atOwnRate: "no" },
      };
    case "inconclusive": {
      const reason: Reason = { kind: "second-storm-inconclusive", firstStorm: raised, second: second.reason };
      return {
        ...both,
        ...unknown(evidence, first, reason, second.advice),
        harm: { ...harm, atOwnRate: "unknown" },
      };
    }
    default:
      return {
        ...both,
        reason: { kind: "harmed-at-own-rate", factor, ownFactor, second: second.reason },
        harm: { ...harm, atOwnRate: "yes" },
      };
  }
}

/** It shows that the own rate does no harm to what forgets. What is started again by somebody forgets nothing, and asks for the whole dose. */
function fewerThanDose(evidence: Evidence, { checksBefore }: Harm): Caveat[] {
  const second = secondEvidence(evidence);
  const sent = second === null ? 0 : allChecks(second.recording).sent;
  if (second === null || checksBefore === null || sent >= checksBefore) return [];
  const secondStormMs = doseMs(evidence.plan.checkers, checksBefore);
  return [{ kind: "fewer-checks-than-harmed", sent, checksBefore, secondStormMs }];
}

type Decision = Pick<Judgement, "verdict" | "cause" | "reason" | "advice" | "residualRiskPerCheck">;

/** Clients got in at the own rate. What the service keeps of each check costs the verdict all the same. */
function heldAtOwnRate(
  evidence: Evidence,
  first: Judgement,
  firstStorm: RaisedRateHarm,
  second: Reason,
): Partial<Decision> {
  const clients = clientEvidence(evidence);
  return (
    degradedBy(evidence, first, (cost) => ({ kind: "cost-at-own-rate", clients, cost, firstStorm })) ?? {
      reason: { kind: "held-at-own-rate", firstStorm, second },
    }
  );
}

/** What the own rate does to clients is not known. What the service keeps of each check decides then, if there is such a thing. */
function unknown(evidence: Evidence, first: Judgement, reason: Reason, advice: Advice[]): Partial<Decision> {
  const kept = degradedBy(evidence, first, (cost) => ({ kind: "cost-at-any-rate", cost, clients: reason }));
  return kept ? { ...kept, advice: [...kept.advice, ...advice] } : { verdict: "inconclusive", reason, advice };
}

/** A gate on what the service keeps of each check, which it does at any rate; null: none was lost. */
function degradedBy(evidence: Evidence, first: Judgement, reason: (cost: Cost) => Reason): Decision | null {
  const lost = first.gates.filter((gate) => !gate.ok && !byRate(gate));
  if (lost.length === 0) return null;
  return {
    verdict: "degraded",
    cause: null,
    reason: reason(costOf(firstEvidence(evidence), lost)),
    advice: costAdvice(lost),
    residualRiskPerCheck: null,
  };
}
