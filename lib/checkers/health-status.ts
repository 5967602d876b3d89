/**
 * What a node of a checker believes of the target: UP or DOWN, by its rise and fall.
 *
 * `fall` failures in a row take the target DOWN, `rise` successes in a row bring it UP; a result that agrees with the opinion
 * starts the count anew. Before the first result it is what {@link Initially} says.
 */
import type { Checker, Initially } from "../model/checker";

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

/** Which node it is that tells: of which checker, and in which storm it checks (the name of the first phase that it checks in). */
export interface NodeName {
  checker: string;
  node: number;
  storm: string;
}

/** A moment, ms: on the recorder's clock; and on the product's own, which counts from this node's begin. See own-clock.ts. */
export type Moment = readonly [atMs: number, ownMs: number];

/** Data of the recorder's event `opinion`: this node has changed its mind. */
export interface ChangeOfMind extends NodeName {
  up: boolean;
  /** When it knew the result that decided; when the first check began whose result spoke for the new opinion. */
  at: Moment;
  since: Moment;
}

/** Data of the recorder's event `node`: this node has made its last check. */
export interface LastWord extends NodeName {
  /** Results that it had in all, and how often it changed its mind. */
  results: number;
  changes: number;
  /** The end of its time. */
  at: Moment;
  /** A check was under way then whose failure would have taken the target DOWN. */
  undecided: boolean;
  /** The begin of the checks that gave its last results: as many as decide an opinion, or all. */
  last: Moment[];
}

/** The recorder's event `outcome`: what this node's check came to, in the product's own word; only where it changes. */
export function outcomeEvent(checker: string, node: number, word: string): string {
  return JSON.stringify({ checker, node, word });
}
