/** From an arm's evidence to its journal. */
import { judge } from "../judge/judge";
import type { ArmJournal } from "../model/comparison";
import type { Evidence } from "../model/evidence";
import type { Recording } from "../model/extension";
import type { StopReason } from "../model/stop-reason";
import { makeArmJournal, makeArmNotRun } from "../report/arm-journal";
import type { Arm } from "./arms";

export function concludeArm({ name }: Arm, evidence: Evidence): ArmJournal {
  return makeArmJournal(name, evidence, judge(evidence));
}

/**
 * An arm that could not be run says nothing of its checker.
 *
 * @param why null: k6 ended the run before
 */
export function armNotRun({ name, plan }: Arm, why: StopReason | null, recording: Recording): ArmJournal {
  const evidence: Evidence = { plan, start: null, recording: nothing(recording), end: "complete", k6: null };
  // Without a start the judge has no verdict, and nothing to advise.
  return makeArmNotRun(name, evidence, judge(evidence), why);
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
