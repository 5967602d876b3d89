/** Writes a line for each gate: what was seen, and what was wanted. */
import type { GateResult } from "../model/gate-result";
import type { Gate } from "../model/gates";
import { MEASURES } from "../model/measures";
import { amount, digits, duration, grouped, percent } from "../text/format";
import { findingText, nothingFoundText } from "./finding-text";
import { leaksText } from "./leak-text";
import { noiseText } from "./slowdown-text";
import { nobodyTimedText, unmeasuredText } from "./unmeasured-text";

export function gateText({ gate, observed, seen }: GateResult): string {
  if (seen.kind === "not-measured") return `not measured: ${unmeasuredText(seen.why, gate)}`;
  if (seen.kind === "nobody-timed") return nobodyTimedText(seen.what, gate.phase);
  const limit = seen.kind === "slowdown-of-noise" ? `at most ${duration(seen.limitMs)} allowed` : limitText(gate);
  return `${seenText(gate, observed ?? 0, seen)}, ${limit}`;
}

type Seen = Exclude<GateResult["seen"], { kind: "not-measured" | "nobody-timed" }>;

function seenText({ phase, measure, stat = "p95" }: Gate, observed: number, seen: Seen): string {
  switch (seen.kind) {
    case "accepted":
      return `${percent(observed)} of the ${phase}'s clients accepted`;
    case "accepted-at-best":
      return `at best ${percent(observed)} of the ${phase}'s clients accepted, had it gone on`;
    case "outage": {
      const length =
        seen.phaseMs === null ? "" : ` of ${duration(seen.phaseMs)} and the time that its last clients waited`;
      return `no client accepted for ${duration(observed)} in the ${phase}${length}`;
    }
    case "client-time": {
      const what = measure === "first-byte" ? "first byte" : measure;
      return `${what} ${stat} ${duration(observed)} in the ${phase}`;
    }
    case "slowdown": {
      const times = `${digits(observed)} times the baseline's ${duration(seen.baselineMs)}`;
      return `${seen.what} ${seen.stat} ${duration(seen.ms)} in the ${phase}, ${times}`;
    }
    case "slowdown-of-noise":
      return `${seen.what} ${seen.stat} ${duration(seen.ms)} in the ${phase} (${noiseText(seen.noise)})`;
    case "queue-growth":
      return `the accept queue kept ${grouped(observed)} more connections over the ${phase}`;
    case "leaks": {
      const pages = seen.leaks.some(({ what, counts }) => what === "memory" && counts);
      return `${leaksText(seen.leaks)}${pages ? " (a page of 4 KiB counts as one)" : ""}`;
    }
    case "finding":
      return findingText(seen.finding);
    default:
      return nothingFoundText(seen.kind);
  }
}

function limitText(gate: Gate): string {
  const limits = [];
  if (gate.atLeast !== undefined) limits.push(`at least ${inUnit(gate, gate.atLeast)} wanted`);
  if (gate.atMost !== undefined) {
    const ignored = gate.ignoreBelowMs ? `, or less than ${duration(gate.ignoreBelowMs)} more` : "";
    limits.push(`at most ${inUnit(gate, gate.atMost)} allowed${ignored}`);
  }
  return limits.join(", ");
}

/** A value of the gate, with its unit. */
export function inUnit({ measure }: Pick<Gate, "measure">, value: number): string {
  switch (MEASURES[measure].unit) {
    case "share":
      return percent(value);
    case "ms":
      return duration(value);
    case "times":
      return `${digits(value)} times`;
    case "connections":
      return grouped(value);
    case "per-check":
      return `${digits(value)} per check`;
    case "of-core":
      // A service of several threads may use more than one core.
      return `${value > 1 ? `${digits(value * 100)} %` : percent(value)} of a core more`;
    case "count":
      return value === 0 ? "none" : digits(value);
    case "bytes-a-day":
      return `${amount(value)} a day`;
  }
}
