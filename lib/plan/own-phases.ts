/** Phases of the second storm are recorded under their own names, `own-storm`. Apart, because every VU evaluates it. */
export const OWN = "own-";
