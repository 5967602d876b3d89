/** Writes a line for each gate: what was seen, and what was wanted. */
import type { GateResult, Observation, ObservationOf, Observations } from "../model/gate-result";
import type { Gate } from "../model/gates";
import { MEASURES } from "../measures";
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

type Told = Exclude<keyof Observations, "not-measured" | "nobody-timed">;

/** What was seen, in words: an entry for each of what the measures may see. */
const SEEN: { [Kind in Told]: (gate: Gate, observed: number, seen: ObservationOf<Kind>) => string } = {
  accepted: ({ phase }, observed) => `${percent(observed)} of the ${phase}'s clients accepted`,
  "accepted-at-best": ({ phase }, observed) =>
    `at best ${percent(observed)} of the ${phase}'s clients accepted, had it gone on`,
  outage({ phase }, observed, { phaseMs }) {
    const length = phaseMs === null ? "" : ` of ${duration(phaseMs)} and the time that its last clients waited`;
    return `no client accepted for ${duration(observed)} in the ${phase}${length}`;
  },
  "client-time"({ phase, measure, stat = "p95" }, observed) {
    const what = measure === "first-byte" ? "first byte" : measure;
    return `${what} ${stat} ${duration(observed)} in the ${phase}`;
  },
  slowdown({ phase }, observed, { what, stat, ms, baselineMs }) {
    const times = `${digits(observed)} times the baseline's ${duration(baselineMs)}`;
    return `${what} ${stat} ${duration(ms)} in the ${phase}, ${times}`;
  },
  "slowdown-of-noise": ({ phase }, _observed, { what, stat, ms, noise }) =>
    `${what} ${stat} ${duration(ms)} in the ${phase} (${noiseText(noise)})`,
  "queue-growth": ({ phase }, observed) =>
    `the accept queue kept ${grouped(observed)} more connections over the ${phase}`,
  leaks(_gate, _observed, { leaks }) {
    const pages = leaks.some(({ what, counts }) => what === "memory" && counts);
    return `${leaksText(leaks)}${pages ? " (a page of 4 KiB counts as one)" : ""}`;
  },
  finding: (_gate, _observed, { finding }) => findingText(finding),
};

function seenText(
  gate: Gate,
  observed: number,
  seen: Exclude<Observation, { kind: "not-measured" | "nobody-timed" }>,
): string {
  if (!isTold(seen)) return nothingFoundText(seen.kind);
  // An entry takes what is of its own kind, which is the kind that it was looked up by.
  const text = SEEN[seen.kind] as (gate: Gate, observed: number, seen: ObservationOf<Told>) => string;
  return text(gate, observed, seen);
}

function isTold(seen: Observation): seen is ObservationOf<Told> {
  return seen.kind in SEEN;
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
