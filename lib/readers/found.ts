/** What a reader finds in a file, in its order: checks that can be made, checks that cannot, and what is not checked at all. */
import type { Imported, ImportedCheck, OutOfReach } from "./reader-types";

export type Found =
  | { kind: "check"; check: ImportedCheck }
  | { kind: "out-of-reach"; item: OutOfReach }
  | { kind: "unchecked"; item: OutOfReach };

export function foundCheck(check: ImportedCheck): Found {
  return { kind: "check", check };
}

export function outOfReach(selector: string, place: string, why: string): Found {
  return { kind: "out-of-reach", item: { selector, place, why } };
}

export function unchecked(selector: string, place: string, why: string): Found {
  return { kind: "unchecked", item: { selector, place, why } };
}

export function partition(found: readonly Found[]): Imported {
  return {
    checks: found.flatMap((one) => (one.kind === "check" ? [one.check] : [])),
    outOfReach: found.flatMap((one) => (one.kind === "out-of-reach" ? [one.item] : [])),
    unchecked: found.flatMap((one) => (one.kind === "unchecked" ? [one.item] : [])),
  };
}
