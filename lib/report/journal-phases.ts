/** The journal's entries of phases and of seconds: which clients got in, and how many checks were made. */
import { checksIn } from "../measures/checks";
import { elapsedMs } from "../measures/observed-phases";
import type { Evidence } from "../model/evidence";
import type { ClientRecord } from "../model/extension";
import type { Journal, JournalPhase } from "../model/journal";
import { PHASES } from "../model/phases";
import type { PhaseName } from "../model/phases";
import type { PhaseSpan } from "../model/plan";
import { firstTimeMs } from "../measures/run-events";
import { clamp, quantiles, round, share } from "./journal-numbers";

/** The planned phases that began or of which anything was recorded. */
export function phaseEntries(evidence: Evidence): Journal["phases"] {
  const entries: Journal["phases"] = {};
  for (const phase of evidence.plan.phases) {
    const clients = evidence.recording.clients[phase.name];
    const checks = checksIn(evidence.recording, phase.name).sent;
    const seconds = secondsOf(evidence, phase);
    if (seconds > 0 || clients || checks > 0) entries[phase.name] = phaseEntry(seconds, checks, clients);
  }
  return entries;
}

function phaseEntry(seconds: number, checks: number, clients: ClientRecord | undefined): JournalPhase {
  const causes = Object.entries(clients?.causes ?? {}).filter(([, count]) => count > 0);
  return {
    seconds: round(seconds),
    checks,
    clients: {
      attempts: clients?.attempts ?? 0,
      accepted: clients?.accepted ?? 0,
      acceptedRatio: share(clients?.accepted ?? 0, clients?.attempts ?? 0),
      longestOutageMs: round(clients?.longestOutageMs ?? 0),
      connectMs: quantiles(clients?.connectMs),
      firstByteMs: quantiles(clients?.firstByteMs),
      answerMs: quantiles(clients?.answerMs),
      causes: Object.fromEntries(causes),
    },
  };
}

/** How much of a phase took place. After FAIL_FAST the last look at recovery comes early, outside its planned time. */
function secondsOf(evidence: Evidence, { name, startMs, endMs }: PhaseSpan): number {
  const { start, recording, end } = evidence;
  if (!start) return 0;
  if (end === "complete") return (endMs - startMs) / 1000;
  if (end === "fail-fast") {
    const stoppedMs = firstTimeMs(recording.events, "fail-fast") ?? recording.nowMs;
    const lastLook = name === "recovery" && recording.clients.recovery !== undefined;
    if (lastLook && stoppedMs < start.originMs + startMs) return Math.max(0, recording.nowMs - stoppedMs) / 1000;
    return clamp(stoppedMs - start.originMs - startMs, endMs - startMs) / 1000;
  }
  return clamp(elapsedMs(evidence) - startMs, endMs - startMs) / 1000;
}

/** Seconds since the first phase began. A second without any exchange has the phase that was planned for it. */
export function timelineEntries({ plan, start, recording }: Evidence): Journal["timeline"] {
  const originMs = start?.originMs ?? 0;
  const first = Math.floor(originMs / 1000);
  return recording.timeline
    .filter(({ t }) => t >= first)
    .map(({ t, phase, attempts, accepted, checks, queue, causes, connectMs, answerMs }) => ({
      t: t - first,
      phase: isPhase(phase) ? phase : plannedPhase(plan.phases, t * 1000 - originMs),
      attempts,
      accepted,
      checks,
      queue: queue < 0 ? null : queue,
      ...(causes && { causes }),
      ...(connectMs !== undefined && { connectMs: round(connectMs) }),
      ...(answerMs !== undefined && { answerMs: round(answerMs) }),
    }));
}

function isPhase(name: string): name is PhaseName {
  return (PHASES as readonly string[]).includes(name);
}

function plannedPhase(spans: readonly PhaseSpan[], ms: number): PhaseName {
  return (spans.find(({ endMs }) => ms < endMs) ?? spans[spans.length - 1])?.name ?? "baseline";
}
