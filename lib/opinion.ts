/**
 * What a node of a checker believes of the target: UP or DOWN, by its rise and fall.
 *
 * A node starts UP. `fall` failures in a row take the target DOWN, `rise` successes in a row bring it UP; a result that agrees with
 * the opinion starts the count anew. HAProxy differs once: there the very first check of a fresh server takes it down by itself.
 */
import type { Recording } from "../xk6/healthcheck";

export interface Opinion {
  readonly up: boolean;
  /** Results in a row that speak against it. */
  readonly against: number;
}

export function initialOpinion(): Opinion {
  return { up: true, against: 0 };
}

export function nextOpinion(opinion: Opinion, ok: boolean, { rise, fall }: { rise: number; fall: number }): Opinion {
  if (ok === opinion.up) return { up: opinion.up, against: 0 };
  const against = opinion.against + 1;
  return against >= (opinion.up ? fall : rise) ? { up: !opinion.up, against: 0 } : { up: opinion.up, against };
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

/**
 * Node-seconds in which the nodes of a checker said UP and DOWN between two times; together nodes × span.
 *
 * @param events the recorder's, of all kinds
 * @param fromMs when its checks began, on the recorder's clock
 */
export function opinionSeconds(
  events: Recording["events"],
  checker: { readonly name: string; readonly nodes: number },
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
