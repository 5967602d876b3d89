/** The kinds of journals and their constants. They stand apart from any-journal.ts, of which the npm package has the types alone. */
import type { AnyJournal } from "./any-journal";
import type { Verdict } from "./journal";

/** What every journal calls its form. */
export const JOURNAL_SCHEMA = "probe-storm/1" satisfies AnyJournal["schema"];

export const JOURNAL_KINDS = [
  "storm",
  "comparison",
  "sweep",
  "minimal",
] as const satisfies readonly AnyJournal["kind"][];

export const VERDICTS: readonly Verdict[] = ["held", "degraded", "wedged", "inconclusive"];
