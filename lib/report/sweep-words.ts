/** Phrases of a sweep that the terminal, the job summary and the page share. */
import type { Cause } from "../model/extension";
import type { Band, Edge, Point } from "../model/trials-journal";
import { counted, digits } from "../text/format";

/** `edge at 1.56 ms, ± 0.06 ms`; where runs disagreed, the range in which they did. */
export function edgeText({ fromMs, toMs, atMs, begins, mixed }: Edge): string {
  if (!mixed) return `edge at ${digits(atMs)} ms, ± ${digits((toMs - fromMs) / 2)} ms`;
  const turn = begins ? `from ${digits(atMs)} ms on` : `up to ${digits(atMs)} ms`;
  return `edge between ${digits(fromMs)} and ${digits(toMs)} ms: runs disagree there, most harm ${turn}`;
}

export function rangeText({ fromMs, toMs }: Band): string {
  return fromMs === toMs ? `${digits(fromMs)} ms` : `${digits(fromMs)} to ${digits(toMs)} ms`;
}

export function bandText({ verdict, cause, harmed, runs, outcome }: Band): string {
  if (outcome === "unclear") return "nothing could be said";
  const how =
    harmed > 0
      ? `${verdict}${causeText(cause)} in ${harmed} of ${counted(runs, "run")}`
      : `held in ${counted(runs, "run")}`;
  return how;
}

const causeText = (cause: Cause | null) => (cause === null ? "" : ` (${cause})`);

/** What the checker ends its connections with. */
export function endingText(kind: string): string {
  return kind === "rst" || kind === "drain-rst" ? "RST" : "FIN";
}

/**
 * Half a sentence; empty where every point was clear.
 *
 * @param why nothing could be said of the last trial that was not clear
 */
export function unclearText(points: readonly Point[], why: string): string {
  const unclear = points.filter(({ outcome }) => outcome === "unclear").length;
  return unclear === 0 ? "" : `nothing could be said of ${unclear} of ${counted(points.length, "delay")}: ${why}`;
}

/** As a row of a table. */
export function bandRow(band: Band): string[] {
  return [rangeText(band), band.outcome, bandText(band)];
}
