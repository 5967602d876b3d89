/** What was found in a file, in its order: checks that can be made, checks that cannot, and what is not checked at all. */
import type { Imported, ImportedCheck, OutOfReach } from "./reader-types";

export type Read = { check: ImportedCheck } | { far: OutOfReach } | { idle: OutOfReach };

export function partition(read: readonly Read[]): Imported {
  return {
    checks: read.flatMap((one) => ("check" in one ? [one.check] : [])),
    outOfReach: read.flatMap((one) => ("far" in one ? [one.far] : [])),
    unchecked: read.flatMap((one) => ("idle" in one ? [one.idle] : [])),
  };
}
