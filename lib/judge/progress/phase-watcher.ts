/** Tells that a phase begins. */
import { leftMs, placeAt, type WatchedRun, type Watcher } from "./watched-run";

export function watchPhases(run: WatchedRun): Watcher {
  let begun = 0;
  return ({ snapshot: { nowMs } }) => {
    const due = run.phases.filter(({ startMs }, index) => index >= begun && run.originMs + startMs <= nowMs);
    begun += due.length;
    return due.map(({ name, startMs, endMs }) => {
      const place = { ...placeAt(run, run.originMs + startMs), phase: name, phaseMs: 0 };
      return { kind: "phase-begun", ...place, ms: endMs - startMs, leftMs: leftMs(run, run.originMs + startMs) };
    });
  };
}
