/** Writes half a sentence for each leak: what a service keeps of each check, or of every connection. */
import type { Leak } from "../model/finding";
import { amount, digits, duration, grouped } from "../text/format";

/** Every leak: `leaks: descriptors +0.98 per check, limit 1,024 reached in 9 min at the real rate`. */
export function leaksText(leaks: readonly Leak[]): string {
  return `leaks: ${leaks.map(leakText).join("; ")}`;
}

export function leakText(leak: Leak): string {
  const { what, leftBy, perCheck } = leak;
  return leftBy === "check"
    ? `${what} +${inUnit(what, perCheck)} per check${limitText(leak)}`
    : everyConnectionText(leak);
}

function limitText({ limit, limitReachedInMs: ms }: Leak): string {
  return limit === null || ms === null ? "" : `, limit ${grouped(limit)} reached in ${duration(ms)} at the real rate`;
}

/** `keeps 1 descriptor of every connection, check or client; the checks alone reach 20,000 in 2 d 7 h` */
function everyConnectionText({ what, perConnection, limit, limitReachedInMs: ms }: Leak): string {
  const kept = inUnit(what, perConnection);
  const noun = kept === "1" ? ONE[what] : what;
  const reached = limit === null || ms === null ? "" : `; the checks alone reach ${grouped(limit)} in ${duration(ms)}`;
  return what === "memory"
    ? `keeps ${kept} of every connection, check or client, unless a collector is still to come${reached}`
    : `keeps ${kept} ${noun} of every connection, check or client${reached}`;
}

const ONE: Readonly<Record<Leak["what"], string>> = {
  descriptors: "descriptor",
  threads: "thread",
  memory: "memory",
  "sockets in CLOSE-WAIT": "socket in CLOSE-WAIT",
  "sockets in ESTABLISHED": "socket in ESTABLISHED",
};

function inUnit(what: Leak["what"], value: number): string {
  return what === "memory" ? amount(value) : digits(value);
}
