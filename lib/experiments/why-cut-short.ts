/** Why a run of several arms or trials came to no end of its own. */
import type { StopReason } from "../model/stop-reason";
import { lastEvent, type RecordedEvents } from "../measures/run-events";

/** What the driver said, else its exception without the stack; null: k6 ended the run, and nobody knows more. */
export function whyCutShort({ events }: { events: RecordedEvents }): StopReason | null {
  const stopped = lastEvent(events, "stopped");
  if (stopped !== null) return stopped.why;
  const exception = lastEvent(events, "exception");
  return exception === null ? null : { kind: "exception", message: exception.message };
}
