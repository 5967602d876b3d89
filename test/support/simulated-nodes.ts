/** The nodes of a checker against a service that is a function, in a time that costs none: what they would have told the recorder. */
import type { Recording } from "../../lib/model/extension";
import type { ChangeOfMind, LastWord } from "../../lib/model/run-event";
import { afterCheck, beginNode, lastWord } from "../../lib/checkers/own-clock";
import { phaseAt } from "../../lib/plan/planned-phases";
import type { PhaseSpan, PlannedChecker } from "../../lib/model/plan";

/** What a check that begins then comes to, and how long it lasts. */
export type Service = (beganMs: number, checksBefore: number) => { ok: boolean; lastsMs: number };

/** Their events, and how many results they had; all but the order in time as lib/k6/checker-node.ts tells it. */
export function simulatedNodes(
  checker: PlannedChecker,
  phases: readonly PhaseSpan[],
  originMs: number,
  service: Service,
  random: (node: number) => number = () => 0,
): { events: Recording["events"]; results: number } {
  const events: { t: number; kind: string; data: string }[] = [];
  const endMs = phases[phases.length - 1]!.endMs;
  let results = 0;
  for (let node = 0; node < checker.nodes; node++) {
    const name = { checker: checker.name, node, storm: phases[0]!.name };
    const time = beginNode(checker, node, originMs, phases[0]!.startMs, random(node));
    let unfinishedMs: number | null = null;
    for (let made = 0; time.dueMs < endMs; made++) {
      const beganMs = originMs + time.dueMs;
      const phaseEndMs = originMs + phaseAt(phases, time.dueMs).endMs;
      const { ok, lastsMs } = service(beganMs, made);
      const held = checker.holdsUntil === "phase-end" && ok;
      const endedMs = held ? phaseEndMs : beganMs + lastsMs;
      if (!held && endedMs > originMs + endMs) {
        unfinishedMs = beganMs;
        break;
      }
      const change = afterCheck(checker, time, { beganMs, endedMs, knownMs: endedMs, ok: held ? null : ok });
      if (change) {
        const data = JSON.stringify({ ...name, ...change } satisfies ChangeOfMind);
        events.push({ t: endedMs, kind: "opinion", data });
      }
    }
    results += time.results;
    const data = JSON.stringify({ ...name, ...lastWord(checker, time, endMs, unfinishedMs) } satisfies LastWord);
    events.push({ t: originMs + endMs, kind: "node", data });
  }
  return { events, results };
}
