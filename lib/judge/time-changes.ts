/**
 * Whether clients waited longer in one of two runs.
 *
 * A journal has four quantiles and how many clients there were, and no single times. That says: of the old clients at most 5 % waited longer
 * than their p95; if the new median is above that, at least half of the new ones did. These two shares are compared, and so are the shares
 * of the seconds in which some client waited longer than that: late answers come together, as losses do. What lies between two quantiles
 * cannot be told.
 */
import type { Quantiles } from "../model/journal";
import type { Change } from "../model/journal-difference";
import type { PhaseFigures, StormFigures } from "../model/journal-figures";
import { PHASES, type PhaseName } from "../model/phases";
import { ALPHA, chanceOf, isMore, type Count } from "./exact-test";

/** Too little to feel, where no gate says what is: as in the default profile. */
const LEAST_MS = 50;
/** A time that is less than so many times as long may be another machine's, or another hour's. */
const LEAST_TIMES = 2;

/** The share of clients that waited longer than each. */
const BEYOND = { p50: 0.5, p95: 0.05, p99: 0.01, max: 0 } as const;
type Level = keyof typeof BEYOND;
const LEVELS: readonly Level[] = ["p50", "p95", "p99", "max"];

/** Those that a single late client does not move. */
const COMPARED = ["p50", "p95"] as const;

interface Waits {
  times: Quantiles;
  clients: number;
  /** The longest of each second. */
  seconds: number[];
  reference: Quantiles | null;
}

export function timeChanges(old: StormFigures, other: StormFigures): Change[] {
  const leastMs = leastOf(old, other);
  return PHASES.flatMap((phase): Change[] => {
    const [was, is] = [old.phases[phase], other.phases[phase]];
    if (!was || !is) return [];
    const what = was.answerMs && is.answerMs ? "answer" : "connect";
    const [before, after] = [waitsOf(was, what), waitsOf(is, what)];
    return before && after ? [{ ...compared(phase, what, before, after, leastMs), arm: old.name }] : [];
  });
}

function waitsOf(phase: PhaseFigures, what: "answer" | "connect"): Waits | null {
  const times = what === "answer" ? phase.answerMs : phase.connectMs;
  if (times === null || phase.accepted === 0) return null;
  const seconds = phase.clientSeconds.flatMap(
    (second) => (what === "answer" ? second.answerMs : second.connectMs) ?? [],
  );
  return { times, clients: phase.accepted, seconds, reference: phase.referenceMs };
}

function compared(phase: PhaseName, what: "answer" | "connect", was: Waits, is: Waits, leastMs: number): Change {
  const slowerNew = COMPARED.filter((level) => isSlower(was, is, level));
  const slowerOld = COMPARED.filter((level) => isSlower(is, was, level));
  const worse = slowerNew.some((level) => isMuch(was, is, level, leastMs));
  const better = slowerOld.some((level) => isMuch(is, was, level, leastMs));
  const slower = slowerNew.length > 0 ? (slowerOld.length > 0 ? "mixed" : "new") : slowerOld.length > 0 ? "old" : null;
  const equal = LEVELS.every((level) => was.times[level] === is.times[level]);
  // A handful of clients is too few to show a change in either direction.
  const couldShow = medianToShow(was, is, leastMs) !== null || medianToShow(is, was, leastMs) !== null;
  const counted = worse === better ? (slower === null ? null : "told") : worse ? "worse" : "better";
  return {
    arm: "",
    about: "time",
    result: counted ?? (equal ? "same" : couldShow ? "noise" : "unknown"),
    phase,
    what,
    old: was.times,
    new: is.times,
    slower,
    leastMs,
    wouldShowMs: medianToShow(was, is, leastMs),
  };
}

/** More clients of `is` waited long than chance makes it, by its own quantile of that level. */
function isSlower(was: Waits, is: Waits, level: Level): boolean {
  const beyond = { events: Math.floor(is.clients * BEYOND[level]), of: is.clients };
  return LEVELS.some((limit) => {
    const ms = was.times[limit];
    return is.times[level] > ms && shows(was, limit, beyond, { events: longerThan(ms, is), of: is.seconds.length });
  });
}

function shows(was: Waits, limit: Level, clients: Count, seconds: Count): boolean {
  const wereBeyond = { events: Math.ceil(was.clients * BEYOND[limit]), of: was.clients };
  const wereSeconds = { events: longerThan(was.times[limit], was), of: was.seconds.length };
  return isSurelyMore(wereBeyond, clients) && (unknown(wereSeconds, seconds) || isSurelyMore(wereSeconds, seconds));
}

/** Older journals have no times of seconds. */
function unknown(a: Count, b: Count): boolean {
  return a.of === 0 || b.of === 0;
}

function isSurelyMore(old: Count, other: Count): boolean {
  const stratum = { old, new: other };
  return isMore(stratum) && chanceOf([stratum]) < ALPHA;
}

function longerThan(ms: number, { seconds }: Waits): number {
  return seconds.filter((longest) => longest > ms).length;
}

/** Beyond what a healthy server inside the generator took longer. */
function isMuch(was: Waits, is: Waits, level: Level, leastMs: number): boolean {
  const machine = was.reference && is.reference ? is.reference[level] - was.reference[level] : 0;
  const [before, after] = [was.times[level], is.times[level]];
  return after >= LEAST_TIMES * before && after - before - Math.max(0, machine) >= leastMs;
}

function medianToShow(was: Waits, is: Waits, leastMs: number): number | null {
  const half = { events: Math.floor(is.clients * BEYOND.p50), of: is.clients };
  const all = { events: is.seconds.length, of: is.seconds.length };
  const limit = LEVELS.find((level) => shows(was, level, half, all));
  if (limit === undefined) return null;
  return Math.max(was.times[limit], was.times.p50 * LEAST_TIMES, was.times.p50 + leastMs);
}

/** What the users' own gates ignore, the stricter of the two runs. */
function leastOf(...runs: StormFigures[]): number {
  const ignored = runs.flatMap(({ gates }) =>
    gates.flatMap(({ measure, ignoreBelowMs }) => (measure === "slowdown" ? (ignoreBelowMs ?? []) : [])),
  );
  return ignored.length > 0 ? Math.min(...ignored) : LEAST_MS;
}
