/**
 * From evidence to verdict. The order is the policy: our own trouble first, then the control, then the gates, and only
 * without a lost gate the question whether enough was seen to say `held`.
 */
import type { Cause } from "../model/extension";
import type { Advice } from "../model/advice";
import { attribution, unseen } from "./attribute-harm";
import { unhealthyBaseline } from "./baseline";
import { alteredChecks } from "./altered-checks";
import { wrongDownCaveats } from "./checker-status";
import { leadingCause } from "./cause";
import { allChecks } from "../measures/checks";
import { evaluateGates } from "./evaluate-gates";
import type { Evidence } from "../model/evidence";
import { adviceBesideHarm, costAdvice, findingCaveats, findings } from "./findings";
import { evaluateFloors } from "./floors";
import { harmedPhase, harmReason, onlyLeaks } from "./harm";
import type { FloorResult } from "../model/floor-result";
import type { GateResult } from "../model/gate-result";
import type { Judgement } from "../model/judgement";
import { isNonEmpty } from "../model/non-empty";
import type { Caveat } from "../model/caveat";
import type { Reason } from "../model/reason";
import { clientEvidence, onlyKernelAnswered } from "./kernel-evidence";
import { processGrowth } from "../measures/leaks";
import { pace } from "./pace";
import { clientsOf, lastPhase, tallyOf } from "../measures/observed-phases";
import { queueGrowth } from "../measures/queue";
import { recovery } from "./recovery";
import { ownRate, type OwnRate } from "./own-rate";
import { residualRisk } from "./rule-of-three";
import { firstEvidence, secondEvidence } from "./second-evidence";
import { settle } from "./settle";
import { slowdownCaveats } from "../measures/slowdown";

type Conclusion = Pick<Judgement, "verdict" | "cause" | "reason" | "advice"> &
  Partial<Pick<Judgement, "residualRiskPerCheck" | "caveats" | "attribution">>;

/** The first storm's verdict, unless its harm may be only our haste: then a second one, at the balancer's own rate, decides. */
export function judge(evidence: Evidence): Judgement {
  const only = firstEvidence(evidence);
  const first = judgeStorm(only);
  const own = ownRateOf(only, first);
  const judged = own === null ? first : settle(evidence, first, own, secondJudgement(evidence));
  return { ...judged, caveats: [...judged.caveats, ...unreadCounters(evidence)] };
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
  const conclusion =
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
    attribution: { kind: "strong" },
    harm: null,
    firstStorm: null,
    gates,
    floors,
    queue,
    process: processGrowth(evidence),
    findings: findings(evidence),
    residualRiskPerCheck: null,
    ...conclusion,
    caveats: [
      ...(conclusion.caveats ?? []),
      ...findingCaveats(evidence),
      ...alteredChecks(evidence, lost.length > 0),
      ...slowdownCaveats(evidence),
      ...pace(evidence),
    ],
  };
}

/** Silence would be taken for counters that do not grow. */
function unreadCounters({ plan, recording }: Evidence): Caveat[] {
  if (plan.config.metrics === undefined || recording.counters.length > 0) return [];
  return [{ kind: "counters-not-read", why: recording.countersUnavailable }];
}

function inconclusive(reason: Reason, advice: Advice[], cause: Cause | null = null): Conclusion {
  return { verdict: "inconclusive", cause, reason, advice };
}

function setupTrouble({ start, recording }: Evidence): Conclusion | null {
  if (start) return null;
  const [error = null] = Object.keys(recording.harness.reasons);
  return inconclusive({ kind: "no-setup", error }, []);
}

