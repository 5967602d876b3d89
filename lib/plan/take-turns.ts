/**
 * HAProxy spreads the first checks of all its servers over the interval, so those of one server in two backends do not come together
 * (src/check.c, start_checks). Its checks in a run are taken for those of one process, in the order given.
 */
import { mapAll, type NonEmpty } from "../model/non-empty";
import type { PlannedChecker } from "../model/plan";

export function takeTurns(checkers: NonEmpty<PlannedChecker>): NonEmpty<PlannedChecker> {
  const together = checkers.filter(spreadsWithOthers);
  if (together.length < 2) return checkers;
  return mapAll(checkers, (checker) => {
    const index = together.indexOf(checker);
    return index < 0 ? checker : { ...checker, turn: { index, of: together.length } };
  });
}

function spreadsWithOthers({ vocabulary, spread }: PlannedChecker): boolean {
  return vocabulary === "haproxy" && spread === "staggered";
}
