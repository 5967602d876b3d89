/** How far a run came beyond its phases, by its events: whether somebody watched, and whether there was a second storm. */
import type { Evidence } from "../model/evidence";
import { lastEvent, type RecordedEvents } from "../measures/run-events";

export function sequelOf(events: RecordedEvents): Pick<Evidence, "watched" | "second"> {
  const watched = lastEvent(events, "watched");
  const second = lastEvent(events, "second-storm");
  return {
    ...(watched !== null && { watched }),
    ...(second !== null && {
      second: { storm: second.storm, complete: lastEvent(events, "second-storm-done") !== null },
    }),
  };
}
