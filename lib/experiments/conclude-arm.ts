/** From an arm's evidence to its journal. */
import type { Recording } from "../model/extension";
import type { Evidence } from "../model/evidence";
import { judge } from "../judge/judge";
import { makeJournal } from "../report/journal";
import type { Arm } from "./arms";
import type { ArmJournal } from "../model/comparison";
import { wireLine } from "./wire-line";

export function concludeArm({ name, plan }: Arm, evidence: Evidence): ArmJournal {
  const journal = makeJournal(evidence, judge(evidence));
  return { ...journal, startedAt: beganAt(evidence), name, wire: wireLine(plan.checkers), notRun: "" };
}

/** An arm that could not be run says nothing of its checker. */
export function armNotRun({ name, plan }: Arm, why: string, recording: Recording): ArmJournal {
  const evidence: Evidence = { plan, start: null, recording: nothing(recording), end: "complete", k6: null };
  // Without a start the judge has no verdict, and nothing to advise.
  const journal = makeJournal(evidence, judge(evidence));
  return { ...journal, reason: `Not run: ${why}.`, name, wire: wireLine(plan.checkers), notRun: why };
}

function beganAt({ start, recording }: Evidence): string {
  return new Date(Date.parse(recording.startedAt) + (start?.originMs ?? 0)).toISOString();
}

function nothing(recording: Recording): Recording {
  return {
    ...recording,
    clients: {},
    checks: {},
    timeline: [],
    queue: [],
    absences: [],
    process: [],
    log: [],
    counters: [],
    events: [],
    harness: { errors: 0, reasons: {} },
    dropped: {},
  };
}
