/** Notes on a check, as data. The report makes the sentences, and nothing is told apart by its wording. */

/**
 * `assumption`: no source says it of the product. `unsupported`: the configuration file says it, and the check cannot do it. `mistake`:
 * the file says it, and the product itself does something else than one would expect. `note`: how the check was chosen.
 */
export type NoteKind = "assumption" | "unsupported" | "mistake" | "note";

export interface Note {
  kind: NoteKind;
  /** Name of the checker that an assumption is about; left out: it is about all checkers of a file. */
  checker?: string;
  /** What it speaks of: the fields of the checker that are assumed, or the keyword of the file. Left out: nothing that has a name. */
  about?: string | readonly string[];
  /** File and line, `haproxy.cfg:12`. */
  place?: string;
  /** Half a sentence, without the name and the place. */
  text: string;
}
