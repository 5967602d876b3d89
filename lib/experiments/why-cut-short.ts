/** Why a run of several arms or trials came to no end of its own. */
import { lastEvent, type RecordedEvents } from "../plan/run-events";

/** What the driver said, else its exception without the stack; empty: k6 ended the run, and nobody knows more. */
export function whyCutShort({ events }: { events: RecordedEvents }): string {
  return lastEvent(events, "stopped")?.why ?? lastEvent(events, "exception")?.message ?? "";
}
