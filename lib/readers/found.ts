/** What a reader finds in a file, in its order: checks that can be made, checks that cannot, and what is not checked at all. */
import { Refusal, resolved } from "../text/refusal";
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

/**
 * One object of a file by itself: where it is wrong, its own checks are lost and no others. A cluster, a balancer and a cloud take them one by
 * one as well.
 */
export function byItself(selector: string, place: string, read: () => readonly Found[]): readonly Found[] {
  const { run, refusal } = resolved(read);
  return run ?? [{ kind: "out-of-reach", item: { selector, place, why: refusal, fault: true } }];
}

/** @throws Refusal where a file has no check but wrong ones */
export function partition(found: readonly Found[]): Imported {
  const fault = found.find((one) => one.kind === "out-of-reach" && one.item.fault === true);
  if (fault?.kind === "out-of-reach" && !found.some(({ kind }) => kind === "check")) throw new Refusal(fault.item.why);
  return {
    checks: found.flatMap((one) => (one.kind === "check" ? [one.check] : [])),
    outOfReach: found.flatMap((one) => (one.kind === "out-of-reach" ? [one.item] : [])),
    unchecked: found.flatMap((one) => (one.kind === "unchecked" ? [one.item] : [])),
  };
}
