/** What a behaviour of the service comes to: a figure for a gate, and, where it is worth a word, a finding. */
import type { Finding } from "../model/finding";
import type { NothingFound, Observation, Unmeasured } from "../model/gate-result";

export type Assessment =
  | { missing: Unmeasured }
  | {
      /** In the gate's own unit; 0 when there is nothing to tell. */
      observed: number;
      seen: Observation;
      /** null: nothing that a reader must know. */
      finding: Finding | null;
    };

export function nothing(kind: NothingFound): Assessment {
  return { observed: 0, seen: { kind }, finding: null };
}

export function found(observed: number, finding: Finding): Assessment {
  return { observed, seen: { kind: "finding", finding }, finding };
}
