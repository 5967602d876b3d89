/** Why an experiment runs no more storms: a code each. lib/report/stop-text.ts writes the words. */

/** A storm that is over: an arm of a comparison, or the last trial. */
export type StormOver = { kind: "arm"; name: string } | { kind: "last-trial" };

export type StopReason =
  /** Nothing restarts the target, and this storm left it wedged. */
  | { kind: "left-wedged"; by: StormOver }
  /** Clients alone were not served, before the first check of this storm. */
  | { kind: "not-served-before"; storm: StormOver }
  /** RESET_URL did not bring the target back: what went wrong, in the words of the harness. */
  | { kind: "not-reset"; error: string }
  /** The driver threw: its message. */
  | { kind: "exception"; message: string };
