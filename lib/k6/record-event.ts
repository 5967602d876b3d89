/** Events of this run, with the fields that their kind has. lib/measures/run-events.ts reads what they hold. */
import { event, events, recording } from "k6/x/healthcheck/runtime";
import type { Recording } from "../model/extension";
import type { RunEvent, RunEventKind } from "../model/run-event";

export function recordEvent({ kind, ...fields }: RunEvent): void {
  event(kind, JSON.stringify(fields));
}

export function hasEvent(kind: RunEventKind): boolean {
  return events(kind).length > 0;
}

/** The recording with these events and nothing else that would have to be copied. */
export function recordingOf(...kinds: RunEventKind[]): Recording {
  return recording({ parts: [], kinds });
}
