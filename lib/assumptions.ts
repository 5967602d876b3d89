/** What is assumed of a product, as data: a setting or a file that says otherwise takes the sentence away. */

/** Fields of a checker whose values may be assumed, and which a setting or a file gives. */
export type AssumedField = "nodes" | "intervalMs" | "timeoutMs" | "rise" | "fall";

/** A sentence, or a part of one, that is untrue as soon as one of the fields is given. */
export interface About {
  about: AssumedField | readonly AssumedField[];
  text: string;
}

/** `before` `interval 5 s, timeout 5 s and rise 3` `are` `after`: values that are told in one sentence. */
export interface AssumedValues {
  before?: string;
  values: readonly About[];
  /** Behind `is` or `are`. */
  after: string;
  /** What is left to tell when all values are given. */
  otherwise?: string;
}

/** A plain sentence is true whatever is given. */
export type Claim = string | About | AssumedValues;

export interface Assumption {
  /** The checker whose name is told ahead; left out: the sentence is about all checkers of a file. */
  of?: string;
  claim: Claim;
}

export type Given = { readonly [field in AssumedField]?: unknown };

/** Without those, and without the parts of those, that what is given contradicts. */
export function stillAssumed(assumptions: readonly Assumption[], given: Given): Assumption[] {
  return assumptions.flatMap(({ claim, ...rest }) => {
    const left = remaining(claim, given);
    return left === null ? [] : [{ ...rest, claim: left }];
  });
}

export function assumptionText({ of, claim }: Assumption): string {
  return of === undefined ? claimText(claim) : `${of}: ${claimText(claim)}`;
}

export function isAbout({ claim }: Assumption, field: AssumedField): boolean {
  if (typeof claim === "string") return false;
  return ("values" in claim ? claim.values : [claim]).some(({ about }) => fieldsOf(about).includes(field));
}

function remaining(claim: Claim, given: Given): Claim | null {
  if (typeof claim === "string") return claim;
  const stands = ({ about }: About) => fieldsOf(about).every((field) => given[field] === undefined);
  if (!("values" in claim)) return stands(claim) ? claim : null;
  const values = claim.values.filter(stands);
  return values.length > 0 ? { ...claim, values } : (claim.otherwise ?? null);
}

function claimText(claim: Claim): string {
  if (typeof claim === "string") return claim;
  if (!("values" in claim)) return claim.text;
  const { before = "", values, after } = claim;
  const texts = values.map(({ text }) => text);
  const listed = texts.length === 1 ? texts[0]! : `${texts.slice(0, -1).join(", ")} and ${texts[texts.length - 1]!}`;
  return `${before}${listed} ${texts.length === 1 ? "is" : "are"} ${after}`;
}

function fieldsOf(about: About["about"]): readonly AssumedField[] {
  return typeof about === "string" ? [about] : about;
}
