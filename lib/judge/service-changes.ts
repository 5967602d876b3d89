/** Compares what the checks cost the service in two runs: connections that stay in its accept queue, leaks, other findings, its log. */
import type { Change, LogSide, QueueSide, Result } from "../model/journal-difference";
import type { LogFigures, StormFigures } from "../model/journal-figures";
import { ALPHA, chanceOf, isMore, rateOf, type Stratum } from "./exact-test";

/** A rate that is told from few samples is no other one until it is so many times as large. */
const LEAST_TIMES = 2;
/** A line of a log, where only its bytes are known: the longer it is taken to be, the fewer lines there were to count. */
const LINE_BYTES = 256;

export function serviceChanges(old: StormFigures, other: StormFigures): Change[] {
  const found = [...queueChange(old, other), ...leakChanges(old, other), ...findingChanges(old, other)];
  return [...found, ...logChange(old, other)].map((change) => ({ ...change, arm: old.name }));
}

function queueChange(old: StormFigures, other: StormFigures): Change[] {
  const [was, is] = [queueSide(old), queueSide(other)];
  if (was === null || is === null) return [];
  const counts = { old: rateOf(was.kept, was.checks), new: rateOf(is.kept, is.checks) };
  const chance = chanceOf([counts]);
  const equal = was.kept === is.kept && was.full === is.full;
  return [{ arm: "", about: "queue", result: equal ? "same" : byChance(counts, chance), old: was, new: is, chance }];
}

function queueSide({ queue, phases }: StormFigures): QueueSide | null {
  const checks = phases.storm?.checks ?? 0;
  return queue === null || checks === 0 ? null : { kept: queue.kept, checks, full: queue.full };
}

function byChance(counts: Stratum, chance: number): Result {
  if (chance >= ALPHA) return "noise";
  return isMore(counts) ? "worse" : "better";
}

function leakChanges(old: StormFigures, other: StormFigures): Change[] {
  const keyOf = ({ what, of }: { what: string; of: string }) => JSON.stringify([what, of]);
  const leaks = [...old.service.leaks, ...other.service.leaks];
  const kinds = new Map(leaks.map((leak) => [keyOf(leak), leak]));
  return [...kinds].map(([key, { what, of }]) => {
    const [was, is] = [old, other].map(({ service }) => service.leaks.find((leak) => keyOf(leak) === key) ?? null);
    const result = was && is ? twice(was.perCheck, is.perCheck) : presence(old, other, was != null, is != null);
    return { arm: "", about: "leak", result, what, of, old: was?.perCheck ?? null, new: is?.perCheck ?? null };
  });
}

function twice(before: number, after: number): Result {
  if (before === after) return "same";
  if (after >= LEAST_TIMES * before) return "worse";
  return before >= LEAST_TIMES * after ? "better" : "noise";
}

/** What was not found is gone, or new, only if it was looked for. */
function presence(old: StormFigures, other: StormFigures, was: boolean, is: boolean): Result {
  if (was && is) return "same";
  if (was) return other.service.seen ? "better" : "unknown";
  return old.service.seen ? "worse" : "unknown";
}

function findingChanges(old: StormFigures, other: StormFigures): Change[] {
  const keyOf = ({ kind, name }: { kind: string; name: string }) => JSON.stringify([kind, name]);
  const all = new Map([...old.service.findings, ...other.service.findings].map((one) => [keyOf(one), one]));
  return [...all].map(([key, { kind, name }]) => {
    const [was, is] = [old, other].map(
      ({ service }) => service.findings.find((one) => keyOf(one) === key)?.text ?? null,
    );
    const result = presence(old, other, was != null, is != null);
    return { arm: "", about: "finding", result, kind, name, old: was ?? null, new: is ?? null };
  });
}

const SILENT = { bytesPerCheck: 0, linesPerCheck: 0 };

function logChange(old: StormFigures, other: StormFigures): Change[] {
  const [was, is] = [old.service.log, other.service.log];
  if (was === null && is === null) return [];
  const [before, after] = [logSide(old, was), logSide(other, is)];
  const known =
    old.service.logSeen && other.service.logSeen && (was === null || is === null || was.source === is.source);
  const byLine = before.linesPerCheck !== null && after.linesPerCheck !== null;
  const events = ({ linesPerCheck, bytesPerCheck, checks }: LogSide) =>
    rateOf((byLine && linesPerCheck !== null ? linesPerCheck : bytesPerCheck / LINE_BYTES) * checks, checks);
  const counts = { old: events(before), new: events(after) };
  const chance = chanceOf([counts]);
  const larger = twice(before.bytesPerCheck, after.bytesPerCheck);
  const counted = larger === "worse" || larger === "better";
  const result = !known ? "unknown" : counted && chance >= ALPHA ? "noise" : larger;
  return [{ arm: "", about: "log", result, old: before, new: after, chance }];
}

/** Where nothing was found in the log of the other, it is silent in the same way as that one is known. */
function logSide(run: StormFigures, log: LogFigures | null): LogSide {
  const checks = run.checkers.reduce((sum, { sent }) => sum + sent, 0);
  return { ...(log ? { bytesPerCheck: log.bytesPerCheck, linesPerCheck: log.linesPerCheck } : SILENT), checks };
}
