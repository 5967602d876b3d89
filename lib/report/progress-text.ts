/** Writes a line for each thing that happens while a run goes on. */
import type { PhaseName } from "../model/phases";
import type {
  Happening,
  HappeningKind,
  HappeningOf,
  PlaceInPhase,
  ProgressOpinion,
  ProgressQueue,
} from "../model/progress";
import type { Storm } from "../model/trial";
import { counted, digits, duration, listed, printable } from "../text/format";

/** A name, or what a target has sent, may be of any length. */
const LONGEST = 300;
/** In an arm, or a trial, that other lines are about. */
const INDENT = "  ";

/** null: it is for the status line alone, or says what another line has said. */
export function happeningText(happening: Happening): string | null {
  const text = (TEXTS[happening.kind] as (of: Happening) => string | null)(happening);
  if (text === null) return null;
  return shown(happening.arm === undefined || happening.kind === "arm-begun" ? text : INDENT + text);
}

export function isSayable(kind: string): kind is HappeningKind {
  return Object.keys(TEXTS).includes(kind);
}

/** The line that is written anew each time; empty: there is none any more; null: it stays. */
export function statusText(happening: Happening): string | null {
  switch (happening.kind) {
    case "status":
      return shown(stormStatus(happening));
    case "phase-begun":
    case "arm-begun":
    case "trials-begun":
    case "last-clients":
    case "run-over":
      return "";
    case "trial-begun":
      return shown(`${trialOf(happening)}${timeLeft(happening.leftMs)} | ${stormText(happening.storm)}`);
    case "watch-begun":
      return `looking whether clients get in again, for up to ${duration(happening.atMostMs)}`;
    default:
      return null;
  }
}

type Texts = { [Kind in HappeningKind]: (happening: HappeningOf<Kind>) => string | null };

const WHO: Readonly<Record<PhaseName, string>> = {
  baseline: "clients alone",
  storm: "clients and checkers",
  night: "checkers alone",
  recovery: "clients alone again",
};

const TEXTS: Texts = {
  "run-begun": ({ target, checkers, client, phases }) => {
    const lengths = phases.map(({ phase, ms }) => `${phase} ${duration(ms)}`);
    return `${target} is checked by ${listed(checkers)}, its client is ${client}; ${lengths.join(", ")}`;
  },
  "phase-begun": (one) => {
    if (one.arm !== undefined) return null;
    return `${phaseText(one)}: ${WHO[one.phase]} for ${duration(one.ms)}; ${left(one.leftMs)}`;
  },
  "first-client-lost": (one) => {
    const { of, phase, beganMs, waitedMs, cause, earlier, shutOut, queue } = one;
    const tail = queue === null ? "" : `; ${queueText(queue)}`;
    const began = beganMs < 0 ? `${seconds(-beganMs)} before it` : `at ${seconds(beganMs)}`;
    const since = waitedMs < SOON_MS && of === phase ? "" : `, begun ${began}${of === phase ? "" : ` of the ${of}`}`;
    if (earlier) return `${where(one)}: one that began earlier is lost as well (${cause})${since}${tail}`;
    if (shutOut) return `${where(one)}: clients still do not get in (${cause})${since}${tail}`;
    return `${where(one)}: first client lost (${cause})${since}${tail}`;
  },
  "clients-shut-out": (one) => `${where(one)}: no client has got in for ${seconds(one.forMs)}`,
  "clients-back": (one) => {
    const since = one.sinceChecksMs === null ? "" : `, ${seconds(one.sinceChecksMs)} after the last check`;
    return `${where(one)}: clients get in again, after ${seconds(one.outageMs)}${since}`;
  },
  "queue-filling": (one) => `${where(one)}: the accept queue fills: ${lengthText(one.queue)}`,
  "queue-full": (one) => `${where(one)}: the accept queue is full: ${lengthText(one.queue)}`,
  "queue-drained": (one) => `${where(one)}: the accept queue is empty again: ${lengthText(one.queue)}`,
  "checker-changed-mind": (one) =>
    `${where(one)}: ${opinionText(one)}${one.last ? "; it goes on changing its mind, and no more is said of it" : ""}`,
  "listener-gone": (one) =>
    `${where(one)}: nobody listens any more${one.processEnded === true ? ": the process has ended" : ""}`,
  "listener-back": (one) => `${where(one)}: somebody listens again, after ${seconds(one.goneMs)}`,
  restarted: (one) => `${where(one)}: the service is another process now`,
  "last-clients": ({ arm, waiting, atMostMs }) =>
    arm === undefined
      ? `${counted(waiting, "client")} still ${waiting === 1 ? "waits" : "wait"} for an answer, ${seconds(atMostMs)} at most`
      : null,
  "watch-begun": ({ atMostMs }) =>
    `the harm may be the raised rate's: looking for up to ${duration(atMostMs)} whether clients get in again`,
  "watch-ended": ({ back }) => (back ? "clients get in again" : "clients do not get in again"),
  "second-storm-begun": ({ factor, leftMs }) =>
    `a second storm, ${factor === 1 ? "at the balancer's own rate" : `at ${digits(factor)} times the balancer's own rate`}, decides; ${left(leftMs)}`,
  "arm-begun": ({ arm, leftMs }) => `arm ${arm.number} of ${arm.of}: ${arm.name}; ${rangeText(leftMs)} left`,
  "arm-ended": ({ arm, verdict, cause }) => `${arm.name}: ${verdict}${cause === null ? "" : ` (${cause})`}`,
  "arms-not-run": ({ names, why }) => `${names.join(", ")}: not run, because ${why}`,
  "trials-begun": ({ trials, about, leftMs }) =>
    `${about ? "about " : ""}${counted(trials, "trial")}${timeLeft(leftMs)}`,
  "trial-begun": () => null,
  "trial-ended": (one) => {
    const { leftMs, storm, result } = one;
    const cause = result.cause === null ? "" : ` (${result.cause})`;
    const why = result.outcome === "unclear" ? `: ${result.reason}` : cause;
    return `${trialOf(one)}${timeLeft(leftMs)}: ${stormText(storm)}: ${result.outcome}${why}`;
  },
  "run-over": () => null,
  status: (one) => stormStatus(one),
};

