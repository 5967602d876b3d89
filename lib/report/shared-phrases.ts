/** Phrases that the terminal and the job summary share. */
import type { Cause } from "../model/extension";
import { isFinding } from "../measures";
import { costWords } from "./finding-text";
import type { Journal, JournalChecker, JournalPhase, JournalRule, Verdict } from "../model/journal";
import { atLeast } from "./sentence";
import { counted, digits, duration, grouped, percent } from "../text/format";

const VERDICTS: Readonly<Record<Verdict, string>> = {
  held: "clients kept getting in",
  degraded: "clients were harmed, and got in again",
  wedged: "clients were shut out, and stayed out",
  inconclusive: "nothing can be said about the checks",
};

/** The verdicts for clients that only connect: nobody knows whether the service took them. */
const KERNEL: Readonly<Record<Verdict, string>> = {
  ...VERDICTS,
  held: "connections kept opening",
  degraded: "connections failed to open, and open again",
  wedged: "connections stopped opening, and open no more",
};

/** The verdict in half a sentence. Without a cause no client was lost: they were slowed down, or the queue grew. */
export function verdictText(journal: Journal): string {
  const { verdict, cause, evidence, gates, process } = journal;
  const text = (evidence === "kernel" ? KERNEL : VERDICTS)[verdict];
  // Whatever kept the run from a verdict, the service did end: that depends on nothing of ours.
  const ended = verdict === "inconclusive" && process.restarts > 0;
  if (ended) return `${text}, but the service's process was replaced ${atLeast(process.restarts)}`;
  if (cause !== null) return `${text} (${cause})`;
  const lost = gates.filter(({ ok }) => !ok);
  const costs = lost.flatMap(({ measure }) => (isFinding(measure) ? [costWords(measure).verdict] : []));
  const [cost] = costs;
  if (verdict === "degraded" && cost !== undefined && costs.length === lost.length) {
    return `${evidence === "kernel" ? "connections opened" : "clients got in"}, and ${cost}`;
  }
  if (verdict === "degraded" && lost.every(({ measure }) => measure === "queue-growth" || isFinding(measure))) {
    return "connections piled up, and were taken in afterwards";
  }
  if (verdict === "degraded") return `clients were kept waiting${AFTERWARDS[slowdownAfterwards(gates)]}`;
  if (verdict === "wedged") return "connections piled up, and stayed";
  return text;
}

const AFTERWARDS = {
  stays: ", and still are",
  some: ", some of them after the checks had stopped as well",
  gone: ", and no longer are",
  unknown: "",
};

/** The worst of what the lost gates on slowdown saw once the checks had stopped. */
function slowdownAfterwards(gates: Journal["gates"]): keyof typeof AFTERWARDS {
  const seen = gates.flatMap(({ afterwards }) => afterwards ?? []);
  if (seen.length === 0) return "unknown";
  return seen.includes("stays") ? "stays" : seen.includes("some") ? "some" : "gone";
}

export function targetText({ target, address }: Journal): string {
  return address === "" || address === target ? target : `${target} (${address})`;
}

export function clientText({ client }: Journal): string {
  const accepts = client.accepts === "" ? "" : `; accepted is: ${client.accepts}`;
  return `${client.kind}, ${digits(client.ratePerSecond)} a second, ${duration(client.timeoutMs)} each${accepts}`;
}

/** What the clients of a phase got, in the order of {@link CLIENT_COLUMNS}. */
export function clientCells({ seconds, clients }: JournalPhase): string[] {
  if (clients.attempts === 0) return [duration(seconds * 1000), "none", "", "", "", "", "", ""];
  const times = (value: number) => (value > 0 ? duration(value) : "-");
  return [
    duration(seconds * 1000),
    String(clients.attempts),
    percent(clients.acceptedRatio),
    duration(clients.longestOutageMs),
    times(clients.connectMs.p95),
    times(clients.firstByteMs.p95),
    times(clients.answerMs.p95),
    causesText(clients.causes),
  ];
}

export const CLIENT_COLUMNS = [
  "time",
  "clients",
  "got in",
  "outage",
  "connect p95",
  "first byte p95",
  "answer p95",
  "what failed",
];

/** The same where a line is short: p95 stands before the three times that it is of. */
export const SHORT_CLIENT_COLUMNS = [
  "time",
  "clients",
  "got in",
  "outage",
  "p95 connect",
  "first byte",
  "answer",
  "what failed",
];

function causesText(causes: Partial<Record<Cause, number>>): string {
  return Object.entries(causes)
    .sort(([, a], [, b]) => b - a)
    .map(([cause, count]) => `${count} ${cause}`)
    .join(", ");
}

/** `67 checks sent, 100 % verified, 67 failed (rejected)`; where some had no connection: `64 completed (96.8 % verified)`. */
export function probesText({ probes: { sent, completed, failed }, causes, fidelity }: JournalChecker): string {
  const verified = `${percent(fidelity.verified)} verified`;
  const made = completed === sent ? verified : `${completed} completed${completed > 0 ? ` (${verified})` : ""}`;
  const names = Object.keys(causes);
  return [
    `${counted(sent, "check")} sent`,
    ...(sent > 0 ? [made] : []),
    ...(failed > 0 ? [`${failed} failed (${names.length === 1 ? names[0] : causesText(causes)})`] : []),
  ].join(", ");
}

/** Over all of the checks' time: what it said since the harm is the headline's. */
export function opinionText({ opinion: { up, down, last, known, notKnown } }: JournalChecker): string {
  const word = last === undefined ? "" : `, at last ${last}`;
  if (up + down === 0) return "";
  return `${known ? `said UP ${percent(up / (up + down))} of the time in all` : notKnown}${word}`;
}

