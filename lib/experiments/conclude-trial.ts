/** Concludes a trial from its evidence. */
import { judge } from "../judge/judge";
import type { TrialReason } from "../model/conclusion";
import type { Evidence } from "../model/evidence";
import type { TrialResult } from "../model/trial";
import { trialReasonText } from "../report/trial-reason-text";
import { canWait } from "./plan-trial";
import { outcomeOf } from "./repeat-trial";

export function concludeTrial(evidence: Evidence): TrialResult {
  const late = closedLate(evidence);
  if (late !== null) return unclear(late);
  const client = evidence.start?.client;
  const kernel = client?.evidence === "kernel";
  // Where clients only connect, a queue that grows loses a gate whatever the profile says (lib/measures/gates-of.ts).
  const { verdict, cause, reason } = judge(kernel ? takingKernel(evidence) : evidence);
  const blind = evidence.recording.queue.length === 0 && evidence.plan.config.kernelEvidence === "refuse";
  if (kernel && verdict === "held" && blind) {
    return unclear({ kind: "queue-unreadable", advice: client.advice ?? null });
  }
  return { outcome: outcomeOf(verdict), verdict, cause, reason: trialReasonText(reason) };
}

function unclear(reason: TrialReason): TrialResult {
  return { outcome: "unclear", verdict: "inconclusive", cause: null, reason: trialReasonText(reason) };
}

/** On a busy machine a check may close later than was asked for: then it says something of another delay. null: it did not. */
function closedLate({ plan, recording }: Evidence): TrialReason | null {
  const [checker] = plan.checkers;
  if (!canWait(checker)) return null;
  const delayMs = checker.connections[0].steps.reduce((sum, step) => sum + (step.kind === "wait" ? step.ms : 0), 0);
  // One that closes at once is late when it is not verified any more.
  if (delayMs === 0) return null;
  const latest = delayMs + Math.max(LATE_MS, delayMs * LATE_SHARE);
  const gaps = Object.values(recording.checks[checker.name] ?? {}).map(({ closeGapUs }) => closeGapUs);
  const most = gaps.reduce((a, b) => (b.count > a.count ? b : a), { count: 0, p50: 0 });
  const ms = most.p50 / 1_000;
  return ms > latest ? { kind: "closed-late", ms, delayMs } : null;
}

/** The tolerance of a delay: the first on an idle machine, the second, a share, for long delays on a busy one. */
const LATE_MS = 0.25;
const LATE_SHARE = 0.05;

/**
 * For a trial the kernel's evidence is enough, whatever KERNEL_EVIDENCE says. A trial does not promise that the service serves; it is compared
 * with others of the same service, and what tells them apart is whether the service still empties its queue. The report says what decided.
 */
function takingKernel(evidence: Evidence): Evidence {
  const { plan } = evidence;
  return { ...evidence, plan: { ...plan, config: { ...plan.config, kernelEvidence: "accept" } } };
}
