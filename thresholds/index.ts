/** The gate profiles by name. A new one is a file of its own and a line here; users bring theirs with THRESHOLDS=file. */
import type { GateProfile } from "../lib/model/gates";
import { lenient } from "./lenient";
import { standard } from "./default";
import { strict } from "./strict";
import { trial } from "./trial";

export const profiles: ReadonlyMap<string, GateProfile> = new Map(
  [strict, standard, lenient, trial].map((profile) => [profile.name, profile]),
);
