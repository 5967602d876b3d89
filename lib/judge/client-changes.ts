/** Compares the clients of two runs: how many were accepted in each phase, and why the others were not. */
import type { Change, Result } from "../model/journal-difference";
import type { PhaseFigures, StormFigures } from "../model/journal-figures";
import { PHASES, type PhaseName } from "../model/phases";
import { burstOf } from "./bursts";
import { ALPHA, chanceOf, fewer, fewestToShow, isMore, type Count } from "./exact-test";

export function clientChanges(old: StormFigures, other: StormFigures): Change[] {
  const phases = PHASES.flatMap((phase) => {
    const [was, is] = [old.phases[phase], other.phases[phase]];
    if (!was || !is || was.attempts === 0 || is.attempts === 0) return [];
    return [accepted(phase, was, is), outage(phase, was, is)];
  });
  const cause: Change[] =
    old.cause === "" && other.cause === ""
      ? []
      : [
          {
            arm: old.name,
            about: "cause",
            result: old.cause === other.cause ? "same" : "told",
            old: old.cause,
            new: other.cause,
          },
        ];
  return [...phases.map((change) => ({ ...change, arm: old.name })), ...cause];
}

function accepted(phase: PhaseName, was: PhaseFigures, is: PhaseFigures): Change {
  const burst = Math.max(burstOf(was.clientSeconds), burstOf(is.clientSeconds));
  const counts = { old: fewer(lostOf(was), 1 / burst), new: fewer(lostOf(is), 1 / burst) };
  const chance = chanceOf([counts]);
  const least = fewestToShow(counts.old, counts.new.of);
  return {
    arm: "",
    about: "accepted",
    result: resultOf(was, is, chance),
    phase,
    old: { attempts: was.attempts, accepted: was.accepted },
    new: { attempts: is.attempts, accepted: is.accepted },
    chance,
    burst,
    wouldShow: least === null ? null : Math.min(is.attempts, Math.ceil(least * burst)),
  };
}

function resultOf(was: PhaseFigures, is: PhaseFigures, chance: number): Result {
  const strata = { old: lostOf(was), new: lostOf(is) };
  const more = isMore(strata);
  if (!more && !isMore({ old: strata.new, new: strata.old })) return "same";
  if (chance >= ALPHA) return "noise";
  return more ? "worse" : "better";
}

function lostOf({ attempts, accepted: got }: PhaseFigures): Count {
  return { events: attempts - got, of: attempts };
}

/** The longest of a run is one event: no count says how far chance moves it. Its gate has a limit for that. */
function outage(phase: PhaseName, was: PhaseFigures, is: PhaseFigures): Change {
  const result = was.outageMs === is.outageMs ? "same" : "told";
  return { arm: "", about: "outage", result, phase, oldMs: was.outageMs, newMs: is.outageMs };
}
