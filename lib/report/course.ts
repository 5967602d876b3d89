/** The run on one time axis, for pictures: when its phases were, when the harm began, and what each checker said at which time. */
import { harmedAt } from "../judge/checker-status";
import { elapsedMs } from "../measures/observed-phases";
import { queueGrowth } from "../measures/queue";
import { recordedOpinions } from "../judge/recorded-opinions";
import { firstEvidence } from "../judge/second-evidence";
import { initialOpinion } from "../checkers/health-status";
import type { Evidence } from "../model/evidence";
import type { JournalCourse, JournalCourseOpinion } from "../model/journal";
import type { Judgement } from "../model/judgement";
import type { PhaseSpan, PlannedChecker } from "../model/plan";
import { firstTimeMs } from "../measures/run-events";
import { OWN } from "../plan/own-phases";
import { isNonEmpty, lastOf, type NonEmpty } from "../model/non-empty";

type Spans = JournalCourse["spans"];

/** More changes of mind than these are merged: a checker may change its mind all day. */
const MOST_CHANGES = 200;

export function courseOf(evidence: Evidence, judgement: Judgement): JournalCourse {
  const originMs = evidence.start?.originMs ?? 0;
  const spans = spansOf(evidence);
  return {
    secondZero: seconds(Math.floor(originMs / 1000) * 1000 - originMs),
    spans,
    firstHarm: firstHarm(evidence, judgement),
    opinions: opinionsOf(evidence, spans),
  };
}

function spansOf(evidence: Evidence): Spans {
  const { plan, second, recording, start, end } = evidence;
  if (!start) return [];
  const endedMs = second ? Infinity : end === "complete" ? Infinity : stoppedMs(evidence) - start.originMs;
  const first = spansUntil(plan.phases, endedMs, false);
  if (end === "fail-fast" && recording.clients.recovery !== undefined && !first.some(isRecovery)) {
    // The last look at whether clients get in again.
    first.push({
      phase: "recovery",
      from: seconds(endedMs),
      to: seconds(recording.nowMs - start.originMs),
      second: false,
    });
  }
  if (!second) return first;
  return [...first, ...spansUntil(second.storm.phases, second.complete ? Infinity : elapsedMs(evidence), true)];
}

function stoppedMs({ recording, start, end }: Evidence): number {
  const endedMs = firstTimeMs(recording.events, end === "fail-fast" ? "fail-fast" : "end");
  return Math.max(start?.originMs ?? 0, endedMs ?? recording.nowMs);
}

function spansUntil(phases: readonly PhaseSpan[], endedMs: number, second: boolean): Spans {
  return phases.flatMap(({ name, startMs, endMs }) => {
    const to = Math.min(endMs, endedMs);
    return to > startMs ? [{ phase: name, from: seconds(startMs), to: seconds(to), second }] : [];
  });
}

function isRecovery({ phase }: Spans[number]): boolean {
  return phase === "recovery";
}

/** The first harm of the first storm. A second storm is at the balancer's own rate, and has a table of its own. */
function firstHarm(evidence: Evidence, { verdict, harm }: Judgement): JournalCourse["firstHarm"] {
  if (!evidence.start || (harm === null && verdict !== "degraded" && verdict !== "wedged")) return null;
  const first = firstEvidence(evidence);
  const queue = queueGrowth(first);
  const harmMs = harmedAt(first, queue);
  if (harmMs === null) return null;
  const lost = first.recording.clients.storm?.firstFailureMs === harmMs;
  const seen = lost ? "client" : queue.beganMs === harmMs ? "queue" : "night";
  return { at: seconds(harmMs - evidence.start.originMs), seen };
}

function opinionsOf(evidence: Evidence, spans: Spans): JournalCourseOpinion[] {
  const { plan, second } = evidence;
  return [
    ...plan.checkers.flatMap((checker) => opinionIn(evidence, checker, spans, false)),
    ...(second?.storm.checkers ?? []).flatMap((checker) => opinionIn(evidence, checker, spans, true)),
  ];
}

function opinionIn(
  { recording, start }: Evidence,
  checker: PlannedChecker,
  spans: Spans,
  second: boolean,
): JournalCourseOpinion[] {
  const checked = spans.filter((span) => span.second === second && (span.phase === "storm" || span.phase === "night"));
  if (!isNonEmpty(checked)) return [];
  const [from, to] = [checked[0].from, lastOf(checked).to];
  const recorded = recordedOpinions(recording.events);
  const nodes = Array.from({ length: checker.nodes }, (_, node) =>
    recorded.ofNode(checker.name, second ? `${OWN}storm` : "storm", node),
  );
  const changes = nodes
    .flatMap(({ changes: own }) => own)
    .map(({ at: [atMs], up }) => ({ at: seconds(atMs - (start?.originMs ?? 0)), up }))
    .filter(({ at }) => at <= to)
    .sort((a, b) => a.at - b.at);
  const initially = initialOpinion(checker.initially).up ? checker.nodes : 0;
  return [{ checker: checker.name, from, to, nodes: checker.nodes, up: thinned(levels(from, initially, changes), to) }];
}

type Level = [from: number, up: number];

function levels(from: number, initially: number, changes: readonly { at: number; up: boolean }[]): NonEmpty<Level> {
  const all: NonEmpty<Level> = [[from, initially]];
  let up = initially;
  for (const change of changes) {
    up += change.up ? 1 : -1;
    const last = lastOf(all);
    if (last[0] >= change.at) last[1] = up;
    else all.push([change.at, up]);
  }
  return all;
}

function thinned(all: NonEmpty<Level>, to: number): JournalCourseOpinion["up"] {
  if (all.length <= MOST_CHANGES) return all.map(([at, up]) => [at, up, up]);
  const [[begin, initially], ...later] = all;
  const width = (to - begin) / MOST_CHANGES;
  const merged: JournalCourseOpinion["up"] = [];
  let next = 0;
  let up = initially;
  for (let stretch = 0; stretch < MOST_CHANGES; stretch++) {
    let [fewest, most] = [up, up];
    const end = begin + (stretch + 1) * width;
    for (let level = later[next]; level !== undefined && level[0] < end; level = later[++next]) {
      up = level[1];
      fewest = Math.min(fewest, up);
      most = Math.max(most, up);
    }
    merged.push([seconds((begin + stretch * width) * 1000), fewest, most]);
  }
  return merged;
}

/** Milliseconds as seconds with three decimals. */
function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}
