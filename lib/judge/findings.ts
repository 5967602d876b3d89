/** Harm that is not yet a lost client: each behaviour by the measure of its gate, and all of them for the report. */
import type { Advice } from "../model/advice";
import type { Gate } from "../model/gates";
import { isFinding, measureNames, MEASURES } from "../measures";
import { counters } from "./counters";
import { earlyLeaks } from "./early-leak";
import type { Evidence } from "../model/evidence";
import type { Finding, FindingKind } from "../model/finding";
import type { Caveat } from "../model/caveat";
import type { Cost } from "../model/reason";
import { processGrowth } from "../measures/leaks";

/** All of these are judged at the end of the run, in its recovery. */
const ASSESSED = measureNames.filter(isFinding);

export function findings(evidence: Evidence): Finding[] {
  const leaks = processGrowth(evidence).findings;
  const others = ASSESSED.flatMap((name) => {
    const assessment = MEASURES[name].measure(evidence);
    return assessment.kind === "unmeasured" || assessment.finding === null ? [] : [assessment.finding];
  });
  // A jump that is a steady leak has been told.
  const memory = leaks.some(({ what }) => what === "memory");
  const own = others.filter(({ kind }) => !(memory && kind === "memory"));
  return [...leaks.map((leak): Finding => ({ kind: "growth", leak })), ...own, ...counters(evidence)];
}

/** What a reader must know beside the verdict. */
export function findingCaveats(evidence: Evidence): Caveat[] {
  const replaced = findings(evidence).filter(({ kind }) => kind === "restarts");
  return [...replaced.map((finding): Caveat => ({ kind: "process-replaced", finding })), ...earlyLeaks(evidence)];
}

/** What only these gates were lost for. */
export function costOf(evidence: Evidence, lost: readonly { gate: Gate }[]): Cost {
  const measures = lost.map(({ gate }) => gate.measure).filter(isFinding);
  const { findings: leaks } = processGrowth(evidence);
  const ownLeaks = leaks.some(({ leftBy, counts }) => leftBy === "check" && counts);
  return {
    kept: measures.includes("growth") ? { leaks, leftBy: ownLeaks ? "check" : "connection" } : null,
    findings: findings(evidence).filter(
      ({ kind }) => kind !== "growth" && measures.some((measure) => MEASURES[measure].finding === kind),
    ),
  };
}

/** Findings of the process that a client's harm may come from. */
const BESIDE_HARM: readonly FindingKind[] = ["threads", "memory", "busy"];

/** What stands beside a client's harm. */
export function costBesideHarm(evidence: Evidence): Cost {
  const { findings: leaks } = processGrowth(evidence);
  const ownLeaks = leaks.some(({ leftBy }) => leftBy === "check");
  return {
    kept: leaks.length > 0 ? { leaks, leftBy: ownLeaks ? "check" : "connection" } : null,
    findings: findings(evidence).filter(({ kind }) => BESIDE_HARM.includes(kind)),
  };
}

/** What usually ends what these gates were lost for. */
export function costAdvice(lost: readonly { gate: Gate }[]): Advice[] {
  const lostFor: FindingKind[] = lost.flatMap(({ gate }) =>
    isFinding(gate.measure) ? [MEASURES[gate.measure].finding] : [],
  );
  return ADVISED.filter((finding) => lostFor.includes(finding)).map((finding) => ({ kind: "cost", finding }));
}

/** What ends with a failed connection is nearer to the fault than what the loss of a client usually means. */
const NEAR_THE_FAULT: readonly FindingKind[] = ["threads", "restarts"];

/** Beside a client's harm. */
export function adviceBesideHarm(evidence: Evidence): Advice[] {
  const seen = findings(evidence).map(({ kind }) => kind);
  return NEAR_THE_FAULT.filter((finding) => seen.includes(finding)).map((finding) => ({
    kind: "cost-beside-harm",
    finding,
  }));
}

/** The most urgent first, then the others in the order of their measures. */
const ADVISED: readonly FindingKind[] = [
  ...new Set<FindingKind>([
    ...NEAR_THE_FAULT,
    "growth",
    "busy",
    ...ASSESSED.map((measure) => MEASURES[measure].finding),
  ]),
];
