/** What the evidence of a trial comes to. */
import { judge } from "../judge/judge";
import type { Evidence } from "../model/evidence";
import type { TrialResult } from "../model/trial";
import { reasonText } from "../report/reason-text";
import { duration } from "../text/format";
import { canWait } from "./plan-trial";
import { outcomeOf } from "./trial";

export function concludeTrial(evidence: Evidence): TrialResult {
  const late = closedLate(evidence);
  if (late !== "") return { outcome: "unclear", verdict: "inconclusive", cause: null, reason: late };
  const kernel = evidence.start?.client.evidence === "kernel";
  // Where clients only connect, a queue that grows loses a gate whatever the profile says (lib/judge/gates-of.ts).
  const { verdict, cause, reason } = judge(kernel ? takingKernel(evidence) : evidence);
  const blind = evidence.recording.queue.length === 0 && evidence.plan.config.kernelEvidence === "refuse";
  if (kernel && verdict === "held" && blind) {
    return { outcome: "unclear", verdict: "inconclusive", cause: null, reason: blindText(evidence) };
  }
  return { outcome: outcomeOf(verdict), verdict, cause, reason: reasonText(reason) };
}

/** On a busy machine a check may close later than was asked for: then it says something of another delay. Empty where it did not. */
function closedLate({ plan, recording }: Evidence): string {
  const [checker] = plan.checkers;
  if (!canWait(checker!)) return "";
  const delayMs = checker!.connections[0].steps.reduce((sum, step) => sum + (step.kind === "wait" ? step.ms : 0), 0);
  // One that closes at once is late when it is not verified any more.
  if (delayMs === 0) return "";
  const latest = delayMs + Math.max(LATE_MS, delayMs * LATE_SHARE);
  const gaps = Object.values(recording.checks[checker!.name] ?? {}).map(({ closeGapUs }) => closeGapUs);
  const most = gaps.reduce((a, b) => (b.count > a.count ? b : a), { count: 0, p50: 0 });
  return most.p50 / 1_000 > latest
    ? `the checks closed ${duration(most.p50 / 1_000)} after the handshake instead of ${duration(delayMs)}: this machine is busy`
    : "";
}

/** As near as a delay is kept on a machine that is not busy, and on one that is, for long ones. */
const LATE_MS = 0.25;
const LATE_SHARE = 0.05;

function blindText({ start }: Evidence): string {
  const advice = start?.client.advice;
  return `clients that only connect prove the kernel alone, and the accept queue cannot be read from here${advice ? `: ${advice}` : ""}`;
}

/**
 * For a trial the kernel's evidence is enough, whatever KERNEL_EVIDENCE says. A trial does not promise that the service serves; it is compared
 * with others of the same service, and what tells them apart is whether the service still empties its queue. The report says what decided.
 */
function takingKernel(evidence: Evidence): Evidence {
  const { plan } = evidence;
  return { ...evidence, plan: { ...plan, config: { ...plan.config, kernelEvidence: "accept" } } };
}
