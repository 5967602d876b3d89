/** Assumptions are shown among those of other checkers: each begins with the name of its own. */
import type { Assumption, Claim } from "../../model/assumptions";

export function assumed(name: string, ...claims: Claim[]): Assumption[] {
  return claims.map((claim) => ({ checker: name, claim }));
}