export function cadenceText({ nodes, intervalMs, speedup }: JournalChecker): string {
  const each = nodes === 1 ? "one check" : "each with one check";
  const own = `${counted(nodes, "node")}, ${each} every ${duration(intervalMs)}`;
  return speedup === 1 ? own : `${own}, here ${digits(speedup)} times as often`;
}

export function closeGapText(checker: JournalChecker): string {
  const times = closeGapTimes(checker);
  return times === "" ? "" : `close gap ${times}`;
}

/** Empty where none was timed. */
export function closeGapTimes({ closeGapUs: { p50, p99 } }: JournalChecker): string {
  return p99 <= 0 ? "" : `p50 ${duration(p50 / 1000)}, p99 ${duration(p99 / 1000)}`;
}

export function queueText({ acceptQueue: queue }: Journal): string {
  if (!queue.available) return `not read: ${queue.reason}`;
  const limit = `(limit ${grouped(queue.limit)})`;
  if (queue.full) {
    const before = queue.growthPerSecond > 0 ? `grew by ${digits(queue.growthPerSecond)}/s and ` : "";
    return `${before}was full in the storm ${limit}`;
  }
  if (queue.growthPerSecond <= 0) return `did not grow; limit ${grouped(queue.limit)}`;
  if (queue.secondsToOverflow === null) return `kept ${counted(queue.kept, "connection")} of the storm ${limit}`;
  const full = `full after ${duration(queue.secondsToOverflow * 1000)} at the balancer's own rate`;
  return `grew by ${digits(queue.growthPerSecond)}/s in the storm; ${full} ${limit}`;
}

/** What the service's process lost to the checks, as far as it can be seen; empty when there is nothing to tell. */
export function processText({ process, findings: all }: Journal): string {
  const { available, self, command, pids, processes, reason, findings, cpuMsPerCheck, restarts } = process;
  if (!available || (self && findings.length === 0)) return "";
  const who =
    reason !== ""
      ? self
        ? "the embedded server"
        : `sockets only, ${reason}`
      : `${command} ${pidsText(pids, processes)}`;
  const texts = (of: "check" | "connection") => findings.filter((leak) => leak.of === of).map(({ text }) => text);
  const leaks = texts("check");
  const seen = (kind: string) => all.filter((finding) => finding.kind === kind).map(({ text }) => text);
  const busy = seen("busy");
  return [
    leaks.length === 0 ? who : `${who}: leaks ${leaks.join("; ")}`,
    ...texts("connection"),
    ...seen("threads"),
    ...seen("memory"),
    ...busy,
    // A service that never sleeps again is busy however many checks come: what each of them costs is no figure then.
    ...(cpuMsPerCheck === null || busy.length > 0 ? [] : [`${duration(cpuMsPerCheck)} of CPU per check`]),
    ...(restarts > 0 ? [`became another process ${atLeast(restarts)}`] : []),
  ].join("; ");
}

/** What the checks leave in the service's log and in its counters; each empty when there is nothing to tell. */
export function logText({ findings }: Journal): string {
  return findings
    .filter(({ kind }) => kind === "log")
    .map(({ text }) => text)
    .join("; ");
}

export function countersText({ findings }: Journal): string {
  const grown = findings.filter(({ kind }) => kind === "counter");
  const shown = grown
    .slice(0, MOST_COUNTERS)
    .map(({ text }) => text)
    .join("; ");
  return grown.length > MOST_COUNTERS ? `${shown}; … ${grown.length - MOST_COUNTERS} more in journal.json` : shown;
}

const MOST_COUNTERS = 3;

function pidsText(pids: readonly number[], processes: number): string {
  return processes > 1 ? `(${processes} processes)` : `(pid ${pids[0]})`;
}

/** The rule of three in words; empty unless held. */
export function sureText(journal: Journal): string {
  const { residualRiskPerCheck: risk } = journal;
  if (risk === null) return "";
  return `After ${counted(harmless(journal, risk), "harmless check")} a harm of up to ${riskText(risk)} per check is still possible (at 95 %).`;
}

/** A risk in whole per cents, below that with one digit, and never less than it is. */
export function riskText(risk: number): string {
  const percents = risk * 100;
  const step = percents < 1 ? 10 ** Math.floor(Math.log10(percents)) : 1;
  return `${digits(Math.ceil(percents / step - 1e-9) * step)} %`;
}

/** Verified checks that did no harm, of the checker with the fewest. Of one, two or three the risk is 1. */
export function harmless({ checkers }: Pick<Journal, "checkers">, risk: number): number {
  if (risk < 1) return Math.round(3 / risk);
  return Math.min(...checkers.map(({ probes, fidelity }) => Math.round(probes.completed * fidelity.verified)));
}

/** What to list as not met: the lost gates, or, of an inconclusive run, what kept it from a verdict. */
export function notMet({ gates, floors, verdict }: Journal): JournalRule[] {
  return (verdict === "inconclusive" ? floors : gates).filter(({ ok }) => !ok);
}

export function gatesText({ gates, verdict }: Journal): string {
  if (verdict === "inconclusive") return "not judged";
  const lost = gates.filter(({ ok }) => !ok).length;
  const met = gates.filter(({ ok, observed }) => ok && observed !== null).length;
  const unmeasured = gates.length - lost - met;
  const parts = [`${met} met`, lost > 0 ? `${lost} lost` : "", unmeasured > 0 ? `${unmeasured} not measured` : ""];
  return parts.filter((part) => part !== "").join(", ");
}
