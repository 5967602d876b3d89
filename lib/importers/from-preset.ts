/** A check that a file describes of a product that is known: what the file says is the file's, the rest is the preset's. */
import type { Preset } from "../checker";
import { nameFrom } from "./fields";

type Own = Pick<Preset, "summary" | "intervalMs" | "timeoutMs" | "rise" | "fall"> &
  Partial<Pick<Preset, "product" | "style" | "connections" | "evidence" | "initially" | "nodes" | "decidesAtOnce">>;

export interface Described extends Own {
  selector: string;
  /** File and line. */
  origin: string;
  /** Without the name. */
  assumptions?: readonly string[];
  unsupported?: readonly string[];
}

/** What a preset assumes of its cadence; a file says that. */
const CADENCE = /\b(?:interval|timeout|rise|fall) \d/;

export function fromPreset(base: Preset, described: Described): Preset {
  const { selector, origin, assumptions = [], unsupported = [], evidence = base.evidence, ...own } = described;
  const name = nameFrom(selector);
  const inherited = (base.assumptions ?? [])
    .filter((text) => !CADENCE.test(text))
    .map((text) => text.replace(`${base.name}: `, ""));
  return {
    ...base,
    ...own,
    name,
    evidence: [{ from: "configuration", text: origin }, ...evidence],
    assumptions: [...inherited, ...assumptions].map((text) => `${name}: ${text}`),
    unsupported: [...unsupported],
    origin,
  };
}
