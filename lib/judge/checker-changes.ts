/** Compares the checkers of two runs: failed checks, opinions, and the checks that the first harm needed. */
import type { Change, Result } from "../model/journal-difference";
import type { CheckerFigures, StormFigures } from "../model/journal-figures";
import { ALPHA, chanceOf, isMore } from "./exact-test";

/** Shares that differ by less are the same words. */
const LEAST_SHARE = 0.01;

export function checkerChanges(old: StormFigures, other: StormFigures): Change[] {
  const held = old.verdict === "held" && other.verdict === "held";
  const checkers = old.checkers.flatMap((was): Change[] => {
    const is = other.checkers.find(({ name }) => name === was.name);
    return is ? [failures(was, is, held), opinion(was, is)] : [];
  });
  return [...checkers, ...harmChanges(old, other)].map((change) => ({ ...change, arm: old.name }));
}

/**
 * A check that fails of a service that held is an alarm for nothing, and may take the service out of the balancer. Of a service that
 * shuts clients out it is what a check is for.
 */
function failures(was: CheckerFigures, is: CheckerFigures, held: boolean): Change {
  const counts = { old: { events: was.failed, of: was.sent }, new: { events: is.failed, of: is.sent } };
  const chance = chanceOf([counts]);
  const differ = isMore(counts) || isMore({ old: counts.new, new: counts.old });
  const result = !differ ? "same" : chance >= ALPHA ? "noise" : !held ? "told" : isMore(counts) ? "worse" : "better";
  return {
    arm: "",
    about: "checks-failed",
    result,
    checker: was.name,
    old: { sent: was.sent, failed: was.failed },
    new: { sent: is.sent, failed: is.failed },
    chance,
  };
}

function opinion(was: CheckerFigures, is: CheckerFigures): Change {
  const [before, after] = [upShare(was), upShare(is)];
  return { arm: "", about: "opinion", result: sharesResult(before, after), checker: was.name, old: before, new: after };
}

function upShare({ opinion: said }: CheckerFigures): number | null {
  return said && said.up / (said.up + said.down);
}

function sharesResult(before: number | null, after: number | null): Result {
  if (before === null && after === null) return "same";
  if (before === null || after === null) return "unknown";
  return Math.abs(after - before) < LEAST_SHARE ? "same" : "told";
}

function harmChanges({ harm: was }: StormFigures, { harm: is }: StormFigures): Change[] {
  if (!was || !is) return [];
  const dose = was.checksBefore === is.checksBefore ? "same" : "told";
  const ownRate = was.atOwnRate === is.atOwnRate ? "same" : "told";
  return [
    { arm: "", about: "dose", result: dose, old: was.checksBefore, new: is.checksBefore },
    { arm: "", about: "own-rate", result: ownRate, old: was.atOwnRate, new: is.atOwnRate },
  ];
}
