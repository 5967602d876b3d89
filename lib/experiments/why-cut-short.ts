/** Why a run of several arms or trials came to no end of its own. */
import type { Recording } from "../model/extension";
import { lastEvent, type RecordedEvents } from "../plan/run-events";

interface Recorded {
  events: RecordedEvents;
  harness: Pick<Recording["harness"], "reasons">;
}

/** What the driver said, else its exception without the stack; empty: k6 ended the run, and nobody knows more. */
export function whyCutShort({ events, harness }: Recorded): string {
  const exception = Object.keys(harness.reasons).find((reason) => reason.startsWith("exception: "));
  return lastEvent(events, "stopped")?.why ?? exception?.split(/\s+at /)[0] ?? "";
}
