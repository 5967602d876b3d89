/** Makes the common part of the journals of a sweep and of a search for the least that harms. */
import type { TrialsConclusion, TrialsEnd } from "../model/conclusion";
import { targetName } from "../plan/target-name";
import type { RunEnd } from "../model/journal";
import type { TrialsJournal } from "../model/trials-journal";
import { stopText } from "./stop-text";
import { KERNEL, RESTART_FIRST } from "./trials-notes";

/** Why it ended before it knew enough: half a sentence; empty where it is complete. */
export function endText(end: TrialsEnd): string {
  switch (end.kind) {
    case "complete":
      return "";
    case "cut-short":
      return "the run was cut short";
    case "stopped":
      return stopText(end.why);
  }
}

const RUN_ENDS: Readonly<Record<TrialsEnd["kind"], RunEnd>> = {
  complete: "complete",
  "cut-short": "interrupted",
  stopped: "stopped",
};

/**
 * @param found what the script's own journal has beside
 * @param notes of its own, before and behind the note on clients that only connect
 */
export function makeTrialsJournal<Kind extends string, Found extends object>(
  { config, resets, trials, end, startedAt, client, notes: ofSetup }: TrialsConclusion,
  kind: Kind,
  found: Found,
  notes: { before: readonly string[]; behind: readonly string[] },
): TrialsJournal & { kind: Kind } & Found {
  const kernel = client?.evidence === "kernel";
  const restart = end.kind === "stopped" && !resets;
  return {
    schema: "probe-storm/1",
    kind,
    startedAt,
    target: targetName(config),
    evidence: kernel ? "kernel" : "service",
    client: client?.kind ?? config.client.kind,
    ended: end.kind === "complete" ? "complete" : endText(end),
    end: RUN_ENDS[end.kind],
    ...found,
    trials: trials.length,
    notes: [
      ...(restart ? [RESTART_FIRST] : []),
      ...notes.before,
      ...(kernel ? [KERNEL] : []),
      ...notes.behind,
      ...ofSetup,
    ],
    settings: config.given.map(({ name, value, from }) => ({ name, value, from })),
  };
}
