/** The journal's entries of what was seen in the service: its accept queue, its process, findings. */
import type { Evidence } from "../model/evidence";
import type { Finding, Leak } from "../model/finding";
import type { JournalFinding, JournalProcess, JournalQueue } from "../model/journal";
import type { Judgement } from "../model/judgement";
import { figuresOf, findingText } from "./finding-text";
import { round, rounded } from "./journal-numbers";
import { leakText } from "./leak-text";

export function queueEntry({ recording, start }: Evidence, { queue }: Judgement): JournalQueue {
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

export function processEntry({ recording, start }: Evidence, { process }: Judgement): JournalProcess {
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

export function findingEntry(finding: Finding): JournalFinding {
  const figures = Object.entries(figuresOf(finding)).map(([name, value]) => [
    name,
    typeof value === "number" ? round(value) : value,
  ]);
  return { kind: finding.kind, text: findingText(finding), figures: Object.fromEntries(figures) };
}
