/** The second storm as evidence of its own: the same control, and what was recorded under its own phases. */
import type { ClientRecord, CheckRecord, Recording } from "../model/extension";
import type { Phases } from "../model/config";
import type { PhaseName } from "../model/phases";
import type { PhaseSpan } from "../model/plan";
import { OWN } from "../plan/own-phases";
import { changeEvents } from "../measures/run-events";
import type { SecondStorm } from "../model/plan";
import type { Evidence } from "../model/evidence";
import { span } from "../measures/observed-phases";

/** The first storm alone, and the watch after it: checks are counted over all phases of a recording. */
export function firstEvidence(evidence: Evidence): Evidence {
  if (!evidence.second) return evidence;
  const first = <Entry>(records: { readonly [phase: string]: Entry }) =>
    Object.fromEntries(Object.entries(records).filter(([phase]) => !phase.startsWith(OWN)));
  const sampled = <Sample extends InPhase>(samples: readonly Sample[]) => samples.filter((sample) => !isOwn(sample));
  const { recording } = evidence;
  const ofFirst = {
    clients: first(recording.clients),
    checks: Object.fromEntries(Object.entries(recording.checks).map(([name, records]) => [name, first(records)])),
    reference: first(recording.reference),
    timeline: sampled(recording.timeline),
    queue: sampled(recording.queue),
    process: sampled(recording.process),
    log: sampled(recording.log),
    counters: sampled(recording.counters),
  };
  return { ...evidence, recording: { ...recording, ...ofFirst } };
}

/** null: there was no second storm. */
export function secondEvidence(evidence: Evidence): Evidence | null {
  // Whether clients got in again after the first storm says nothing of the second one.
  const own: Evidence = { ...evidence };
  delete own.watched;
  const { second, plan, recording } = own;
  if (!second) return null;
  const { storm } = second;
  const baseline = span(plan, "baseline");
  return {
    ...own,
    second: null,
    rateAlone: true,
    end: second.complete ? "complete" : "interrupted",
    plan: {
      ...plan,
      config: { ...plan.config, phases: lengths(storm.phases, plan.config.phases.baselineMs) },
      checkers: storm.checkers,
      phases: baseline ? [baseline, ...storm.phases] : storm.phases,
      second: null,
    },
    recording: ownRecording(recording, storm),
  };
}

/** The nodes tell of their opinions by the storm in which they check; how the run ended is of both storms. */
function eventsOfSecond(events: Recording["events"]): Recording["events"] {
  return changeEvents(events, ["opinion", "node"], (fields) =>
    fields.storm.startsWith(OWN) ? { ...fields, storm: fields.storm.slice(OWN.length) } : null,
  );
}

function lengths(phases: readonly PhaseSpan[], baselineMs: number): Phases {
  const lengthMs = (name: PhaseName) => {
    const phase = phases.find((one) => one.name === name);
    return phase === undefined ? 0 : phase.endMs - phase.startMs;
  };
  return {
    baselineMs,
    stormMs: lengthMs("storm"),
    nightMs: lengthMs("night"),
    recoveryMs: lengthMs("recovery"),
  };
}

/** Connections of the first storm's checks: the recorder counts those before a failure since the run began. */
function checksBegun({ checks }: Recording): number {
  return Object.values(checks)
    .flatMap((phases) => Object.entries(phases))
    .filter(([phase]) => !phase.startsWith(OWN))
    .reduce((sum, [, { sent, cancelled }]) => sum + sent + cancelled, 0);
}

function since(record: ClientRecord, earlier: number): ClientRecord {
  const { checksBeforeFirstFailure: all } = record;
  return all < 0 ? record : { ...record, checksBeforeFirstFailure: Math.max(0, all - earlier) };
}

function ownRecording(recording: Recording, { phases }: SecondStorm): Recording {
  const earlier = checksBegun(recording);
  return {
    ...recording,
    clients: named<ClientRecord>(
      Object.fromEntries(Object.entries(recording.clients).map(([name, record]) => [name, since(record, earlier)])),
    ),
    checks: Object.fromEntries(
      Object.entries(recording.checks).map(([name, records]) => [name, named<CheckRecord>(records)]),
    ),
    timeline: recording.timeline.flatMap((second) => renamed(second)),
    queue: recording.queue.flatMap((sample, i) => {
      // What still waited when the second storm began came from the first one: growth is counted from there.
      const next = recording.queue[i + 1];
      const before = !isOwn(sample) && next !== undefined && isOwn(next);
      return before ? [{ ...sample, phase: "between" }] : renamed(sample);
    }),
    // What a service keeps of its checks is a matter of their number: the first storm, which made more, tells.
    process: [],
    log: [],
    counters: [],
    reference: named(recording.reference),
    events: eventsOfSecond(recording.events),
  };

  function named<Entry>(entries: { readonly [phase: string]: Entry }): Record<string, Entry> {
    const own: Record<string, Entry> = {};
    if (entries.baseline !== undefined) own.baseline = entries.baseline;
    for (const { name } of phases) {
      const entry = entries[OWN + name];
      if (entry !== undefined) own[name] = entry;
    }
    return own;
  }

  /** Keeps entries of the baseline and of the second storm, and drops those between them. */
  function renamed<Entry extends InPhase>(entry: Entry): Entry[] {
    if (entry.phase === "baseline") return [entry];
    return isOwn(entry) ? [{ ...entry, phase: entry.phase.slice(OWN.length) }] : [];
  }
}

interface InPhase {
  readonly phase: string;
}

function isOwn({ phase }: InPhase): boolean {
  return phase.startsWith(OWN);
}
