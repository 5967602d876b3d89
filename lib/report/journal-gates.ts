/** The journal's entries of gates, floors and k6's thresholds. */
import type { Evidence } from "../model/evidence";
import type { FloorResult } from "../model/floor-result";
import type { GateResult } from "../model/gate-result";
import type { Journal, JournalFloor, JournalGate } from "../model/journal";
import type { Judgement } from "../model/judgement";
import { floorText } from "./floor-text";
import { gateText } from "./gate-text";
import { round, rounded } from "./journal-numbers";

export function gateEntry(result: GateResult): JournalGate {
  const { gate, ok, observed, seen, afterwards } = result;
  return {
    name: gate.name,
    measure: gate.measure,
    ok,
    observed: rounded(observed),
    text: gateText(result),
    phase: gate.phase,
    ...(gate.atLeast !== undefined && { atLeast: gate.atLeast }),
    ...(gate.atMost !== undefined && { atMost: gate.atMost }),
    ...(gate.ignoreBelowMs !== undefined && { ignoreBelowMs: gate.ignoreBelowMs }),
    ...(seen.kind === "slowdown-of-noise" && { noisyLimitMs: round(seen.limitMs) }),
    ...(afterwards && { afterwards }),
  };
}

export function floorEntry(floor: FloorResult): JournalFloor {
  const { name, ok, observed } = floor;
  const ofChecker = floor.kind === "checks" || floor.kind === "fidelity";
  return {
    name,
    ok,
    observed: rounded(observed),
    text: floorText(floor),
    ...(ofChecker && { checker: floor.checker }),
  };
}

/** k6's own results where it has any; before that, what the judge saw. */
export function thresholdEntries({ plan, k6 }: Evidence, judgement: Judgement): Journal["thresholds"] {
  return plan.thresholds.map(({ name, metric, expression }) => {
    const own = k6?.thresholds.find((result) => result.metric === metric && result.expression === expression);
    const { ok, observed } = own ?? judged(name, judgement);
    return { name, metric, expression, ok, observed: rounded(observed) };
  });
}

function judged(name: string, { gates, floors }: Judgement): { ok: boolean; observed: number | null } {
  if (name === "all-gates") {
    const lost = gates.filter(({ ok }) => !ok).length;
    return { ok: lost === 0, observed: lost };
  }
  return (
    gates.find(({ gate }) => gate.name === name) ??
    floors.find((rule) => rule.name === name) ?? { ok: false, observed: null }
  );
}
