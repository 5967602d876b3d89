/** journal.json: everything that was seen and concluded, for scripts; the other reports are written from it alone. */
import { targetName } from "../plan/target-name";
import type { CheckRecord, ClientRecord, Stats } from "../model/extension";
import { PHASES, type PhaseName } from "../model/phases";
import type { Evidence } from "../model/evidence";
import { harmedAt, opinionsOf, unknownOpinion } from "../judge/checker-status";
import { checksIn, checksOf } from "../judge/checks";
import type { Finding, Leak } from "../model/finding";
import type { FloorResult } from "../model/floor-result";
import type { GateResult } from "../model/gate-result";
import type { NoteKind } from "../model/note";
import type { Judgement } from "../model/judgement";
import { elapsedMs } from "../judge/observed-phases";
import { secondEvidence } from "../judge/second-evidence";
import { recordedOpinions } from "../judge/recorded-opinions";
import { notesOf, noteText } from "./note-text";
import { planNoteChecker, planNoteText } from "./plan-note-text";
import type {
  Journal,
  JournalChecker,
  JournalFinding,
  JournalGate,
  JournalOpinion,
  JournalPhase,
  JournalProcess,
  JournalQueue,
  JournalFloor,
  Quantiles,
} from "../model/journal";
import type { PhaseSpan, PlannedChecker } from "../model/plan";
import { firstTimeMs } from "../plan/run-events";
import { courseOf } from "./course";
import { journalLadders } from "./journal-ladders";
import { raisedFactor } from "../plan/second-storm";
import { adviceLines } from "./advice-text";
import { attributionText } from "./attribution-text";
import { figuresOf, findingText } from "./finding-text";
import { leakText } from "./leak-text";
import { raisedRateText } from "./raised-rate-text";
import { factorText } from "./factor-text";
import { floorText } from "./floor-text";
import { caveatChecker, caveatText } from "./caveat-text";
import { gateText } from "./gate-text";
import { reasonText } from "./reason-text";
import { unknownOpinionText } from "./status-text";

export function makeJournal(evidence: Evidence, judgement: Judgement): Journal {
  const { plan, start, recording } = evidence;
  const end = howItEnded(evidence);
  const { config } = plan;
  const advice = adviceLines(judgement.advice, start);
  const told = notes(evidence, judgement);
  return {
    schema: "probe-storm/1",
    kind: "storm",
    startedAt: recording.startedAt,
    target: targetName(config),
    address: start?.address ?? "",
    verdict: judgement.verdict,
    cause: judgement.cause,
    reason: reasonText(judgement.reason),
    advice: advice.map(({ text }) => text),
    adviceKinds: advice.map(({ kind }) => kind),
    evidence: start?.client.evidence ?? (config.client.kind === "connect" ? "kernel" : "service"),
    attribution: judgement.attribution.kind === "strong" ? "strong" : "weak",
    attributionReason: attributionText(judgement.attribution),
    factor: raisedFactor(plan.checkers),
    factorReasons: plan.checkers.map(({ name, factorReason }) => `${name}: ${factorText(factorReason)}`),
    harm: judgement.harm && { ...judgement.harm, forgetsAfterMs: rounded(judgement.harm.forgetsAfterMs) },
    secondStorm: secondStorm(evidence, judgement),
    cutShort: end === "complete" ? "" : end,
    end,
    residualRiskPerCheck: judgement.residualRiskPerCheck,
    client: {
      kind: start?.client.kind ?? config.client.kind,
      ratePerSecond: config.client.ratePerSecond,
      timeoutMs: config.client.timeoutMs,
      accepts: start?.client.accepts ?? "",
    },
    checkers: plan.checkers.map((checker) => checkerEntry(evidence, checker, judgement)),
    phases: phases(evidence),
    acceptQueue: acceptQueue(evidence, judgement),
    process: serviceProcess(evidence, judgement),
    findings: judgement.findings.map(findingEntry),
    thresholds: thresholds(evidence, judgement),
    gates: judgement.gates.map(gateEntry),
    floors: judgement.floors.map(floorEntry),
    harness: {
      errors: recording.harness.errors,
      reasons: Object.keys(recording.harness.reasons),
      droppedIterations: evidence.k6?.droppedIterations ?? 0,
      lagMs: lag(evidence),
      referenceMs: Object.fromEntries(
        Object.entries(recording.reference).map(([phase, times]) => [phase, quantiles(times)]),
      ),
    },
    timeline: timeline(evidence),
    course: courseOf(evidence, judgement),
    settings: config.given.map(({ name, value, from }) => ({ name, value, from })),
    notes: told.map(({ text }) => text),
    noteCheckers: told.map(({ checker }) => checker),
  };
}

