/** Writes half a sentence for each difference between two runs besides the service. */
import type { Unlikeness } from "../model/journal-difference";
import type { GateFigures } from "../model/journal-figures";
import { digits, duration } from "../text/format";
import { limitsText } from "./gate-limits";
import { brief, capital } from "./sentence";

export function unlikenessText(unlike: Unlikeness): string {
  const text = plainText(unlike);
  return unlike.arm === "" ? capital(text) : `${brief(unlike.arm)}: ${text}`;
}

function plainText(unlike: Unlikeness): string {
  switch (unlike.kind) {
    case "setting":
      return `${brief(unlike.name)} was ${given(unlike.old)}, and is ${given(unlike.new)}`;
    case "target":
      return `the target was ${brief(unlike.old)}, and is ${brief(unlike.new)}`;
    case "client":
      return unlike.old === unlike.new
        ? `the clients are ${brief(unlike.new)} both times, and differ in rate, timeout or what they accept`
        : `the client was ${brief(unlike.old)}, and is ${brief(unlike.new)}`;
    case "evidence":
      return `the clients' evidence was the ${brief(unlike.old)}'s, and is the ${brief(unlike.new)}'s`;
    case "sweep":
      return `the checker that was swept was ${brief(unlike.old)}, and is ${brief(unlike.new)}`;
    case "version":
      return `${brief(unlike.of)} was ${unlike.old === null ? "not told" : brief(unlike.old)}, and is ${unlike.new === null ? "not told" : brief(unlike.new)}`;
    case "phase-length":
      return `the ${unlike.phase} took ${duration(unlike.oldSeconds * 1000)}, and takes ${duration(unlike.newSeconds * 1000)}`;
    case "checker":
      return checkerText(unlike);
    case "checker-missing":
      return `the checker ${brief(unlike.name)} is not in the ${unlike.missingIn} journal`;
    case "gate-missing":
      return `the gate ${brief(unlike.name)} is not in the ${unlike.missingIn} journal`;
    case "arm-missing":
      return `the arm ${brief(unlike.name)} is not in the ${unlike.missingIn} journal`;
    case "gate-limit":
      return `the gate ${brief(unlike.name)} ${limits(unlike.old)}, and now ${limits(unlike.new)}`;
    case "cut-short":
      return `the ${unlike.side} run was cut short (${unlike.end})`;
    case "second-storm":
      return `only the ${unlike.side} run needed a second storm, whose gates are its own: the clients of the first storms are compared`;
    case "machine":
      return `the machine was not as quick: a healthy server inside the generator answered in ${duration(unlike.oldMs)} in the ${unlike.phase}, and now in ${duration(unlike.newMs)}`;
    case "order":
      return `the old journal is younger than the new one (${brief(unlike.old)}, ${brief(unlike.new)}): are they swapped?`;
  }
}

function given(value: string | null): string {
  return value === null ? "at its default" : brief(value);
}

function limits(gate: GateFigures): string {
  const text = limitsText(gate);
  return text === "" ? "had no limit" : `wanted ${text}`;
}

const WHAT = { style: "style", nodes: "nodes", intervalMs: "interval", speedup: "SPEEDUP" };

function checkerText({ name, what, old, new: is }: Extract<Unlikeness, { kind: "checker" }>): string {
  const shown = (value: string) => {
    const number = Number(value);
    if (what === "style" || Number.isNaN(number)) return brief(value);
    return what === "intervalMs" ? duration(number) : digits(number);
  };
  return `the ${WHAT[what]} of ${brief(name)} was ${shown(old)}, and is ${shown(is)}`;
}
