/** Whether a check would take a service out of rotation whose clients get in. */
import type { ArmJournal } from "../model/comparison";

/** A check that harms nobody and calls a service DOWN whose clients get in is no cure: it takes it out of rotation. */
export function callsItDown({ verdict, checkers }: Pick<ArmJournal, "verdict" | "checkers">): boolean {
  return verdict === "held" && (upShare(checkers) ?? 1) < 0.5;
}

/** The share of the time in which the checkers said UP; null where it is not known of any of them. */
export function upShare(checkers: ArmJournal["checkers"]): number | null {
  const known = checkers.filter(({ opinion }) => opinion.known);
  const up = known.reduce((sum, { opinion }) => sum + opinion.up, 0);
  const all = known.reduce((sum, { opinion }) => sum + opinion.up + opinion.down, 0);
  return all === 0 ? null : up / all;
}
