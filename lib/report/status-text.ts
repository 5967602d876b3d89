/** Writes what the checkers believed of the service: a balancer that says UP while no client gets in is the finding. */
import type { StatusSinceHarm, UnknownOpinion } from "../model/reason";
import { duration, listed, percent } from "../text/format";

/** A sentence on the time since the harm, and one for each checker of which it is not known; empty where no checker said UP. */
export function statusText({ known, unknown }: StatusSinceHarm): string {
  const always = known.filter(({ upShare }) => upShare === 1).map(({ checker }) => checker);
  const partly = known.filter(({ upShare }) => upShare > 0 && upShare < 1);
  const beliefs = [
    ...(always.length > 0 ? [`${listed(always)} went on saying UP`] : []),
    ...partly.map(({ checker, upShare }) => `${checker} said UP for ${percent(upShare)} of the time since the harm`),
  ];
  return [
    ...(beliefs.length > 0 ? [`Meanwhile ${listed(beliefs)}.`] : []),
    ...unknown.map(({ checker, opinion }) => `${checker}: ${unknownOpinionText(opinion)}.`),
  ].join(" ");
}

/** Why it is not known what a checker would have said. */
export function unknownOpinionText(opinion: UnknownOpinion): string {
  const would = `not known whether it would have ${opinion.up ? "gone DOWN" : "come UP"}`;
  switch (opinion.kind) {
    case "held":
      return `${would}: its connections were held to the end of the phase, and gave no result before it`;
    case "unfinished":
      return `${would}: its last check was still without a result when the checks ended; it may take up to ${duration(opinion.longestCheckMs)}`;
    case "interrupted":
      return `${would}: the run ended before its last check`;
    case "not-recorded":
      return `${would}: it changed its mind more often than was recorded`;
    case "too-few": {
      const { results, wanted, afterHarm, unknownNodes, nodes, longestMs } = opinion;
      const where = unknownNodes < nodes ? ` at ${unknownNodes} of its ${nodes} nodes` : "";
      const when = afterHarm ? " after the harm" : "";
      return `${would}: ${results} of ${wanted} results came${when}${where}; at its own rate that takes up to ${duration(longestMs)}`;
    }
  }
}