/** Whoever interrupts the second storm has let the first one come to its end. */
function howItEnded({ end, second }: Evidence): Evidence["end"] {
  return end === "complete" && second?.complete === false ? "interrupted" : end;
}

function floorEntry(floor: FloorResult): JournalFloor {
  const { name, ok, observed } = floor;
  const ofChecker = floor.kind === "checks" || floor.kind === "fidelity";
  return {
    name,
    ok,
    observed: rounded(observed),
    text: floorText(floor),
    ...(ofChecker && { checker: floor.checker }),
  };
}

function gateEntry(result: GateResult): JournalGate {
  const { gate, ok, observed, seen, afterwards } = result;
  return {
    name: gate.name,
    measure: gate.measure,
    ok,
    observed: rounded(observed),
    text: gateText(result),
    phase: gate.phase,
    ...(gate.atLeast !== undefined && { atLeast: gate.atLeast }),
    ...(gate.atMost !== undefined && { atMost: gate.atMost }),
    ...(gate.ignoreBelowMs !== undefined && { ignoreBelowMs: gate.ignoreBelowMs }),
    ...(seen.kind === "slowdown-of-noise" && { noisyLimitMs: round(seen.limitMs) }),
    ...(afterwards && { afterwards }),
  };
}

function secondStorm(evidence: Evidence, { firstStorm }: Judgement): Journal["secondStorm"] {
  const second = secondEvidence(evidence);
  if (second === null || firstStorm === null) return null;
  const secondPhases = phases(second);
  delete secondPhases.baseline;
  return {
    factor: evidence.second!.storm.factor,
    phases: secondPhases,
    firstGates: firstStorm.gates.map(gateEntry),
    firstText: `${raisedRateText(firstStorm.harm)}.`,
  };
}

