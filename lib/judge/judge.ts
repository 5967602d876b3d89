/**
 * From evidence to verdict. The order is the policy: our own trouble first, then the control, then the gates, and only
 * without a lost gate the question whether enough was seen to say `held`.
 */
import type { Cause } from "../model/extension";
import { counted, percent } from "../text/format";
import { attribution, unseen, type Attribution } from "./attribution";
import { unhealthyBaseline } from "./baseline";
import { alteredChecks } from "./altered-checks";
import { wrongDownNotes } from "./health-status-notes";
import { leadingCause } from "./cause";
import { allChecks } from "./checks";
import { evaluateGates } from "./evaluate-gates";
import type { Evidence } from "../model/evidence";
import { adviceBeside, findingNotes, findings, findingsAdvice } from "./findings";
import { evaluateFloors } from "./floors";
import { harmedPhase, harmReason, onlyLeaks } from "./harm";
import { clientWording } from "./client-wording";
import type { GateResult, Judgement } from "../model/judgement";
import { kernelEvidence } from "./kernel-evidence";
import { processGrowth } from "./leaks";
import { pace } from "./pace";
import { clientsOf, lastPhase } from "./phases";
import { COMPARE, GROWS, PLAIN_WORDS, SLOWER } from "./plain-words";
import { queueGrowth } from "./queue";
import { recovery } from "./recovery";
import { ownRate, type OwnRate } from "./own-rate";
import { residualRisk } from "./rule-of-three";
import { firstEvidence, secondEvidence } from "./second-evidence";
import { settle } from "./settle";
import { slowdownNotes } from "./slowdown";

export type { FloorResult, GateResult, Judgement, QueueGrowth } from "../model/judgement";

type Conclusion = Pick<Judgement, "verdict" | "cause" | "reason" | "advice"> &
  Partial<Pick<Judgement, "residualRiskPerCheck" | "notes">> & { attributed?: Attribution };

/** The first storm's verdict, unless its harm may be only our haste: then a second one, at the balancer's own rate, decides. */
export function judge(evidence: Evidence): Judgement {
  const only = firstEvidence(evidence);
  const first = judgeStorm(only);
  const own = ownRateOf(only, first);
  const judged = own === null ? first : settle(evidence, first, own, secondJudgement(evidence));
  return { ...judged, notes: [...judged.notes, ...unreadCounters(evidence)] };
}

/** What the run has to do after its first storm before it can tell what the own rate does; null: nothing. */
export function nextStep(evidence: Evidence): OwnRate | null {
  return ownRateOf(evidence, judgeStorm(firstEvidence(evidence)));
}

function ownRateOf(evidence: Evidence, { verdict, gates, queue }: Judgement): OwnRate | null {
  if (verdict !== "degraded" && verdict !== "wedged") return null;
  const lost = gates.filter(({ ok }) => !ok);
  return ownRate(evidence, lost, queue);
}

function secondJudgement(evidence: Evidence): Judgement | null {
  const second = secondEvidence(evidence);
  return second && judgeStorm(second);
}

function judgeStorm(evidence: Evidence): Judgement {
  const gates = evaluateGates(evidence);
  const floors = evaluateFloors(evidence);
  const queue = queueGrowth(evidence);
  const lost = gates.filter(({ ok }) => !ok);
  const { attributed, ...conclusion } =
    setupTrouble(evidence) ??
    harnessTrouble(evidence, floors) ??
    noControl(evidence) ??
    harm(evidence, lost, queue) ??
    cutShort(evidence) ??
    tooLittle(floors) ??
    nothingMeasured(gates) ??
    kernelAlone(evidence) ??
    held(evidence);
  return {
    attribution: attributed?.attribution ?? "strong",
    attributionReason: attributed?.reason ?? "",
    harm: null,
    firstStorm: null,
    gates,
    floors,
    queue,
    process: processGrowth(evidence),
    findings: findings(evidence),
    residualRiskPerCheck: null,
    ...conclusion,
    notes: [
      ...(conclusion.notes ?? []),
      ...findingNotes(evidence),
      ...alteredChecks(evidence, lost.length > 0),
      ...slowdownNotes(evidence),
      ...pace(evidence),
    ],
  };
}

/** Silence would be taken for counters that do not grow. */
function unreadCounters({ plan, recording }: Evidence): string[] {
  if (plan.config.metrics === undefined || recording.counters.length > 0) return [];
  const why = recording.countersUnavailable === "" ? "" : `: ${recording.countersUnavailable}`;
  return [`METRICS gave no Prometheus page that could be read, so nothing is known of the service's counters${why}.`];
}

function inconclusive(reason: string, advice: string[], cause: Cause | null = null): Conclusion {
  return { verdict: "inconclusive", cause, reason, advice };
}

function setupTrouble({ start, recording }: Evidence): Conclusion | null {
  if (start) return null;
  const [why] = Object.keys(recording.harness.reasons);
  return inconclusive(`The run ended before its first phase${why ? `: ${why}` : ""}.`, []);
}

/** Whatever the gates say: a target is never blamed for what happened on this side. */
function harnessTrouble({ recording }: Evidence, floors: Judgement["floors"]): Conclusion | null {
  const trouble = floors.filter(({ kind, ok }) => kind === "harness" && !ok);
  if (trouble.length === 0) return null;
  return inconclusive(
    `The generator failed, so nothing can be said of the target: ${trouble.map(({ text }) => text).join("; ")}.`,
    trouble.some(({ name }) => name !== "harness-errors")
      ? ["Run on a machine with nothing else to do, or lower CLIENT_RATE, NODES or SPEEDUP."]
      : [...PLAIN_WORDS.harness.advice],
    Object.values(recording.clients).some(({ causes }) => (causes.harness ?? 0) > 0) ? "harness" : null,
  );
}

