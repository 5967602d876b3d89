/** The journal of an arm: that of a single run, with the arm's name and what its checks do on the wire. */
import type { ArmJournal } from "../model/comparison";
import type { Evidence } from "../model/evidence";
import type { Judgement } from "../model/judgement";
import type { StopReason } from "../model/stop-reason";
import { makeJournal } from "./build-journal";
import { stopText } from "./stop-text";
import { wireLine } from "./wire-line";

export function makeArmJournal(name: string, evidence: Evidence, judgement: Judgement): ArmJournal {
  const journal = makeJournal(evidence, judgement);
  return { ...journal, startedAt: beganAt(evidence), name, wire: wireLine(evidence.plan.checkers), notRun: "" };
}

/** @param why null: k6 ended the run before */
export function makeArmNotRun(
  name: string,
  evidence: Evidence,
  judgement: Judgement,
  why: StopReason | null,
): ArmJournal {
  const notRun = why === null ? "the run had been cut short by then" : stopText(why);
  const journal = makeJournal(evidence, judgement);
  return { ...journal, reason: `Not run: ${notRun}.`, name, wire: wireLine(evidence.plan.checkers), notRun };
}

function beganAt({ start, recording }: Evidence): string {
  return new Date(Date.parse(recording.startedAt) + (start?.originMs ?? 0)).toISOString();
}
