/** Lists the differences between two runs besides the service: settings, checkers, clients, gates, the machine. */
import type { RunUnlikeness, Unlikeness } from "../model/journal-difference";
import type { Given, StormFigures, TrialsFigures } from "../model/journal-figures";
import { PHASES } from "../model/phases";
import { otherLimits } from "./gate-changes";

/** They change nothing that is measured; the target is compared by itself. */
const NO_MATTER = ["OUT", "TARGET"];
/** Phases that differ by less are as long as each other. */
const LEAST_LENGTH = 0.1;
/** The median of a healthy server inside the generator: longer by less, or fewer times as long, it is noise. */
const MACHINE = { ms: 1, times: 2 };

export function stormUnlikeness(old: StormFigures, other: StormFigures): Unlikeness[] {
  return [
    ...common(old, other),
    ...versions(old, other),
    ...clients(old, other),
    ...checkers(old, other),
    ...gates(old, other),
    ...phases(old, other),
    ...secondStorm(old, other),
  ].map((one) => ({ arm: old.name, ...one }));
}

export function trialsUnlikeness(
  old: TrialsFigures & { sweptText: string },
  other: TrialsFigures & { sweptText: string },
): Unlikeness[] {
  const swept: RunUnlikeness[] =
    old.sweptText === other.sweptText ? [] : [{ kind: "sweep", old: old.sweptText, new: other.sweptText }];
  const client: RunUnlikeness[] =
    old.client === other.client ? [] : [{ kind: "client", old: old.client, new: other.client }];
  return [...common(old, other), ...swept, ...client].map((one) => ({ arm: "", ...one }));
}

function secondStorm(old: StormFigures, other: StormFigures): RunUnlikeness[] {
  if (old.secondStorm === other.secondStorm) return [];
  return [{ kind: "second-storm", side: old.secondStorm ? "old" : "new" }];
}

interface Common {
  startedAt: string;
  target: string;
  evidence: string;
  end: string;
  settings: Given[];
}

function common(old: Common, other: Common): RunUnlikeness[] {
  const found: RunUnlikeness[] = orderOf(old, other);
  if (old.target !== other.target) found.push({ kind: "target", old: old.target, new: other.target });
  found.push(...settings(old.settings, other.settings));
  if (old.evidence !== other.evidence) found.push({ kind: "evidence", old: old.evidence, new: other.evidence });
  for (const [side, { end }] of [
    ["old", old],
    ["new", other],
  ] as const) {
    if (end !== "complete" && end !== "") found.push({ kind: "cut-short", side, end });
  }
  return found;
}

/** Tells of two runs that were given in the wrong order. Texts that are no times have no order. */
export function orderOf(old: { startedAt: string }, other: { startedAt: string }): RunUnlikeness[] {
  const swapped = Date.parse(old.startedAt) > Date.parse(other.startedAt);
  return swapped ? [{ kind: "order", old: old.startedAt, new: other.startedAt }] : [];
}

function settings(old: readonly Given[], other: readonly Given[]): RunUnlikeness[] {
  const names = [...new Set([...old, ...other].map(({ name }) => name))].filter((name) => !NO_MATTER.includes(name));
  return names.flatMap((name): RunUnlikeness[] => {
    const [was, is] = [old, other].map((all) => all.find((one) => one.name === name)?.value ?? null);
    return was === is ? [] : [{ kind: "setting", name, old: was ?? null, new: is ?? null }];
  });
}

function versions(old: StormFigures, other: StormFigures): RunUnlikeness[] {
  const names = [...new Set([...Object.keys(old.versions), ...Object.keys(other.versions)])];
  return names.flatMap((of): RunUnlikeness[] => {
    const [was, is] = [old.versions[of] ?? null, other.versions[of] ?? null];
    return was === is ? [] : [{ kind: "version", of, old: was, new: is }];
  });
}

function clients({ client: was }: StormFigures, { client: is }: StormFigures): RunUnlikeness[] {
  const told = ({ kind, accepts, ratePerSecond, timeoutMs }: StormFigures["client"]) =>
    JSON.stringify([kind, accepts, ratePerSecond, timeoutMs]);
  return told(was) === told(is) ? [] : [{ kind: "client", old: was.kind, new: is.kind }];
}

function checkers(old: StormFigures, other: StormFigures): RunUnlikeness[] {
  const missing = (from: StormFigures, to: StormFigures, missingIn: "old" | "new"): RunUnlikeness[] =>
    from.checkers
      .filter(({ name }) => !to.checkers.some((one) => one.name === name))
      .map(({ name }) => ({ kind: "checker-missing", name, missingIn }));
  const different = old.checkers.flatMap((was): RunUnlikeness[] => {
    const is = other.checkers.find(({ name }) => name === was.name);
    if (!is) return [];
    return (["style", "nodes", "intervalMs", "speedup"] as const)
      .filter((what) => was[what] !== is[what])
      .map((what) => ({ kind: "checker", name: was.name, what, old: `${was[what]}`, new: `${is[what]}` }));
  });
  return [...missing(old, other, "new"), ...missing(other, old, "old"), ...different];
}

function gates(old: StormFigures, other: StormFigures): RunUnlikeness[] {
  // The first versions had none.
  if (old.gates.length === 0 || other.gates.length === 0) return [];
  const missing = (from: StormFigures, to: StormFigures, missingIn: "old" | "new"): RunUnlikeness[] =>
    from.gates
      .filter(({ name }) => !to.gates.some((one) => one.name === name))
      .map(({ name }) => ({ kind: "gate-missing", name, missingIn }));
  const limits = old.gates.flatMap((was): RunUnlikeness[] => {
    const is = other.gates.find(({ name }) => name === was.name);
    return is && otherLimits(was, is) ? [{ kind: "gate-limit", name: was.name, old: was, new: is }] : [];
  });
  return [...missing(old, other, "new"), ...missing(other, old, "old"), ...limits];
}

function phases(old: StormFigures, other: StormFigures): RunUnlikeness[] {
  return PHASES.flatMap((phase): RunUnlikeness[] => {
    const [was, is] = [old.phases[phase], other.phases[phase]];
    const [oldSeconds, newSeconds] = [was?.seconds ?? 0, is?.seconds ?? 0];
    const longer = Math.max(oldSeconds, newSeconds);
    const lengths: RunUnlikeness[] =
      longer > 0 && Math.abs(oldSeconds - newSeconds) > LEAST_LENGTH * longer
        ? [{ kind: "phase-length", phase, oldSeconds, newSeconds }]
        : [];
    const [oldMs, newMs] = [was?.referenceMs?.p50 ?? 0, is?.referenceMs?.p50 ?? 0];
    const [less, more] = [Math.min(oldMs, newMs), Math.max(oldMs, newMs)];
    const busy = less > 0 && more - less >= MACHINE.ms && more >= MACHINE.times * less;
    return busy ? [...lengths, { kind: "machine", phase, oldMs, newMs }] : lengths;
  });
}
