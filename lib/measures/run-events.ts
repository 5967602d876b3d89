/**
 * Reads the events of {@link RunEvents} out of a recording.
 *
 * The data of an event is JSON. A kind that is not asked for is passed over. Data that does not fit its kind is a fault of our own: it is
 * named by an exception, because a part of the run would be missing without a word.
 */
import type { Recording } from "../model/extension";
import { hasFields, isList } from "../text/shape";
import type { NodeName, RunEventKind, RunEvents } from "../model/run-event";

/** Events in the form in which the recorder gives them back. */
export type RecordedEvents = readonly { readonly t: number; readonly kind: string; readonly data: string }[];

interface Reading {
  /** There may be a hundred thousand events, and many ask: they are sorted by kind once, and each kind is read once. */
  byKind: Map<string, RecordedEvents[number][]>;
  read: Map<string, readonly unknown[]>;
}

const readings = new WeakMap<RecordedEvents, Reading>();

/** All of one kind, in the order in which they were recorded. */
export function eventsOf<Kind extends RunEventKind>(events: RecordedEvents, kind: Kind): readonly RunEvents[Kind][] {
  const reading = readingOf(events);
  let read = reading.read.get(kind) as readonly RunEvents[Kind][] | undefined;
  if (read === undefined) {
    read = parsed(kind, reading.byKind.get(kind) ?? []).map((value) => checked(kind, value));
    reading.read.set(kind, read);
  }
  return read;
}

/** null: there is none. */
export function lastEvent<Kind extends RunEventKind>(events: RecordedEvents, kind: Kind): RunEvents[Kind] | null {
  const all = readingOf(events).byKind.get(kind) ?? [];
  const last = all[all.length - 1];
  return last === undefined ? null : checked(kind, parsed(kind, [last])[0]);
}

/** When the first of a kind was recorded, ms on the recorder's clock; null: there is none. */
export function firstTimeMs(events: RecordedEvents, kind: RunEventKind): number | null {
  return readingOf(events).byKind.get(kind)?.[0]?.t ?? null;
}

/** The same events; those of some kinds as `change` has them, or without those for which it gives null. */
export function changeEvents<Kind extends RunEventKind>(
  events: Recording["events"],
  kinds: readonly Kind[],
  change: (fields: RunEvents[Kind]) => RunEvents[Kind] | null,
): Recording["events"] {
  return events.flatMap((event) => {
    const kind = kinds.find((one) => one === event.kind);
    if (kind === undefined) return [event];
    const fields = change(checked(kind, parsed(kind, [event])[0]));
    return fields === null ? [] : [{ ...event, data: JSON.stringify(fields) }];
  });
}

function readingOf(events: RecordedEvents): Reading {
  const known = readings.get(events);
  if (known) return known;
  const byKind: Reading["byKind"] = new Map();
  for (const event of events) {
    const alike = byKind.get(event.kind);
    if (alike) alike.push(event);
    else byKind.set(event.kind, [event]);
  }
  const reading = { byKind, read: new Map() };
  readings.set(events, reading);
  return reading;
}

/** All at once, which costs k6's interpreter less than one after the other. */
function parsed(kind: RunEventKind, events: readonly RecordedEvents[number][]): unknown[] {
  try {
    return JSON.parse(`[${events.map(({ data }) => data).join(",")}]`) as unknown[];
  } catch {
    throw misfit(kind);
  }
}

function checked<Kind extends RunEventKind>(kind: Kind, value: unknown): RunEvents[Kind] {
  const fits: (value: unknown) => value is RunEvents[Kind] = FITS[kind];
  if (!fits(value)) throw misfit(kind);
  return value;
}

function misfit(kind: RunEventKind): Error {
  return new Error(`the event ${kind} holds something else`);
}

/** Looks as far as a reader of the event relies on it. */
const FITS: { [Kind in RunEventKind]: (value: unknown) => value is RunEvents[Kind] } = {
  opinion: (value): value is RunEvents["opinion"] =>
    isNodeName(value) && hasFields(value, "up", "at", "since") && isList(value.at) && isList(value.since),
  node: (value): value is RunEvents["node"] =>
    isNodeName(value) && hasFields(value, "results", "changes", "at", "last") && isList(value.at) && isList(value.last),
  outcome: (value): value is RunEvents["outcome"] =>
    hasFields(value, "checker", "word") && typeof value.word === "string",
  setup: isEmpty,
  refused: hasWhy,
  "fail-fast": (value): value is RunEvents["fail-fast"] => hasFields(value, "gate") && typeof value.gate === "string",
  "no-control": isEmpty,
  end: (value): value is RunEvents["end"] => hasFields(value, "end") && ENDS.some((end) => end === value.end),
  watched: (value): value is RunEvents["watched"] => hasFields(value, "back") && typeof value.back === "boolean",
  "second-storm": (value): value is RunEvents["second-storm"] =>
    hasFields(value, "storm") &&
    hasFields(value.storm, "phases", "checkers", "factor") &&
    isList(value.storm.phases) &&
    value.storm.phases.every((phase) => hasFields(phase, "name", "startMs", "endMs")) &&
    isList(value.storm.checkers) &&
    value.storm.checkers.every((checker) => hasFields(checker, "name", "nodes", "plannedIntervalMs")),
  "second-storm-done": isEmpty,
  running: (value): value is RunEvents["running"] =>
    hasFields(value, "index", "start") && hasFields(value.start, "originMs", "address", "client"),
  "finished-arms": (value): value is RunEvents["finished-arms"] =>
    hasFields(value, "arms") &&
    isList(value.arms) &&
    value.arms.every((arm) => hasFields(arm, "name", "verdict", "notRun")),
  trials: (value): value is RunEvents["trials"] =>
    hasFields(value, "trials") &&
    isList(value.trials) &&
    value.trials.every(
      (one) =>
        hasFields(one, "storm", "result") &&
        hasFields(one.storm, "nodes") &&
        hasFields(one.result, "outcome", "verdict"),
    ),
  stopped: (value): value is RunEvents["stopped"] => hasFields(value, "why") && hasFields(value.why, "kind"),
  exception: (value): value is RunEvents["exception"] =>
    hasFields(value, "message") && typeof value.message === "string",
};

const ENDS: readonly RunEvents["end"]["end"][] = ["complete", "interrupted", "fail-fast", "no-control"];

function isNodeName(value: unknown): value is NodeName {
  return (
    hasFields(value, "checker", "node", "storm") && typeof value.storm === "string" && typeof value.node === "number"
  );
}

function hasWhy(value: unknown): value is { why: string } {
  return hasFields(value, "why") && typeof value.why === "string";
}

function isEmpty(value: unknown): value is Record<never, never> {
  return hasFields(value);
}
