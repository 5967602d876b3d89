/**
 * Was it the checks? The baseline shows that B client connections alone do no harm. When harm comes after more than B further
 * client connections, a service that dies after so many connections of any kind would have looked the same.
 */
import { counted } from "../report/format";
import type { Evidence } from "./evidence";
import type { QueueGrowth } from "./judgement";
import { clientsOf } from "./phases";

export interface Attribution {
  attribution: "strong" | "weak";
  reason: string;
}

/** What the suggested baseline allows for, so that the next run does not stop just short. */
const MARGIN = 1.2;

const STRONG: Attribution = { attribution: "strong", reason: "" };

export function attribution(evidence: Evidence, queue: QueueGrowth): Attribution {
  const control = clientsOf(evidence, "baseline")?.attempts ?? 0;
  const before = clientsBeforeHarm(evidence, queue);
  if (before === null || before.count <= control) return STRONG;
  const seconds = Math.ceil(((control + before.count) * MARGIN) / evidence.plan.config.client.ratePerSecond - 1e-9);
  return {
    attribution: "weak",
    reason:
      `Harm showed after ${counted(before.count, "client connection")} ${before.where}, more than the ${control} of the baseline: ` +
      `clients alone might have done it. BASELINE=${seconds}s would settle it.`,
  };
}

/** Client attempts begun since the baseline and before harm showed; null when nothing tells when that was. */
function clientsBeforeHarm(evidence: Evidence, queue: QueueGrowth): { count: number; where: string } | null {
  const storm = clientsOf(evidence, "storm");
  const recovery = clientsOf(evidence, "recovery");
  if (storm && storm.attemptsBeforeFirstFailure >= 0) {
    return { count: storm.attemptsBeforeFirstFailure, where: "in the storm" };
  }
  if (queue.beganMs !== null) {
    return { count: attemptsBefore(evidence, queue.beganMs), where: "in the storm" };
  }
  if (recovery && recovery.attemptsBeforeFirstFailure >= 0) {
    return { count: (storm?.attempts ?? 0) + recovery.attemptsBeforeFirstFailure, where: "since the baseline" };
  }
  return null;
}

/** Whole seconds of the storm that were over at `ms`. */
function attemptsBefore({ recording }: Evidence, ms: number): number {
  return recording.timeline
    .filter(({ t, phase }) => phase === "storm" && (t + 1) * 1000 <= ms)
    .reduce((sum, { attempts }) => sum + attempts, 0);
}
