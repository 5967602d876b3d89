/** What the journals of a sweep and of a search for the least have in common. */
import type { RunEnd } from "../model/journal";
import type { TrialsJournal } from "../model/trials-journal";
import { KERNEL, RESTART_FIRST } from "../report/trials-notes";
import type { ReportContext } from "./trials-types";

/** How it ended, and why; `why` is empty where it is complete. */
export interface Ending {
  end: RunEnd;
  why: string;
}

/**
 * @param complete the strategy knew enough
 * @param stopped why the driver stopped before; empty where it did not: then k6 ended the run, and says no more
 */
export function endingOf(complete: boolean, stopped: string): Ending {
  if (complete) return { end: "complete", why: "" };
  return stopped === "" ? { end: "interrupted", why: "the run was cut short" } : { end: "stopped", why: stopped };
}

/**
 * @param found what the script's own journal has beside
 * @param notes of its own, before and behind the note on clients that only connect
 */
export function makeTrialsJournal<Kind extends string, Found extends object>(
  { planned, trials, startedAt, client, notes: ofSetup }: ReportContext,
  { end, why }: Ending,
  kind: Kind,
  found: Found,
  notes: { before: readonly string[]; behind: readonly string[] },
): TrialsJournal & { kind: Kind } & Found {
  const { config } = planned;
  const kernel = client?.evidence === "kernel";
  const restart = end === "stopped" && planned.reset === null;
  return {
    schema: "probe-storm/1",
    kind,
    startedAt,
    target: config.target ? config.target.text : `embedded:${config.embedded.flaw}`,
    evidence: kernel ? "kernel" : "service",
    client: client?.kind ?? config.client.kind,
    ended: end === "complete" ? "complete" : why,
    end,
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
