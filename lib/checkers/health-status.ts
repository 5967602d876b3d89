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
