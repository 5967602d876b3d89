/** Gates that two runs have in common: met, lost, or not measured. */
import type { Change, GateState } from "../model/journal-difference";
import type { GateFigures, StormFigures } from "../model/journal-figures";

type GateChange = Extract<Change, { about: "gate" }>;

/**
 * @param others what else was compared: it tells whether a share or a time is what chance makes of the same service
 */
export function gateChanges(old: StormFigures, other: StormFigures, others: readonly Change[]): Change[] {
  return old.gates.flatMap((was) => {
    const is = other.gates.find(({ name }) => name === was.name);
    if (!is || is.measure !== was.measure || is.phase !== was.phase) return [];
    const chance = !old.secondStorm && !other.secondStorm && isChance(was, others);
    return [compared(was, is, chance, old.name)];
  });
}

function compared(was: GateFigures, is: GateFigures, chance: boolean, arm: string): GateChange {
  const [before, after] = [stateOf(was), stateOf(is)];
  const but = before === after ? null : whyNothing(was, is);
  return {
    arm,
    about: "gate",
    result: resultOf(before, after, but),
    name: was.name,
    old: { ...was, state: before },
    new: { ...is, state: after },
    but,
    chance: chance && before !== after && but === null,
  };
}

function resultOf(before: GateState, after: GateState, but: GateChange["but"]): Change["result"] {
  if (before === after) return "same";
  if (but !== null) return "unknown";
  return after === "lost" ? "worse" : "better";
}

function stateOf({ ok, observed }: GateFigures): GateState {
  if (!ok) return "lost";
  return observed === null ? "not-measured" : "met";
}

function whyNothing(was: GateFigures, is: GateFigures): GateChange["but"] {
  if (stateOf(was) === "not-measured" || stateOf(is) === "not-measured") return "not-measured";
  if (!otherLimits(was, is)) return null;
  if (was.ignoreBelowMs !== is.ignoreBelowMs) return "other-limits";
  // Held to the other's limit, either of them would have come out as the other.
  const byLimit = within(was, is) === is.ok || within(is, was) === was.ok;
  return byLimit ? "other-limits" : null;
}

export function otherLimits(was: GateFigures, is: GateFigures): boolean {
  return (["atLeast", "atMost", "ignoreBelowMs"] as const).some((limit) => was[limit] !== is[limit]);
}

function within({ observed }: GateFigures, { atLeast, atMost }: GateFigures): boolean {
  if (observed === null) return false;
  return (atLeast === null || observed >= atLeast) && (atMost === null || observed <= atMost);
}

function isChance({ measure, phase }: GateFigures, others: readonly Change[]): boolean {
  const about = others.find(
    (change) =>
      (change.about === "accepted" && measure === "accepted" && change.phase === phase) ||
      (change.about === "time" && measure === "slowdown" && change.phase === phase),
  );
  if (about === undefined) return false;
  return about.result === "noise" || about.result === "same";
}
