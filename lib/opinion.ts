/**
 * What a node of a checker believes of the target: UP or DOWN, by its rise and fall.
 *
 * `fall` failures in a row take the target DOWN, `rise` successes in a row bring it UP; a result that agrees with the opinion
 * starts the count anew. Before the first result it is what {@link Initially} says.
 */
import type { Recording } from "../xk6/healthcheck";
import type { Checker, Initially } from "./checker";

export interface Opinion {
  readonly up: boolean;
  /** Results in a row that speak against it. */
  readonly against: number;
  /** The next result decides by itself. */
  readonly unproven: boolean;
}

export function initialOpinion(initially: Initially): Opinion {
  // No string methods here: a VU that never asks for them does not keep them.
  const up = initially === "up" || initially === "up-unproven";
  return { up, against: 0, unproven: initially === "up-unproven" || initially === "down-unproven" };
}

/** @param atOnce the product does not count this result: it decides by itself */
export function nextOpinion(
  opinion: Opinion,
  ok: boolean,
  { rise, fall }: Pick<Checker, "rise" | "fall">,
  atOnce = false,
): Opinion {
  if (ok === opinion.up || opinion.unproven) return { up: ok, against: 0, unproven: false };
  const against = opinion.against + 1;
  const decided = atOnce || against >= (opinion.up ? fall : rise);
  return { up: decided ? ok : opinion.up, against: decided ? 0 : against, unproven: false };
}

interface Edge {
  checker: string;
  node: number;
  up: boolean;
}

/** Data of the recorder's event `opinion`: this node has changed its mind. */
export function opinionEvent(checker: string, node: number, up: boolean): string {
  const edge: Edge = { checker, node, up };
  return JSON.stringify(edge);
}

/** The recorder's event `outcome`: what this node's check came to, in the product's own word; only where it changes. */
export function outcomeEvent(checker: string, node: number, word: string): string {
  return JSON.stringify({ checker, node, word });
}

/** The last word of a checker's nodes; undefined where the product has none. */
export function lastOutcome(events: Recording["events"], checker: string): string | undefined {
  const words = events
    .filter(({ kind }) => kind === "outcome")
    .map(({ data }) => JSON.parse(data) as { checker: string; word: string })
    .filter((outcome) => outcome.checker === checker);
  return words[words.length - 1]?.word;
}

/**
 * Node-seconds of DOWN before a checker that begins with DOWN had seen the `rise` successes that it wants. A node that never came UP has
 * none: its DOWN is an opinion.
 */
export function openingSeconds(
  events: Recording["events"],
  { name, initially }: { readonly name: string; readonly initially: Initially },
  fromMs: number,
): number {
  if (!initially.startsWith("down")) return 0;
  const cameUp = new Map<number, number>();
  for (const { kind, t, data } of events) {
    if (kind !== "opinion") continue;
    const { checker, node, up } = JSON.parse(data) as Edge;
    if (checker === name && up) cameUp.set(node, Math.min(t, cameUp.get(node) ?? Infinity));
  }
  return [...cameUp.values()].reduce((sum, t) => sum + Math.max(0, t - fromMs), 0) / 1000;
}

/**
 * Node-seconds in which the nodes of a checker said UP and DOWN between two times; together nodes × span.
 *
 * @param events the recorder's, of all kinds
 * @param fromMs when its checks began, on the recorder's clock
 */
export function opinionSeconds(
  events: Recording["events"],
  checker: { readonly name: string; readonly nodes: number; readonly initially: Initially },
  fromMs: number,
  toMs: number,
): { up: number; down: number } {
  const span = Math.max(0, toMs - fromMs);
  const edges = events
    .filter(({ kind }) => kind === "opinion")
    .map(({ t, data }) => ({ t: Math.min(Math.max(t, fromMs), fromMs + span), ...(JSON.parse(data) as Edge) }))
    .filter((edge) => edge.checker === checker.name)
    .sort((a, b) => a.t - b.t);
  const downSince = new Map<number, number>();
  if (checker.initially.startsWith("down"))
    for (let node = 0; node < checker.nodes; node++) downSince.set(node, fromMs);
  let down = 0;
  for (const { t, node, up } of edges) {
    if (!up && !downSince.has(node)) downSince.set(node, t);
    if (up && downSince.has(node)) {
      down += t - downSince.get(node)!;
      downSince.delete(node);
    }
  }
  for (const since of downSince.values()) down += fromMs + span - since;
  return { up: (checker.nodes * span - down) / 1000, down: down / 1000 };
}
