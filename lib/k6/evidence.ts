/** What the judge is given, as far as the run has come. */
import { recording } from "k6/x/healthcheck";
import type { Recording } from "../model/extension";
import type { Evidence, K6Results, Start } from "../model/evidence";
import type { Plan } from "../model/plan";
import { lastEvent } from "../plan/run-events";

export function evidence(plan: Plan, start: Start | null, end: Evidence["end"], k6: K6Results | null): Evidence {
  const recorded = recording();
  return { plan, start, recording: recorded, end, k6, ...sequel(recorded) };
}

/** How far the run came beyond its phases. */
function sequel({ events }: Recording): Pick<Evidence, "watched" | "second"> {
  const watched = lastEvent(events, "watched");
  const second = lastEvent(events, "second-storm");
  return {
    ...(watched !== null && { watched }),
    ...(second !== null && {
      second: { storm: second.storm, complete: lastEvent(events, "second-storm-done") !== null },
    }),
  };
}