function checkerEntry(evidence: Evidence, checker: PlannedChecker, judgement: Judgement): JournalChecker {
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

/** The planned phases that began or of which anything was recorded. */
function phases(evidence: Evidence): Journal["phases"] {
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

function acceptQueue({ recording, start }: Evidence, { queue }: Judgement): JournalQueue {
  const samples = recording.queue;
  const originMs = start?.originMs ?? 0;
  return {
    available: samples.length > 0,
    reason: samples.length > 0 ? "" : recording.queueUnavailable || "not read in this run",
    limit: samples[samples.length - 1]?.limit ?? 0,
    growthPerSecond: round(queue.growthPerSecond),
    kept: queue.kept,
    full: queue.full,
    secondsToOverflow: rounded(queue.secondsToOverflow),
    samples: samples.filter(({ t }) => t >= originMs).map(({ t, length }) => [round((t - originMs) / 1000), length]),
  };
}

function serviceProcess({ recording, start }: Evidence, { process }: Judgement): JournalProcess {
  const samples = recording.process;
  const last = samples[samples.length - 1];
  const originMs = start?.originMs ?? 0;
  return {
    available: last !== undefined,
    reason: last ? last.reason : recording.processUnavailable || "not watched in this run",
    self: last?.self ?? false,
    pids: [...(last?.pids ?? [])],
    processes: last?.processes ?? 0,
    command: last?.command ?? "",
    restarts: (last?.restarts ?? 0) - (samples[0]?.restarts ?? 0),
    descriptorLimit: last?.descriptorLimit ?? null,
    cpuMsPerCheck: rounded(process.cpuMsPerCheck),
    samples: samples.map(({ t, checks, descriptors, threads, rssBytes, sockets }) => [
      round((t - originMs) / 1000),
      checks,
      descriptors,
      threads,
      rssBytes,
      sockets.closeWait,
      sockets.established,
    ]),
    findings: process.findings.map(leakEntry),
  };
}

function leakEntry(leak: Leak): JournalProcess["findings"][number] {
  const { what, leftBy, perCheck, limit, limitReachedInMs: ms } = leak;
  const limitReachedInMs = ms === null ? null : round(ms);
  return { what, of: leftBy, perCheck: round(perCheck), limit, limitReachedInMs, text: leakText(leak) };
}

/** k6's own results where it has any; before that, what the judge saw. */
function thresholds({ plan, k6 }: Evidence, judgement: Judgement): Journal["thresholds"] {
  return plan.thresholds.map(({ name, metric, expression }) => {
    const own = k6?.thresholds.find((result) => result.metric === metric && result.expression === expression);
    const { ok, observed } = own ?? judged(name, judgement);
    return { name, metric, expression, ok, observed: rounded(observed) };
  });
}

function judged(name: string, { gates, floors }: Judgement): { ok: boolean; observed: number | null } {
  if (name === "all-gates") {
    const lost = gates.filter(({ ok }) => !ok).length;
    return { ok: lost === 0, observed: lost };
  }
  return (
    gates.find(({ gate }) => gate.name === name) ??
    floors.find((rule) => rule.name === name) ?? { ok: false, observed: null }
  );
}

function lag({ recording }: Evidence): { p99: number; max: number } {
  const records = [...Object.values(recording.clients), ...Object.values(recording.checks).flatMap(Object.values)];
  const lags = records.map(({ lagMs }) => lagMs).filter(({ count }) => count > 0);
  return {
    p99: round(Math.max(0, ...lags.map(({ p99 }) => p99))),
    max: round(Math.max(0, ...lags.map(({ max }) => max))),
  };
}

/** Seconds since the first phase began. A second without any exchange has the phase that was planned for it. */
function timeline({ plan, start, recording }: Evidence): Journal["timeline"] {
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

interface Told {
  text: string;
  /** null: it is about the run as a whole. */
  checker: string | null;
}

function notes({ plan, start }: Evidence, judgement: Judgement): Told[] {
  const ofRun = (text: string): Told => ({ text, checker: null });
  const ofChecks = (...kinds: NoteKind[]) =>
    plan.checkers
      .flatMap((checker) => notesOf(checker.notes, ...kinds))
      .map((note): Told => ({ text: noteText(note), checker: note.checker ?? null }));
  const all = [
    ...judgement.caveats.map((caveat) => ({ text: caveatText(caveat), checker: caveatChecker(caveat) })),
    ...plan.notes.map((note) => ({ text: planNoteText(note), checker: planNoteChecker(note) })),
    ...ofChecks("note"),
    ...(start?.client.reason ? [ofRun(start.client.reason)] : []),
    ...(start?.notes ?? []).map(ofRun),
    ...ofChecks("mistake", "assumption", "unsupported"),
  ];
  return [...new Map(all.map((one) => [one.text, one])).values()];
}

function quantiles(stats: Stats | undefined): Quantiles {
  if (!stats) return { p50: 0, p95: 0, p99: 0, max: 0 };
  return { p50: round(stats.p50), p95: round(stats.p95), p99: round(stats.p99), max: round(stats.max) };
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 1e6) / 1e6 : 0;
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** Three decimals: microseconds for what is in milliseconds. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function findingEntry(finding: Finding): JournalFinding {
  const figures = Object.entries(figuresOf(finding)).map(([name, value]) => [
    name,
    typeof value === "number" ? round(value) : value,
  ]);
  return { kind: finding.kind, text: findingText(finding), figures: Object.fromEntries(figures) };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e6) / 1e6;
}
