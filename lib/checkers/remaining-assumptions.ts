/** A setting or a file that gives a value takes the sentence away that assumes it; what is left becomes notes. */
import type { About, AssumedField, Assumption, Claim, Given } from "../model/assumptions";
import type { Note } from "../model/note";
import { listed } from "../text/format";

/** Without those, and without the parts of those, that what is given contradicts. */
export function stillAssumed(assumptions: readonly Assumption[], given: Given): Assumption[] {
  return assumptions.flatMap(({ claim, ...rest }) => {
    const left = remaining(claim, given);
    return left === null ? [] : [{ ...rest, claim: left }];
  });
}

export function assumptionNote({ checker, claim }: Assumption): Note {
  const about = fieldsIn(claim);
  return {
    kind: "assumption",
    ...(checker !== undefined && { checker }),
    ...(about.length > 0 && { about }),
    text: claimText(claim),
  };
}

export function isAbout({ claim }: Assumption, field: AssumedField): boolean {
  return fieldsIn(claim).includes(field);
}

function fieldsIn(claim: Claim): AssumedField[] {
  if (typeof claim === "string") return [];
  return (claim.kind === "values" ? claim.values : [claim]).flatMap(({ about }) => fieldsOf(about));
}

function remaining(claim: Claim, given: Given): Claim | null {
  if (typeof claim === "string") return claim;
  const stands = ({ about }: About) => fieldsOf(about).every((field) => given[field] === undefined);
  if (claim.kind !== "values") return stands(claim) ? claim : null;
  const values = claim.values.filter(stands);
  return values.length > 0 ? { ...claim, values } : (claim.otherwise ?? null);
}

function claimText(claim: Claim): string {
  if (typeof claim === "string") return claim;
  if (claim.kind !== "values") return claim.text;
  const { before = "", values, after } = claim;
  return `${before}${listed(values.map(({ text }) => text))} ${values.length === 1 ? "is" : "are"} ${after}`;
}

function fieldsOf(about: About["about"]): readonly AssumedField[] {
  return typeof about === "string" ? [about] : about;
}
