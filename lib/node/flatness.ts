/**
 * Whether a long run stayed flat, told from what /proc said of k6 meanwhile, and printed.
 *
 * Flat: the recorder counts checks and keeps none of them, so memory may grow with the clients and the seconds alone. Of a client it
 * keeps two times and k6 four, each in a metric and most of them once more in the part of it that has a threshold: up to 9 numbers of
 * 8 bytes. A slice that grows has up to a quarter to spare, and Go's collector lets a heap become twice of what lives in it: 180
 * bytes. A second costs four samples of the accept queue, ten close gaps and a line of the timeline: about 400 bytes, 1,000 in
 * such a heap. That is 10 MB an hour; what a check kept, were it a single pointer, would be another 11.
 */
import { median, slope } from "../measures/slope";
import { firstOf, lastOf } from "../model/non-empty";
import type { Journal } from "../model/journal";

export interface Look {
  seconds: number;
  megabytes: number;
  descriptors: number;
  threads: number;
}

export interface SoakRun {
  looks: readonly Look[];
  /** Seconds after which memory has settled. */
  settled: number;
  journal: Journal | null;
  /** Connections that the server accepted. */
  accepted: number;
  code: number | null;
  interrupted: boolean;
  checksPerSecond: number;
}

/** A machine that is busy for a moment makes fewer. */
const LEAST_OF_RATE = 0.98;
const BYTES_PER_CLIENT = 180;
const BYTES_PER_SECOND = 1000;
/** The timing of Go's collector moves the resident set from look to look by this many MB. */
const BREATH_MB = 4;

const COUNTS = [
  // Clients and checks under way differ from look to look.
  { what: "descriptors", label: "Descriptors", more: 64 },
  // Go starts a thread when all others wait in system calls, and keeps it.
  { what: "threads", label: "Threads", more: 8 },
] as const;

/** Prints each figure with its limit. */
export function isFlat(run: SoakRun): boolean {
  const { looks, settled, journal, code, interrupted } = run;
  const after = looks.filter(({ seconds }) => seconds >= settled);
  process.stdout.write("\n");
  const lost = journal === null ? [`k6 ended with ${code} and left no journal`] : lostByRates(run, journal);
  if (journal !== null && after.length >= 3) {
    lost.push(...lostByMemory(journal, looks, after), ...lostByCounts(after));
  } else {
    const last = looks[looks.length - 1];
    if (last) {
      const { seconds, descriptors, threads } = last;
      print("Memory", `${memory(last)} after ${minutes(seconds)}, ${descriptors} descriptors, ${threads} threads`);
    }
    lost.push(`memory settles for ${minutes(settled)}, and there were ${after.length} looks at it after that`);
  }
  if (interrupted) lost.push("interrupted");
  print("Result", lost.length === 0 ? "flat" : `NOT shown to be flat: ${lost.join("; ")}`);
  return lost.length === 0;
}

function lostByRates({ code, interrupted, accepted, checksPerSecond }: SoakRun, journal: Journal): string[] {
  const { verdict, reason, checkers } = journal;
  const { storm } = journal.phases;
  const sent = checkers.reduce((sum, { probes }) => sum + probes.sent, 0);
  const rate = storm ? sent / storm.seconds : 0;
  print("Verdict", `${verdict}, exit ${code}${verdict === "held" ? "" : `: ${reason}`}`);
  print("Checks", `${sent}, ${rate.toFixed(1)}/s of ${checksPerSecond}/s: ${checkers.map(checkerText).join("; ")}`);
  const clients = Object.values(journal.phases).map((phase) => phase.clients);
  const sum = (what: "accepted" | "attempts") => clients.reduce((total, phase) => total + phase[what], 0);
  print("Clients", `${sum("accepted")} of ${sum("attempts")} got in; the server accepted ${accepted} connections`);
  const lost: string[] = [];
  if (!interrupted && (verdict !== "held" || code !== 0)) lost.push(`the run ended ${verdict}, exit ${code}`);
  if (rate < LEAST_OF_RATE * checksPerSecond) lost.push(`${rate.toFixed(1)} checks a second were made`);
  return lost;
}

function lostByMemory(journal: Journal, looks: readonly Look[], after: readonly Look[]): string[] {
  const [first, last] = [firstOf(after, "the looks at memory"), lastOf(after, "the looks at memory")];
  const span = last.seconds - first.seconds;
  const perSecond = slope(
    after,
    ({ seconds }) => seconds,
    ({ megabytes }) => megabytes,
  );
  const allowed = (span * (clientsPerSecond(journal) * BYTES_PER_CLIENT + BYTES_PER_SECOND)) / 2 ** 20 + BREATH_MB;
  const grown = perSecond * span;
  print(
    "Memory",
    `${memory(first)} after ${minutes(first.seconds)}, ${memory(last)} after ${minutes(last.seconds)}, ` +
      `${Math.max(...looks.map(({ megabytes }) => megabytes)).toFixed(1)} MB at most; ` +
      `slope ${(perSecond * 3600).toFixed(2)} MB an hour: ${grown.toFixed(1)} MB over ${minutes(span)}, ${allowed.toFixed(1)} MB allowed`,
  );
  return grown <= allowed ? [] : [`memory grew by ${grown.toFixed(1)} MB, ${allowed.toFixed(1)} MB allowed`];
}

function lostByCounts(after: readonly Look[]): string[] {
  return COUNTS.flatMap(({ what, label, more }) => {
    const values = after.map((look) => look[what]);
    const third = Math.ceil(values.length / 3);
    const [early, late] = [median(values.slice(0, third)), median(values.slice(-third))];
    print(label, `${early} in the first third, ${late} in the last, ${Math.max(...values)} at most`);
    return late - early <= more ? [] : [`${what} grew from ${early} to ${late}`];
  });
}

function clientsPerSecond(journal: Journal): number {
  const phases = Object.values(journal.phases).filter(({ clients }) => clients.attempts > 0);
  const attempts = phases.reduce((sum, { clients }) => sum + clients.attempts, 0);
  return attempts / phases.reduce((sum, { seconds }) => sum + seconds, 0);
}

function print(label: string, text: string): void {
  process.stdout.write(`${label.padEnd(13)}${text}\n`);
}

function memory({ megabytes }: Look): string {
  return `${megabytes.toFixed(1)} MB`;
}

function checkerText({ name, probes, fidelity }: Journal["checkers"][number]): string {
  return `${name} ${probes.sent} sent, ${probes.failed} failed, ${(100 * fidelity.verified).toFixed(2)} % verified`;
}

export function minutes(seconds: number): string {
  return seconds < 120 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`;
}
