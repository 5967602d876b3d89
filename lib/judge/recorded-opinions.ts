/** The nodes' opinions of the service, read once out of the recorder's events: there may be a hundred thousand. */
import type { Recording } from "../model/extension";
import type { ChangeOfMind, LastWord, NodeName } from "../model/run-event";
import { eventsOf } from "../measures/run-events";

export interface NodeOpinions {
  /** In the order in which the node made them. */
  changes: ChangeOfMind[];
  /** null: the node did not come to its end. */
  lastWord: LastWord | null;
}

export interface RecordedOpinions {
  /** A node's in a storm; one that recorded nothing has no changes and no last word. */
  ofNode(checker: string, storm: string, node: number): NodeOpinions;
  /** What the last check of a checker came to, in the product's own word; undefined where the product has none. */
  word(checker: string): string | undefined;
}

type Events = Recording["events"];

const SILENT: NodeOpinions = { changes: [], lastWord: null };
const read = new WeakMap<Events, RecordedOpinions>();

/** The same events are read once, however often they are asked for. */
export function recordedOpinions(events: Events): RecordedOpinions {
  const known = read.get(events);
  if (known) return known;
  const opinions = readOpinions(events);
  read.set(events, opinions);
  return opinions;
}

function readOpinions(events: Events): RecordedOpinions {
  const checkers = new Map<string, Map<string, NodeOpinions[]>>();
  for (const change of eventsOf(events, "opinion")) entry(checkers, change).changes.push(change);
  for (const last of eventsOf(events, "node")) entry(checkers, last).lastWord = last;
  const words = new Map<string, string>();
  for (const { checker, word } of eventsOf(events, "outcome")) words.set(checker, word);
  return {
    ofNode: (checker, storm, node) => checkers.get(checker)?.get(storm)?.[node] ?? SILENT,
    word: (checker) => words.get(checker),
  };
}

function entry(checkers: Map<string, Map<string, NodeOpinions[]>>, { checker, storm, node }: NodeName): NodeOpinions {
  const storms = checkers.get(checker) ?? new Map<string, NodeOpinions[]>();
  checkers.set(checker, storms);
  const nodes = storms.get(storm) ?? [];
  storms.set(storm, nodes);
  const found = nodes[node] ?? { changes: [], lastWord: null };
  nodes[node] = found;
  return found;
}
