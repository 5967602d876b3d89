/**
 * Tells when a checker changes its mind: from UP to DOWN, with all of its nodes or with some.
 *
 * A checker that begins with DOWN and comes to UP by its first successes has not changed its mind.
 */
import { initialOpinion } from "../../checkers/health-status";
import type { Happening, ProgressOpinion } from "../../model/progress";
import type { RunEvents } from "../../model/run-event";
import { eventsOf } from "../../measures/run-events";
import { checkedPhases } from "../../plan/planned-phases";
import { placeAt, type Watcher, type WatchedRun } from "./watched-run";

/** A checker that flaps is told of so often. */
const MOST_TOLD = 10;

interface Nodes {
  opinion: ProgressOpinion;
  /** The opinion of each node by its number; a node that is left out has its first opinion. */
  up: Map<number, boolean>;
  initially: boolean;
  told: { level: Level; times: number };
}

type Level = "all" | "some" | "none";

export interface OpinionWatcher {
  watch: Watcher;
  /** The opinions as they are now. */
  opinions(): ProgressOpinion[];
}

export function watchOpinions(run: WatchedRun): OpinionWatcher {
  const storm = run.prefix + (checkedPhases(run.phases)[0]?.name ?? "");
  const all = new Map(run.checkers.map((checker) => [checker.name, nodesOf(checker)]));
  return {
    opinions: () => [...all.values()].map(({ opinion }) => opinion),
    watch({ snapshot: { events } }) {
      const changed = new Map<Nodes, number>();
      for (const { checker, node, storm: of, up, at } of eventsOf(events, "opinion") as RunEvents["opinion"][]) {
        const nodes = all.get(checker);
        if (nodes === undefined || of !== storm) continue;
        count(nodes, node, up);
        changed.set(nodes, at[0]);
      }
      return [...changed].flatMap(([nodes, sinceMs]): Happening[] => {
        const level = levelOf(nodes.opinion);
        const settling = nodes.told.times === 0 && !nodes.initially && level !== "all";
        if (settling || level === nodes.told.level || nodes.told.times > MOST_TOLD) return [];
        const first = nodes.told.times === 0 && !nodes.initially;
        nodes.told = { level, times: nodes.told.times + 1 };
        if (first) return [];
        const last = nodes.told.times > MOST_TOLD;
        return [{ kind: "checker-changed-mind", ...placeAt(run, sinceMs), ...nodes.opinion, last }];
      });
    },
  };
}

function nodesOf({ name, nodes, initially }: WatchedRun["checkers"][number]): Nodes {
  const { up } = initialOpinion(initially);
  return {
    opinion: { checker: name, up: up ? nodes : 0, nodes },
    up: new Map(),
    initially: up,
    told: { level: up ? "all" : "none", times: 0 },
  };
}

function count(nodes: Nodes, node: number, up: boolean): void {
  const before = nodes.up.get(node) ?? nodes.initially;
  nodes.up.set(node, up);
  if (before !== up) nodes.opinion = { ...nodes.opinion, up: nodes.opinion.up + (up ? 1 : -1) };
}

function levelOf({ up, nodes }: ProgressOpinion): Level {
  if (up === 0) return "none";
  return up === nodes ? "all" : "some";
}
