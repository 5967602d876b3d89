/** Compares two journals of one kind; worse.ts says which changes count. */
import type { Change, JournalDifference, Side, Unlikeness, Untold } from "../model/journal-difference";
import type {
  ComparisonFigures,
  JournalFigures,
  MinimalFigures,
  StormFigures,
  SweepFigures,
} from "../model/journal-figures";
import { checkerChanges } from "./checker-changes";
import { clientChanges } from "./client-changes";
import { gateChanges } from "./gate-changes";
import { serviceChanges } from "./service-changes";
import { timeChanges } from "./time-changes";
import { minimalChanges, sweepChanges } from "./trial-changes";
import { orderOf, stormUnlikeness, trialsUnlikeness } from "./unlikeness";
import { comparedVerdicts, outcomeOf, together } from "./worse";

type Found = Pick<JournalDifference, "outcome" | "unlike" | "changes" | "untold">;

/** null: they are of different kinds. */
export function journalDifference(old: JournalFigures, other: JournalFigures): JournalDifference | null {
  const found = differenceOf(old, other);
  if (found === null) return null;
  return { schema: "probe-storm-diff/1", kind: old.kind, ...found, old: sideOf(old), new: sideOf(other) };
}

function differenceOf(old: JournalFigures, other: JournalFigures): Found | null {
  if (old.kind === "storm" && other.kind === "storm") return ofStorms(old, other);
  if (old.kind === "comparison" && other.kind === "comparison") return ofComparisons(old, other);
  if (old.kind === "sweep" && other.kind === "sweep") return ofSweeps(old, other);
  if (old.kind === "minimal" && other.kind === "minimal") return ofSearches(old, other);
  return null;
}

function sideOf(journal: JournalFigures): Side {
  const { startedAt, target } = journal;
  if (journal.kind === "storm") return { startedAt, target, verdict: journal.verdict, reason: journal.reason };
  return { startedAt, target, verdict: journal.kind === "comparison" ? journal.verdict : null, reason: "" };
}

function ofStorms(old: StormFigures, other: StormFigures): Found {
  const verdict: Change = {
    arm: old.name,
    about: "verdict",
    result: comparedVerdicts(old.verdict, other.verdict),
    old: old.verdict,
    new: other.verdict,
  };
  const measured = [
    ...clientChanges(old, other),
    ...timeChanges(old, other),
    ...serviceChanges(old, other),
    ...checkerChanges(old, other),
  ];
  const all = [verdict, ...gateChanges(old, other, measured), ...measured];
  const why = whyUntold(old, other);
  // The numbers of an inconclusive run prove nothing either.
  const changes = why === null ? all : all.map((change) => ({ ...change, result: "unknown" as const }));
  return {
    outcome: why === null ? outcomeOf(changes) : "unknown",
    unlike: stormUnlikeness(old, other),
    changes,
    untold: why === null ? [] : [{ arm: old.name, why }],
  };
}

function whyUntold(old: StormFigures, other: StormFigures): Untold | null {
  if (old.notRun !== "" || other.notRun !== "") return "not-run";
  const [was, is] = [old.verdict === "inconclusive", other.verdict === "inconclusive"];
  if (was && is) return "both-inconclusive";
  if (was) return "old-inconclusive";
  return is ? "new-inconclusive" : null;
}

/** The arms that decide in both; of the others is told what changed. */
function ofComparisons(old: ComparisonFigures, other: ComparisonFigures): Found {
  const pairs = old.arms.flatMap((was) => {
    const is = other.arms.find(({ name }) => name === was.name);
    return is ? [{ name: was.name, found: ofStorms(was, is) }] : [];
  });
  const decides = (name: string) => old.gate.includes(name) && other.gate.includes(name);
  const deciding = pairs.filter(({ name }) => decides(name)).map(({ found }) => found);
  const told = deciding.filter(({ outcome }) => outcome !== "unknown");
  return {
    outcome: told.length === 0 ? "unknown" : together(told.map(({ outcome }) => outcome)),
    unlike: [
      ...orderOf(old, other).map((one) => ({ arm: "", ...one })),
      ...oneSided(old, other, "new"),
      ...oneSided(other, old, "old"),
      ...shared(pairs.flatMap(({ found }) => found.unlike).filter(({ kind }) => kind !== "order")),
    ],
    changes: pairs.flatMap(({ name, found }) => (decides(name) ? found.changes : found.changes.map(onlyTold))),
    untold: deciding.flatMap(({ untold }) => untold),
  };
}

function onlyTold(change: Change): Change {
  return change.result === "worse" || change.result === "better" ? { ...change, result: "told" } : change;
}

function oneSided(from: ComparisonFigures, to: ComparisonFigures, missingIn: "old" | "new"): Unlikeness[] {
  return from.arms
    .filter(({ name }) => !to.arms.some((arm) => arm.name === name))
    .map(({ name }) => ({ arm: "", kind: "arm-missing", name, missingIn }));
}

/** What differs in several arms alike is said once. */
function shared(unlike: readonly Unlikeness[]): Unlikeness[] {
  const byText = new Map<string, Unlikeness>();
  for (const one of unlike) {
    const text = JSON.stringify({ ...one, arm: "" });
    byText.set(text, byText.has(text) ? { ...one, arm: "" } : one);
  }
  return [...byText.values()];
}

function ofSweeps(old: SweepFigures, other: SweepFigures): Found {
  const swept = (sweep: SweepFigures) => ({ ...sweep, sweptText: `${sweep.checker}, ${sweep.ending}` });
  return ofTrials(sweepChanges(old, other), trialsUnlikeness(swept(old), swept(other)));
}

function ofSearches(old: MinimalFigures, other: MinimalFigures): Found {
  const searched = (search: MinimalFigures) => ({ ...search, sweptText: "" });
  return ofTrials(minimalChanges(old, other), trialsUnlikeness(searched(old), searched(other)));
}

/** Without a change nothing was there to be compared. */
function ofTrials(changes: Change[], unlike: Unlikeness[]): Found {
  return { outcome: changes.length === 0 ? "unknown" : outcomeOf(changes), unlike, changes, untold: [] };
}
