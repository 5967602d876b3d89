/** journal.json of any script; `kind` tells whose it is. */
import type { Comparison } from "./comparison";
import type { Journal } from "./journal";
import type { MinimalJournal, SweepJournal } from "./trials-journal";

/**
 * What a run of probe-storm saw and concluded, for scripts. `kind` tells whose it is: `storm` of one run, `comparison`, `sweep` or `minimal`
 * of several. Fields and members of enumerations are added, and none is removed or given another meaning.
 *
 * @discriminator kind
 */
export type AnyJournal = Journal | Comparison | SweepJournal | MinimalJournal;
