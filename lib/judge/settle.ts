/** The verdict of a run whose first storm did harm, by what is known of the balancer's own rate. */
import { digits, duration } from "../report/format";
import type { Evidence } from "./evidence";
import type { Finding } from "./finding";
import type { Harm, Judgement } from "./judgement";
import { byRate, type OwnRate } from "./own-rate";

/** @param second the judgement of the second storm; null where there was none */
export function settle(evidence: Evidence, first: Judgement, own: OwnRate, second: Judgement | null): Judgement {
  if (own.kind === "second-storm" && second !== null) return decided(evidence, first, own.harm, second);
  if (own.kind === "settled" && own.harm.atOwnRate === "yes") return { ...first, harm: own.harm };
  return undecided(evidence, first, own.harm);
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

function decided({ second: run }: Evidence, first: Judgement, harm: Harm, second: Judgement): Judgement {
  const factor = run?.storm.factor ?? 1;
  const own = factor > 1 ? `${times(factor)} its own rate` : "its own rate";
  const firstStorm = { gates: first.gates, text: firstStormText(first, harm, own, second) };
  const stays = first.gates.filter((gate) => !byRate(gate));
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
      if (stays.some(({ ok }) => !ok))
        return { ...first, gates: both.gates, firstStorm, harm: { ...harm, atOwnRate: "no" } };
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
        reason: `At ${own}: ${second.reason} The first storm, at ${times(harm.factor)} that of the balancer, did the same.`,
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
  const dose = checksBefore === null ? "" : `after ${digits(checksBefore)} checks`;
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