function noControl(evidence: Evidence): Conclusion | null {
  const unhealthy = unhealthyBaseline(evidence);
  if (!unhealthy) return null;
  const early = evidence.end !== "complete" && lastPhase(evidence) === "baseline";
  if (early && unhealthy.cause === null) return cutShort(evidence);
  return inconclusive(unhealthy.reason, unhealthy.advice, unhealthy.cause);
}

function harm(evidence: Evidence, lost: readonly GateResult[], queue: Judgement["queue"]): Conclusion | null {
  const phase = harmedPhase(lost);
  if (phase === null) return null;
  const storm = clientsOf(evidence, "storm");
  const after = clientsOf(evidence, "recovery");
  // No client comes at night: the first ones of the morning tell.
  const harmed = phase === "storm" ? storm : after;
  // Where nothing but a leak was found, the few that the gates let fail are not its doing.
  const leading = onlyLeaks(lost)
    ? { cause: null, overflowed: false }
    : leadingCause(harmed, [storm, after], queue.full);
  const { sent, completed, cancelled } = allChecks(evidence.recording);
  // A check that never had a connection cannot have done this.
  if (completed + cancelled === 0) {
    return inconclusive(
      `Gates were lost, but not one check ${sent === 0 ? "was sent" : "reached the service"}: ${lost[0]!.text}.`,
      ["Clients alone brought this about; look at the service first, then at why no check was made."],
      leading.cause,
    );
  }
  if (unseen(evidence) && !ofTheHandshake(leading.cause)) {
    return inconclusive(
      `Gates were lost, but the service cannot have seen one of the checks: none of them became a connection that accept() returns. ` +
        `So it was not the checks: ${lost[0]!.text}.`,
      [
        "Clients alone brought this about, or the load of this machine; a longer BASELINE would show it without any check.",
      ],
      leading.cause,
    );
  }
  const end = recovery(evidence);
  return {
    verdict: end.verdict,
    cause: leading.cause,
    reason: harmReason(evidence, lost, leading, end, queue),
    advice: [...adviceFor(evidence, leading.cause, lost), COMPARE],
    attributed: attribution(evidence, queue),
    notes: end.caveat ? [end.caveat] : [],
  };
}

/** A half-open check leaves its trace before `accept()`: it can have the kernel drop what belongs to handshakes, and nothing else. */
function ofTheHandshake(cause: Cause | null): boolean {
  return cause === "syn-dropped" || cause === "final-ack-dropped";
}

function adviceFor(evidence: Evidence, cause: Cause | null, lost: readonly GateResult[]): string[] {
  if (onlyLeaks(lost)) return findingsAdvice(lost);
  if (cause) return [...adviceBeside(evidence), ...PLAIN_WORDS[cause].advice];
  return lost.some(({ gate }) => gate.measure === "queue-growth") ? GROWS : SLOWER;
}

function cutShort(evidence: Evidence): Conclusion | null {
  if (evidence.end === "complete") return null;
  const how = evidence.end === "interrupted" ? "interrupted" : "ended early";
  return inconclusive(`The run was ${how} in the ${lastPhase(evidence) ?? "setup"}, before any gate was lost.`, [
    "Let it run to its end, or shorten BASELINE, STORM, NIGHT and RECOVERY.",
  ]);
}

function tooLittle(floors: Judgement["floors"]): Conclusion | null {
  const missing = floors.filter(({ ok }) => !ok);
  if (missing.length === 0) return null;
  return inconclusive(
    `No gate was lost, but too little was seen to say held: ${missing.map(({ text }) => text).join("; ")}.`,
    [
      missing.some(({ name }) => name.endsWith("-fidelity"))
        ? "The checks were not what they claim to be: run closer to the target, on a machine with nothing else to do, or choose another style."
        : "Raise STORM, RECOVERY, CLIENT_RATE or SPEEDUP.",
    ],
  );
}

function nothingMeasured(gates: readonly GateResult[]): Conclusion | null {
  if (gates.some(({ observed }) => observed !== null)) return null;
  return inconclusive(`Not one gate could be measured: ${gates.map(({ text }) => text).join("; ")}.`, [
    "Add a gate on what clients got (measure: accepted or outage) to THRESHOLDS.",
  ]);
}

function kernelAlone(evidence: Evidence): Conclusion | null {
  const missing = kernelEvidence(evidence);
  return missing && { ...inconclusive(missing.reason, missing.advice), notes: wrongDownNotes(evidence) };
}

function held(evidence: Evidence): Conclusion {
  const storm = clientsOf(evidence, "storm");
  const after = clientsOf(evidence, "recovery");
  const { verified, sent } = allChecks(evidence.recording);
  const share = storm ? percent(storm.accepted / Math.max(1, storm.attempts)) : "none";
  const { who, did } = clientWording(evidence);
  const later = after && after.attempts > 0 ? `, and ${percent(after.accepted / after.attempts)} afterwards` : "";
  return {
    verdict: "held",
    cause: leadingCause(storm, [storm, after], false).cause,
    reason: `Every gate was met: ${share} of the storm's ${who} ${did}${later}, under ${counted(sent, "check")} (${verified} verified).`,
    advice: [],
    residualRiskPerCheck: residualRisk(evidence),
    notes: wrongDownNotes(evidence),
  };
}
