/** What the command line itself ends with; the codes of a run are k6's, and stand in lib/k6/exit-code.ts. */

/** An argument is refused, as k6 ends with it when it refuses one of its options. */
export const REFUSED = 104;
/** A script refuses a setting; k6 calls it an exception. */
const SETTING_REFUSED = 107;
/** What k6 itself ends with where it has no code of its own: it could not begin with what it was given. */
const UNSPECIFIC = 255;
/** Those of k6 that say: nothing was run, and what was given is to blame. */
export const REFUSALS: readonly number[] = [REFUSED, SETTING_REFUSED, UNSPECIFIC];
/** A signal ended what the command line does itself, as a run ends that a signal cuts short. */
export const INTERRUPTED = 105;
/** Something of our own went wrong. */
export const FAULT = 1;
/** Nothing can be said, or no storm can be run: as k6 ends a run that is inconclusive. */
export const INCONCLUSIVE = 110;

/** The code of the command line for one of k6. */
export function codeFor(k6: number): number {
  return k6 === UNSPECIFIC ? REFUSED : k6;
}
