/** What a script of several arms or trials plans: resolved once per process and handed to the VUs as plain data, of which each unpacks its part. */
import { SharedArray } from "k6/data";
import type { Pool } from "../experiments/arms";
import type { K6Options } from "../model/plan";
import { refuseSettings } from "./exit-code";

interface PlannedRun {
  options: K6Options;
  pool: Pool;
}

/** @param resolve for the init context alone, where files can be opened */
export function plannedOnce<Run extends PlannedRun>(
  resolve: () => { run: Run; refusal: "" } | { run: null; refusal: string },
) {
  const entries = new SharedArray<{ text: string }>("probe-storm plan", () => {
    const { run, refusal } = resolve();
    const parts = run === null ? [] : [run, run.options, run.pool].map((part) => JSON.stringify(part));
    return [refusal, ...parts].map((text) => ({ text }));
  });
  const refused = entries[0]!.text;
  if (refused !== "") refuseSettings(refused);

  const parsed = <T>(index: number) => JSON.parse(entries[index]!.text) as T;
  return {
    run: () => parsed<Run>(1),
    options: () => parsed<K6Options>(2),
    pool: () => parsed<Pool>(3),
  };
}