/** A client that is turned away at once is lost when it begins. */
const SOON_MS = 500;

function stormStatus(status: HappeningOf<"status">): string {
  const { arm, clients, checks, queue, opinions } = status;
  const parts = [
    `${arm === undefined ? "" : `arm ${arm.number} of ${arm.of}, `}${where(status)}, ${left(status.leftMs)}`,
    ...(clients === null ? [] : [clientsText(clients)]),
    ...(checks > 0 ? [counted(checks, "check")] : []),
    ...(queue === null ? [] : [queueText(queue)]),
    ...opinions.map(opinionText),
  ];
  return parts.join(" | ");
}

function clientsText({ accepted, lost, waiting }: NonNullable<HappeningOf<"status">["clients"]>): string {
  const rest = [...(lost > 0 ? [`${lost} lost`] : []), ...(waiting > 0 ? [`${waiting} waiting`] : [])];
  return `clients ${[`${accepted} in`, ...rest].join(", ")}`;
}

function phaseText({ phase, second }: PlaceInPhase): string {
  return `${second ? "second " : ""}${phase}`;
}

/** `storm 3.1 s`. */
function where(place: PlaceInPhase): string {
  return `${phaseText(place)} ${seconds(place.phaseMs)}`;
}

function queueText(queue: ProgressQueue): string {
  return `queue ${lengthText(queue)}`;
}

function lengthText({ length, limit }: ProgressQueue): string {
  return `${length} of ${limit}`;
}

function opinionText({ checker, up, nodes }: ProgressOpinion): string {
  if (up === nodes) return `${checker} says UP`;
  return up === 0 ? `${checker} says DOWN` : `${nodes - up} of ${nodes} nodes of ${checker} say DOWN`;
}

function trialOf({ number, of, about }: { number: number; of: number; about: boolean }): string {
  return `trial ${number} of ${about ? "about " : ""}${of}`;
}

function stormText({ delayMs, holdMs, nodes, intervalMs, checks }: Storm): string {
  return [
    // As the tables have it: in ms.
    ...(delayMs === null ? [] : [`closed after ${digits(delayMs)} ms`]),
    ...(holdMs === null ? [] : [`held for ${duration(holdMs)}`]),
    checks === 1
      ? "1 check"
      : `${checks === null ? "checks" : `${checks} checks`} every ${duration(intervalMs / nodes)}`,
  ].join(", ");
}

/** `27 to 36 s`. */
export function rangeText({ least, most }: { least: number; most: number }): string {
  const [unit, name] = most < 120_000 ? [1_000, "s"] : [60_000, "min"];
  const [from, to] = [least, most].map((ms) => Math.round(ms / unit));
  return from === to ? `${to} ${name}` : `${from} to ${to} ${name}`;
}

/** Empty: nothing is to come. */
function timeLeft(ms: number): string {
  return ms > 0 ? `, ${left(ms)}` : "";
}

function left(ms: number): string {
  return ms < 500 ? "0 s left" : `${duration(Math.round(ms / 1_000) * 1_000)} left`;
}

/** To a tenth, as a clock beside it would show it; whole minutes from there on. */
function seconds(ms: number): string {
  return ms < 59_950 ? `${(ms / 1_000).toFixed(1)} s` : duration(ms);
}

function shown(text: string): string {
  const line = printable(text);
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
