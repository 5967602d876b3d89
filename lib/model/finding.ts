/** What a behaviour of the service comes to: a figure for a gate, and, where it is worth a word, a finding. */

export type FindingKind = "growth" | "threads" | "memory" | "busy" | "restarts" | "log" | "counter" | "raised-rate";

/** Something that a service loses, or spends, and that is not yet a client. */
export interface Finding {
  kind: FindingKind;
  /** Half a sentence, with its numbers. */
  text: string;
  /** The numbers by themselves, for scripts; null is not known. */
  figures: Readonly<Record<string, number | string | null>>;
}

export type Assessment =
  | { missing: string }
  | {
      /** In the gate's own unit; 0 when there is nothing to tell. */
      observed: number;
      text: string;
      /** null: nothing that a reader must know. */
      finding: Finding | null;
    };

/** What a finding that is not judged by a gate looks like to one. */
export function nothing(text: string): Assessment {
  return { observed: 0, text, finding: null };
}

export function found(observed: number, finding: Finding): Assessment {
  return { observed, text: finding.text, finding };
}
