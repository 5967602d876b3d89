/** What the command line itself ends with; the codes of a run are k6's, and stand in lib/k6/exit-code.ts. */

/** An argument is refused, as k6 ends with it when it refuses one of its options. */
export const REFUSED = 104;
/** A signal ended what the command line does itself, as a run ends that a signal cuts short. */
export const INTERRUPTED = 105;
/** Something of our own went wrong. */
export const FAULT = 1;
/** Nothing can be said, or no storm can be run: as k6 ends a run that is inconclusive. */
export const INCONCLUSIVE = 110;
