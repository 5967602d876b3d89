/** The journal's entry of a checker: what it sent, how true it was, and what it said of the service. */
import { harmedAt, opinionsOf, unknownOpinion } from "../judge/checker-status";
import { checksOf } from "../measures/checks";
import { recordedOpinions } from "../judge/recorded-opinions";
import type { Evidence } from "../model/evidence";
import type { CheckRecord } from "../model/extension";
import type { JournalChecker, JournalOpinion } from "../model/journal";
import type { Judgement } from "../model/judgement";
import type { PlannedChecker } from "../model/plan";
import { journalLadders } from "./journal-ladders";
import { round, share } from "./journal-numbers";
import { unknownOpinionText } from "./status-text";

export function checkerEntry(evidence: Evidence, checker: PlannedChecker, judgement: Judgement): JournalChecker {
  const { sent, completed, failed, verified, unverified, unproven, causes } = checksOf(
    evidence.recording,
    checker.name,
  );
  const records = Object.values(evidence.recording.checks[checker.name] ?? {});
  return {
    name: checker.name,
    style: checker.style,
    nodes: checker.nodes,
    intervalMs: checker.intervalMs,
    delayMs: checker.delayMs,
    sources: checker.sources,
    speedup: checker.factor,
    probes: { sent, completed, failed },
    causes,
    fidelity: { verified: share(verified, completed), degraded: share(unverified, completed) },
    unproven: Object.entries(unproven)
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count),
    closeGapUs: closeGap(records),
    opinion: opinion(evidence, checker, judgement),
    ladders: journalLadders(checker),
  };
}

function opinion(evidence: Evidence, checker: PlannedChecker, { verdict, queue }: Judgement): JournalOpinion {
  const harmed = verdict === "degraded" || verdict === "wedged";
  const harmMs = harmed ? harmedAt(evidence, queue) : null;
  const opinions = opinionsOf(evidence, checker, harmMs);
  const last = recordedOpinions(evidence.recording.events).word(checker.name);
  const unknown = unknownOpinion(checker, opinions, harmMs);
  return {
    up: round(opinions.up),
    down: round(opinions.down),
    ...(last !== undefined && { last }),
    known: unknown === null,
    notKnown: unknown === null ? "" : unknownOpinionText(unknown),
  };
}

/** Quantiles of several phases cannot be added up: the median of the phase with most checks, and the worst tail of all. */
function closeGap(records: readonly CheckRecord[]): JournalChecker["closeGapUs"] {
  const gaps = records.map(({ closeGapUs }) => closeGapUs).filter(({ count }) => count > 0);
  if (gaps.length === 0) return { p50: 0, p99: 0, max: 0 };
  const largest = gaps.reduce((a, b) => (b.count > a.count ? b : a));
  return {
    p50: round(largest.p50),
    p99: round(Math.max(...gaps.map(({ p99 }) => p99))),
    max: round(Math.max(...gaps.map(({ max }) => max))),
  };
}
