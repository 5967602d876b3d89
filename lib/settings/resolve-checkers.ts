/** The checkers of a run: by name from CHECKER, or one by one from the `checkers` of a CONFIG file. */
import type { Checker } from "../model/checker";
import type { Data } from "../source/data";
import { refuseIgnored, refuseTwins, refuseUnfit } from "./check-checkers";
import type { RunSettings } from "./given";
import { readBases, readEntry } from "./read-checker";
import { nonEmpty, type NonEmpty } from "../model/non-empty";

/** @param entries of the CONFIG file, unless CHECKER was given */
export function readCheckers(entries: Data[] | null, run: RunSettings): NonEmpty<Checker> {
  const read =
    entries === null ? readBases(run.values.CHECKER, run) : entries.flatMap((entry) => readEntry(entry, run));
  refuseTwins(read);
  refuseIgnored(read, run);
  refuseUnfit(read, run);
  return nonEmpty(
    read.map(({ checker }) => checker),
    "the checkers",
  );
}
