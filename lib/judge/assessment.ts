/** What a behaviour of the service comes to: a figure for a gate, and, where it is worth a word, a finding. */
import type { TextFinding } from "../model/finding";

export type Assessment =
  | { missing: string }
  | {
      /** In the gate's own unit; 0 when there is nothing to tell. */
      observed: number;
      text: string;
      /** null: nothing that a reader must know. */
      finding: TextFinding | null;
    };

/** What a finding that is not judged by a gate looks like to one. */
export function nothing(text: string): Assessment {
  return { observed: 0, text, finding: null };
}

export function found(observed: number, finding: TextFinding): Assessment {
  return { observed, text: finding.text, finding };
}
