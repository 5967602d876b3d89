/** journal.json of any script; `kind` tells whose it is. */
import type { Comparison } from "./comparison";
import type { Journal } from "./journal";
import type { MinimalJournal, SweepJournal } from "./trials-journal";

export type AnyJournal = Journal | Comparison | SweepJournal | MinimalJournal;
