/** The verdict of a run whose first storm did harm, by what is known of the balancer's own rate. */
import { planSecondStorm, secondStormMs, type Dose } from "../plan/second-storm";
import { counted, digits, duration } from "../report/format";
import { durationText } from "../settings/duration";
import type { Evidence } from "./evidence";
import type { Finding } from "./finding";
import { findingsAdvice, findingsReason } from "./findings";
import { gotIn } from "./got-in";
import type { Harm, Judgement } from "./judgement";
import { byRate, type OwnRate } from "./own-rate";
import { firstEvidence } from "./second-evidence";

/** @param second the judgement of the second storm; null where there was none */
export function settle(evidence: Evidence, first: Judgement, own: OwnRate, second: Judgement | null): Judgement {
  if (own.kind === "second-storm" && second !== null) return decided(evidence, first, own.harm, second);
  if (own.kind === "settled" && own.harm.atOwnRate === "yes") return { ...first, harm: own.harm };
  if (own.kind === "second-storm" && planSecondStorm(evidence.plan, own.dose, 0) === null) {
    return tooShort(evidence, first, own.harm, own.dose);
  }
  return undecided(evidence, first, own.harm);
}

/** The setting allows no second storm that could show anything of the own rate. */
function tooShort({ plan: { config } }: Evidence, first: Judgement, harm: Harm, dose: Dose): Judgement {
  const longest = durationText(config.ownRate.stormMs);
  return {
    ...first,
    verdict: "inconclusive",
    harm: { ...harm, atOwnRate: "unknown" },
    reason: `${first.reason} That was at ${times(harm.factor)} the balancer's own rate, and SECOND_STORM=${longest} is too short to try its own rate.`,
    advice: [
      `SECOND_STORM=${durationText(secondStormMs(config, dose))} lets a second storm at the balancer's own rate decide.`,
    ],
  };
}

/** Nobody saw what the own rate does. What came back by itself may have been harmed by our haste alone. */
function undecided({ plan }: Evidence, first: Judgement, harm: Harm): Judgement {
  const unknown: Harm = { ...harm, atOwnRate: "unknown" };
  const slower =
    "SPEEDUP=1 with a STORM long enough, and a RECOVERY longer than whatever the service forgets by, would show it.";
  if (first.verdict === "wedged" || plan.second === null) {
    const note = `Harmed at ${times(harm.factor)} the balancer's own rate; not known whether its own rate does it: ${slower}`;
    return { ...first, harm: unknown, notes: [note, ...first.notes] };
  }
  return {
    ...first,
    verdict: "inconclusive",
    harm: unknown,
    reason: `${first.reason} That was at ${times(harm.factor)} the balancer's own rate, and the run ended before its own rate could be tried.`,
    advice: ["Let it run to its end, so that a second storm at the balancer's own rate can decide.", slower],
  };
}

function decided(evidence: Evidence, first: Judgement, harm: Harm, second: Judgement): Judgement {
  const factor = evidence.second?.storm.factor ?? 1;
  const own = factor > 1 ? `${times(factor)} its own rate` : "its own rate";
  const firstStorm = { gates: first.gates, text: firstStormText(first, harm, own, second) };
  const stays = first.gates.filter((gate) => !byRate(gate));
  const lost = stays.filter(({ ok }) => !ok);
  const both: Judgement = {
    ...second,
    firstStorm,
    gates: [...second.gates.filter(byRate), ...stays],
    process: first.process,
    findings: [...first.findings, raisedRate(firstStorm.text, harm)],
    notes: [...second.notes, ...first.notes.filter((note) => !second.notes.includes(note))],
  };
  switch (second.verdict) {
    case "held":
      // What stays of each check does so at any rate.
      if (lost.length > 0) {
        const { who, did } = gotIn(evidence);
        return {
          ...both,
          verdict: "degraded",
          cause: null,
          reason: `At ${own}: ${who} ${did}, but ${findingsReason(firstEvidence(evidence), lost)}. ${firstStorm.text}`,
          advice: findingsAdvice(lost),
          residualRiskPerCheck: null,
          harm: { ...harm, atOwnRate: "no" },
        };
      }
      return { ...both, reason: `${second.reason} ${firstStorm.text}`, harm: { ...harm, atOwnRate: "no" } };
    case "inconclusive":
      return {
        ...both,
        reason: `${firstStorm.text} The second storm, at ${own}, says nothing: ${second.reason}`,
        harm: { ...harm, atOwnRate: "unknown" },
      };
    default:
      return {
        ...both,
        reason: `At ${own}: ${second.reason} The first storm, at ${times(harm.factor)} the balancer's own rate, did the same.`,
        harm: { ...harm, atOwnRate: "yes" },
      };
  }
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
