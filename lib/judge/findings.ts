/** Harm that is not yet a lost client: each behaviour by the measure of its gate, and all of them for the report. */
import { isFinding, type FindingMeasure, type Gate } from "../model/gates";
import { busyAfter } from "./cpu";
import { counters } from "./counters";
import { earlyLeaks } from "./early-leak";
import type { Evidence } from "../model/evidence";
import type { Assessment, Finding, FindingKind } from "../model/finding";
import type { Leak } from "../model/judgement";
import { growth, processGrowth } from "./leaks";
import { logNoise } from "./log-noise";
import { memoryJump } from "./memory-jump";
import { BUSY, CRASHES, GROWN, LEAKS, NOISY, WORKERS } from "./plain-words";
import { restarts } from "./restarts";
import { threadsEnded } from "./threads-ended";

/** All of these are judged at the end of the run, in its recovery. */
const ASSESSED: Readonly<Record<FindingMeasure, (evidence: Evidence) => Assessment>> = {
  growth,
  "threads-ended": threadsEnded,
  "memory-jump": memoryJump,
  "busy-after": busyAfter,
  restarts,
  "log-noise": logNoise,
};

export function assess(measure: FindingMeasure, evidence: Evidence): Assessment {
  return ASSESSED[measure](evidence);
}

export function findings(evidence: Evidence): Finding[] {
  const leaks = processGrowth(evidence).findings;
  const others = Object.values(ASSESSED).flatMap((of) => {
    const assessment = of(evidence);
    return "missing" in assessment || assessment.finding === null ? [] : [assessment.finding];
  });
  // A jump that is a steady leak has been told.
  const memory = leaks.some(({ what }) => what === "memory");
  const own = others.filter(({ kind }) => !(memory && kind === "memory"));
  return [...leaks.map(ofLeak), ...own, ...counters(evidence)];
}

/** What a reader must know beside the verdict. */
export function findingNotes(evidence: Evidence): string[] {
  const replaced = findings(evidence).filter(({ kind }) => kind === "restarts");
  return [
    ...replaced.map(({ text }) => `${capital(text)}: did it crash, and was started again?`),
    ...earlyLeaks(evidence),
  ];
}

/** Half a sentence on what only these gates were lost for, behind "clients got in, but". */
export function findingsReason(evidence: Evidence, lost: readonly { gate: Gate }[]): string {
  const measures = lost.map(({ gate }) => gate.measure).filter(isFinding);
  const leaks = processGrowth(evidence).findings;
  const whose = leaks.some(({ of, counts }) => of === "check" && counts) ? "each check" : "every connection";
  const rest = texts(evidence, (kind) => kind !== "growth" && measures.some((measure) => KINDS[measure] === kind));
  return [
    ...(measures.includes("growth")
      ? [
          `the service keeps something of ${whose}, and still did at the end of recovery: leaks: ${leaks.map(({ text }) => text).join("; ")}`,
        ]
      : []),
    ...(rest.length > 0 ? [`the checks cost the service more than that: ${rest.join("; ")}`] : []),
  ].join("; and ");
}

/** Sentences to stand beside a client's harm. */
export function findingsBeside(evidence: Evidence): string[] {
  const leaks = processGrowth(evidence).findings;
  const rest = texts(evidence, (kind) => ["threads", "memory", "busy"].includes(kind));
  const whose = leaks.some(({ of }) => of === "check") ? "each check" : "every connection";
  return [
    ...(leaks.length > 0
      ? [`The service kept something of ${whose}: leaks: ${leaks.map(({ text }) => text).join("; ")}.`]
      : []),
    ...(rest.length > 0 ? [`Seen in the service's process: ${rest.join("; ")}.`] : []),
  ];
}

/** What usually ends what these gates were lost for. */
export function findingsAdvice(lost: readonly { gate: Gate }[]): string[] {
  const kinds = lost.flatMap(({ gate }) => (isFinding(gate.measure) ? [KINDS[gate.measure]] : []));
  return adviceOn(kinds).flat();
}

/** Beside a client's harm: what was seen in the process is nearer to the fault than what the loss of a client usually means. */
export function adviceBeside(evidence: Evidence): string[] {
  const kinds = findings(evidence).map(({ kind }) => kind);
  return adviceOn(kinds.filter((kind) => kind === "threads" || kind === "restarts")).map(([first]) => first!);
}

function adviceOn(kinds: readonly FindingKind[]): string[][] {
  return (Object.keys(ADVICE) as FindingKind[]).filter((kind) => kinds.includes(kind)).map((kind) => ADVICE[kind]!);
}

const KINDS: Readonly<Record<FindingMeasure, FindingKind>> = {
  growth: "growth",
  "threads-ended": "threads",
  "memory-jump": "memory",
  "busy-after": "busy",
  restarts: "restarts",
  "log-noise": "log",
};

const ADVICE: Partial<Record<FindingKind, string[]>> = {
  threads: WORKERS,
  restarts: CRASHES,
  growth: LEAKS,
  busy: BUSY,
  memory: GROWN,
  log: NOISY,
};

function texts(evidence: Evidence, wanted: (kind: FindingKind) => boolean): string[] {
  return findings(evidence)
    .filter(({ kind }) => wanted(kind))
    .map(({ text }) => text);
}

function ofLeak({ what, of, perCheck, limit, limitReachedInMs, text }: Leak): Finding {
  return { kind: "growth", text, figures: { what, of, perCheck, limit, limitReachedInMs } };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
