/** The verdict of a run whose first storm did harm, by what is known of the balancer's own rate. */
import { doseMs, planSecondStorm, secondStormMs, type Dose } from "../plan/second-storm";
import { counted, digits, duration } from "../text/format";
import { durationText } from "../text/duration";
import type { Evidence } from "../model/evidence";
import { allChecks } from "./checks";
import type { Finding } from "../model/finding";
import { findingsAdvice, findingsReason } from "./findings";
import { clientWording } from "./client-wording";
import type { Harm, Judgement } from "../model/judgement";
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
  const longest = durationText(config.ownRate.stormMs);
  return {
    ...first,
    ...unknown(evidence, first, {
      reason: `${first.reason} That was at ${times(harm.factor)} the balancer's own rate, and SECOND_STORM=${longest} is too short to try its own rate.`,
      advice: [
        `SECOND_STORM=${durationText(secondStormMs(config, dose))} lets a second storm at the balancer's own rate decide.`,
      ],
    }),
    harm: { ...harm, atOwnRate: "unknown" },
  };
}

/**
 * Nobody saw what the own rate does. What came back by itself may have been harmed by our haste alone; what had not come back when it was
 * last seen is wedged until somebody sees otherwise.
 */
function undecided(evidence: Evidence, first: Judgement, harm: Harm): Judgement {
  const atOwnRate: Harm = { ...harm, atOwnRate: "unknown" };
  const slower =
    "SPEEDUP=1 with a STORM long enough, and a RECOVERY longer than whatever the service forgets by, would show it.";
  const back = first.verdict !== "wedged" && harm.forgetsAfterMs !== null;
  if (!back || evidence.plan.second === null) {
    const note = `Harmed at ${times(harm.factor)} the balancer's own rate; not known whether its own rate does it: ${slower}`;
    return { ...first, harm: atOwnRate, notes: [note, ...first.notes] };
  }
  return {
    ...first,
    ...unknown(evidence, first, {
      reason: `${first.reason} That was at ${times(harm.factor)} the balancer's own rate, and the run ended before its own rate could be tried.`,
      advice: ["Let it run to its end, so that a second storm at the balancer's own rate can decide.", slower],
    }),
    harm: atOwnRate,
  };
}

function decided(evidence: Evidence, first: Judgement, harm: Harm, second: Judgement): Judgement {
  const factor = evidence.second?.storm.factor ?? 1;
  const own = factor > 1 ? `${times(factor)} its own rate` : "its own rate";
  const firstStorm = { gates: first.gates, text: firstStormText(first, harm, own, second) };
  const both: Judgement = {
    ...second,
    firstStorm,
    gates: [...second.gates.filter(byRate), ...first.gates.filter((gate) => !byRate(gate))],
    process: first.process,
    findings: [...first.findings, raisedRate(firstStorm.text, harm)],
    notes: [...second.notes, ...first.notes.filter((note) => !second.notes.includes(note))],
  };
  switch (second.verdict) {
    case "held": {
      const { who, did } = clientWording(evidence);
      const kept = keeps(evidence, first, `At ${own}: ${who} ${did}, but `, firstStorm.text);
      const reason = `${second.reason} ${firstStorm.text}`;
      const notes = [...fewerThanDose(evidence, harm), ...both.notes];
      return { ...both, notes, ...(kept ?? { reason }), harm: { ...harm, atOwnRate: "no" } };
    }
    case "inconclusive": {
      const reason = `${firstStorm.text} The second storm, at ${own}, says nothing: ${second.reason}`;
      return {
        ...both,
        ...unknown(evidence, first, { reason, advice: second.advice }),
        harm: { ...harm, atOwnRate: "unknown" },
      };
    }
    default:
      return {
        ...both,
        reason: `At ${own}: ${second.reason} The first storm, at ${times(harm.factor)} the balancer's own rate, did the same.`,
        harm: { ...harm, atOwnRate: "yes" },
      };
  }
}

/** It shows that the own rate does no harm to what forgets. What is started again by somebody forgets nothing, and asks for the whole dose. */
function fewerThanDose(evidence: Evidence, { checksBefore }: Harm): string[] {
  const second = secondEvidence(evidence);
  const sent = second === null ? 0 : allChecks(second.recording).sent;
  if (second === null || checksBefore === null || sent >= checksBefore) return [];
  const whole = durationText(doseMs(evidence.plan.checkers, checksBefore));
  return [
    `The second storm made ${counted(sent, "check")}, and the first harmed after ${checksBefore}. A service that forgets is safe at its own rate; ` +
      `one that only counts, and was started again meanwhile, would look the same: SECOND_STORM=${whole} tells them apart.`,
  ];
}

type Decision = Pick<Judgement, "verdict" | "cause" | "reason" | "advice" | "residualRiskPerCheck">;

/** What the own rate does to clients is not known. What the service keeps of each check decides then, if there is such a thing. */
function unknown(
  evidence: Evidence,
  first: Judgement,
  { reason, advice }: Pick<Judgement, "reason" | "advice">,
): Partial<Decision> {
  const kept = keeps(evidence, first, "At any rate: ", reason);
  return kept ? { ...kept, advice: [...kept.advice, ...advice] } : { verdict: "inconclusive", reason, advice };
}

/** A gate on what the service keeps of each check, which it does at any rate; null: none was lost. */
function keeps(evidence: Evidence, first: Judgement, before: string, after: string): Decision | null {
  const lost = first.gates.filter((gate) => !gate.ok && !byRate(gate));
  if (lost.length === 0) return null;
  return {
    verdict: "degraded",
    cause: null,
    reason: `${before}${findingsReason(firstEvidence(evidence), lost)}. ${after}`,
    advice: findingsAdvice(lost),
    residualRiskPerCheck: null,
  };
}

/** The first storm's harm, as something to know of the service. */
function raisedRate(text: string, { factor, checksBefore, forgetsAfterMs }: Harm): Finding {
  return { kind: "raised-rate", text: text.replace(/\.$/, ""), figures: { factor, checksBefore, forgetsAfterMs } };
}

/** `Harmed at 25 times, not at its own rate: …` */
function firstStormText(
  first: Judgement,
  { factor, checksBefore, forgetsAfterMs }: Harm,
  own: string,
  second: Judgement,
): string {
  const contrast = second.verdict === "held" ? `, not at ${own}` : "";
  const dose = checksBefore === null ? "" : `after ${counted(checksBefore, "check")}`;
  const forgets =
    forgetsAfterMs === null
      ? ""
      : forgetsAfterMs === 0
        ? ", and over within a second of the last"
        : `, and forgotten ${duration(forgetsAfterMs)} after the last`;
  return `Harmed at ${times(factor)} the balancer's own rate${contrast}: ${dose}${forgets}${first.cause === null ? "" : ` (${first.cause})`}.`;
}

function times(factor: number): string {
  return `${digits(factor)} times`;
}
