/** Assumptions about a product, as data: a setting or a file that says otherwise takes the sentence away. */

/** Fields of a checker whose values may be assumed, and which a setting or a file gives. */
export type AssumedField = "nodes" | "intervalMs" | "timeoutMs" | "rise" | "fall";

/** A sentence, or a part of one, that is untrue as soon as one of the fields is given. */
export interface About {
  kind?: undefined;
  about: AssumedField | readonly AssumedField[];
  text: string;
}

/** `before` `interval 5 s, timeout 5 s and rise 3` `are` `after`: values that are told in one sentence. */
export interface AssumedValues {
  kind: "values";
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
  /** Name of the checker that it is about; left out: it is about all checkers of a file. */
  checker?: string;
  claim: Claim;
}

export type Given = { readonly [field in AssumedField]?: unknown };
