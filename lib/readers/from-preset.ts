/** A check that a file describes of a product that is known: what the file says is the file's, the rest is the preset's. */
import { type Claim } from "../model/assumptions";
import { stillAssumed } from "../checkers/remaining-assumptions";
import type { Preset } from "../model/checker";
import type { Note } from "../model/note";
import { assumed } from "../checkers/products/assumed";
import { nameFrom } from "../source/fields";

type Own = Pick<Preset, "summary" | "intervalMs" | "timeoutMs" | "rise" | "fall"> &
  Partial<Pick<Preset, "product" | "style" | "connections" | "provenance" | "initially" | "nodes" | "decidesAtOnce">>;

export interface Described extends Own {
  selector: string;
  /** File and line. */
  origin: string;
  /** Without the name. */
  assumptions?: readonly Claim[];
  notes?: readonly Note[];
}

export function fromPreset(base: Preset, described: Described): Preset {
  const { selector, origin, assumptions = [], notes = [], provenance = base.provenance, ...own } = described;
  const name = nameFrom(selector);
  // What the preset assumes of its cadence, the file says.
  const inherited = stillAssumed(base.assumptions ?? [], own).map(({ claim }) => claim);
  return {
    ...base,
    ...own,
    name,
    provenance: [{ from: "configuration", text: origin }, ...provenance],
    assumptions: assumed(name, ...inherited, ...assumptions),
    notes,
    origin,
  };
}
