/** What the judge is given, as far as the run has come. */
import { recording } from "k6/x/healthcheck";
import type { Recording } from "../model/extension";
import type { Evidence, K6Results, Start } from "../model/evidence";
import type { Plan } from "../model/plan";
import type { SecondStorm } from "../model/plan";

/** Events by which a run tells, beyond its phases, how far it came: VUs share nothing else with teardown. */
export const WATCHED = "watched";
export const SECOND = "second-storm";
export const SECOND_DONE = "second-storm-done";

export function evidence(plan: Plan, start: Start | null, end: Evidence["end"], k6: K6Results | null): Evidence {
  const recorded = recording();
  return { plan, start, recording: recorded, end, k6, ...sequel(recorded) };
}

function sequel({ events }: Recording): Pick<Evidence, "watched" | "second"> {
  const data = (kind: string) => events.find((event) => event.kind === kind)?.data;
  const watched = data(WATCHED);
  const second = data(SECOND);
  return {
    ...(watched !== undefined && { watched: JSON.parse(watched) as NonNullable<Evidence["watched"]> }),
    ...(second !== undefined && {
      second: { storm: JSON.parse(second) as SecondStorm, complete: data(SECOND_DONE) !== undefined },
    }),
  };
}