/** Whatever the gates say: a target is never blamed for what happened on this side. */
function harnessTrouble({ recording }: Evidence, floors: readonly FloorResult[]): Conclusion | null {
  const missed = floors.filter(({ scope, ok }) => scope === "harness" && !ok);
  if (missed.length === 0) return null;
  const slow = missed.some(({ kind }) => kind !== "harness-errors");
  return inconclusive(
    { kind: "generator-failed", floors: missed },
    [slow ? { kind: "idle-machine" } : { kind: "cause", cause: "harness" }],
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

function harm(evidence: Evidence, lost: GateResult[], queue: Judgement["queue"]): Conclusion | null {
  const phase = harmedPhase(lost);
  if (phase === null || !isNonEmpty(lost)) return null;
  const storm = clientsOf(evidence, "storm");
  const after = clientsOf(evidence, "recovery");
  // No client comes at night: the first ones of the morning tell.
  const harmed = phase === "storm" ? storm : after;
  // Where nothing but a leak was found, the few that the gates let fail are not its doing.
  const leading = onlyLeaks(lost)
    ? { cause: null, overflowed: false }
    : leadingCause(harmed, [storm, after], queue.full);
  const { sent, completed, cancelled } = allChecks(evidence.recording);
  const [first] = lost;
  // A check that never had a connection cannot have done this.
  if (completed + cancelled === 0) {
    return inconclusive({ kind: "no-check-made", sent, lost: first }, [{ kind: "look-at-service" }], leading.cause);
  }
  if (unseen(evidence) && !ofTheHandshake(leading.cause)) {
    return inconclusive({ kind: "checks-not-seen", lost: first }, [{ kind: "clients-or-machine" }], leading.cause);
  }
  const end = recovery(evidence);
  return {
    verdict: end.verdict,
    cause: leading.cause,
    reason: harmReason(evidence, lost, leading, end, queue),
    advice: [...adviceFor(evidence, leading.cause, lost), { kind: "try-checks-first" }],
    attribution: attribution(evidence, queue),
    caveats: end.caveat ? [end.caveat] : [],
  };
}

/** A half-open check leaves its trace before `accept()`: it can have the kernel drop what belongs to handshakes, and nothing else. */
function ofTheHandshake(cause: Cause | null): boolean {
  return cause === "syn-dropped" || cause === "final-ack-dropped";
}

function adviceFor(evidence: Evidence, cause: Cause | null, lost: readonly GateResult[]): Advice[] {
  if (onlyLeaks(lost)) return costAdvice(lost);
  if (cause) return [...adviceBesideHarm(evidence), { kind: "cause", cause }];
  return [{ kind: lost.some(({ gate }) => gate.measure === "queue-growth") ? "queue-grows" : "slower" }];
}

function cutShort(evidence: Evidence): Conclusion | null {
  const { end } = evidence;
  if (end === "complete") return null;
  return inconclusive({ kind: "cut-short", end, phase: lastPhase(evidence) }, [{ kind: "whole-run" }]);
}

function tooLittle(floors: readonly FloorResult[]): Conclusion | null {
  const missed = floors.filter(({ ok }) => !ok);
  if (missed.length === 0) return null;
  const other = missed.some(({ kind }) => kind === "fidelity");
  return inconclusive({ kind: "too-little-seen", floors: missed }, [
    { kind: other ? "other-style" : "larger-samples" },
  ]);
}

function nothingMeasured(gates: GateResult[]): Conclusion | null {
  if (gates.some(({ observed }) => observed !== null)) return null;
  return inconclusive({ kind: "nothing-measured", gates }, [{ kind: "gate-on-clients" }]);
}

function kernelAlone(evidence: Evidence): Conclusion | null {
  if (!onlyKernelAnswered(evidence)) return null;
  const advice: Advice[] = [{ kind: "stronger-client" }, { kind: "kernel-evidence" }];
  return { ...inconclusive({ kind: "kernel-alone" }, advice), caveats: wrongDownCaveats(evidence) };
}

function held(evidence: Evidence): Conclusion {
  const storm = clientsOf(evidence, "storm");
  const after = clientsOf(evidence, "recovery");
  const { verified, sent } = allChecks(evidence.recording);
  return {
    verdict: "held",
    cause: leadingCause(storm, [storm, after], false).cause,
    reason: {
      kind: "held",
      clients: clientEvidence(evidence),
      storm: storm ? tallyOf(storm) : null,
      recovery: after ? tallyOf(after) : null,
      sent,
      verified,
    },
    advice: [],
    residualRiskPerCheck: residualRisk(evidence),
    caveats: wrongDownCaveats(evidence),
  };
}
