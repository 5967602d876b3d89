/** The assessment of a behaviour of the service: a figure for a gate, and a finding where it did harm. */
import type { Finding } from "../model/finding";
import type { Observation, Unmeasured } from "../model/gate-result";
import type { NothingFound } from "../model/measures";

/** It cannot be measured: why. */
export interface NotMeasured {
  kind: "unmeasured";
  why: Unmeasured;
}

export type Assessment =
  | NotMeasured
  | {
      kind: "measured";
      /** In the gate's own unit; 0 when there is nothing to tell. */
      observed: number;
      seen: Observation;
      /** null: nothing that a reader must know. */
      finding: Finding | null;
    };

export function unmeasured(why: Unmeasured): NotMeasured {
  return { kind: "unmeasured", why };
}

export function nothing(kind: NothingFound): Assessment {
  return { kind: "measured", observed: 0, seen: { kind }, finding: null };
}

export function found(observed: number, finding: Finding): Assessment {
  return { kind: "measured", observed, seen: { kind: "finding", finding }, finding };
}
