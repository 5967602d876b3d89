/** Explains a lost gate: what clients got, how it ended, why, what the checks cost, and what the checkers believed. */
import type { PhaseName } from "../model/phases";
import { isFinding } from "../measures";
import { statusSinceHarm } from "./checker-status";
import type { LeadingCause } from "./cause";
import type { Evidence } from "../model/evidence";
import { costBesideHarm, costOf } from "./findings";
import { clientEvidence } from "./kernel-evidence";
import type { NonEmpty } from "../model/non-empty";
import type { GateResult } from "../model/gate-result";
import type { QueueGrowth } from "../model/judgement";
import type { Reason, SeenHarm } from "../model/reason";
import { clientsOf, failedClients, span, tallyOf } from "../measures/observed-phases";
import type { Recovery } from "./recovery";

const ORDER: readonly PhaseName[] = ["storm", "night", "recovery"];

/** The phase of the first lost gate. */
export function harmedPhase(lost: readonly GateResult[]): PhaseName | null {
  return ORDER.find((phase) => lost.some(({ gate }) => gate.phase === phase)) ?? null;
}

/** Nothing else was lost: it is seen before any client feels it. */
export function onlyLeaks(lost: readonly GateResult[]): boolean {
  return lost.every(({ gate }) => isFinding(gate.measure));
}

export function harmReason(
  evidence: Evidence,
  lost: NonEmpty<GateResult>,
  { cause, overflowed }: LeadingCause,
  { end }: Recovery,
  queue: QueueGrowth,
): Reason {
  const clients = clientEvidence(evidence);
  if (onlyLeaks(lost)) return { kind: "cost", clients, cost: costOf(evidence, lost) };
  return {
    kind: "harm",
    clients,
    seen: seenHarm(evidence, lost),
    end,
    cause,
    overflowed,
    cost: costBesideHarm(evidence),
    status: statusSinceHarm(evidence, queue),
  };
}

function seenHarm(evidence: Evidence, lost: NonEmpty<GateResult>): SeenHarm {
  const phase = harmedPhase(lost);
  const storm = clientsOf(evidence, "storm");
  if (phase === "storm" && storm && failedClients(storm) > 0) {
    return { kind: "in-storm", storm: tallyOf(storm), longestOutageMs: storm.longestOutageMs };
  }
  const recovery = clientsOf(evidence, "recovery");
  if (phase !== "storm" && recovery && failedClients(recovery) > 0) {
    return {
      kind: "after-storm",
      storm: storm ? tallyOf(storm) : null,
      night: span(evidence.plan, "night") !== undefined,
      recovery: tallyOf(recovery),
    };
  }
  return { kind: "gate", lost: lost[0] };
}
