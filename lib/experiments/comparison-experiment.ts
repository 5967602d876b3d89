/** compare-checkers: several checkers on one target, one after the other. For the driver and the ends of the run. */
import type { ArmJournal } from "../model/comparison";
import type { Evidence } from "../model/evidence";
import type { Recording } from "../model/extension";
import { firstOf, mapAll } from "../model/non-empty";
import type { ProgressArm } from "../model/progress";
import { lastEvent } from "../measures/run-events";
import type { Arm, ArmOver, PlannedComparison } from "./arms";
import { armNotRun, concludeArm } from "./conclude-arm";
import { concludeComparison } from "./conclude-comparison";
import type { Experiment } from "./experiment-types";
import { stopReason } from "./find-stop-reason";
import { timeLeft } from "./time-left";
import { whyCutShort } from "./why-cut-short";

export const experiment: Experiment<PlannedComparison, ArmJournal> = {
  plans: ({ arms }) => mapAll(arms, ({ plan }) => plan),

  next({ arms }, done) {
    const arm = arms[done.length];
    if (arm === undefined) return null;
    return {
      plan: arm.plan,
      arm: progressArm(arms, done.length, arm),
      checkDelayMs: 0,
      conclude(evidence) {
        const result = concludeArm(arm, evidence);
        return { result, stop: stopReason({ kind: "arm", name: arm.name }, result, evidence) };
      },
      notRun: (why, recording) => armNotRun(arm, why, recording),
    };
  },

  soFar: (done) => ({ kind: "finished-arms", arms: [...done] }),

  leftOut: ({ arms }, done, why, recording) => arms.slice(done.length).map((arm) => armNotRun(arm, why, recording)),

  before({ arms, reset }, done, { resetMs }) {
    const index = done.length;
    const arm = arms[index];
    if (arm === undefined) return [];
    const toCome = reset === null ? 0 : arms.length - Math.max(1, index);
    const leftMs = timeLeft(arms.slice(index), { eachMs: resetMs, toCome });
    return [{ kind: "arm-begun", arm: progressArm(arms, index, arm), leftMs }];
  },

  after({ arms }, done, added) {
    const index = done.length - added;
    const news = done.slice(index);
    const first = firstOf(news);
    const { notRun, verdict, cause } = first;
    const arm = progressArm(arms, index, first);
    if (notRun === "") return [{ kind: "arm-ended", arm, verdict, cause }];
    return [{ kind: "arms-not-run", arm, names: news.map(({ name }) => name), why: notRun }];
  },

  conclude(run, recorded, { colour }) {
    const { comparison, terminal, files } = concludeComparison(run, armsAtTheEnd(run.arms, recorded), { colour });
    const { verdict, reason, gate } = comparison;
    const deciding = comparison.arms.filter((arm) => gate.includes(arm.name) && arm.verdict !== "inconclusive");
    return {
      terminal,
      files,
      inconclusive: verdict === "inconclusive" ? reason : "",
      lostGates: deciding.flatMap(({ gates }) => gates.filter(({ ok }) => !ok)),
      verdicts: comparison.arms,
    };
  },
};

function progressArm(arms: readonly Arm[], index: number, { name }: Pick<Arm, "name">): ProgressArm {
  return { number: index + 1, of: arms.length, name };
}

/** Those that are over, the one that was under way, and those that were never begun. */
function armsAtTheEnd(planned: PlannedComparison["arms"], recorded: Recording) {
  const finished = lastEvent(recorded.events, "finished-arms")?.arms ?? [];
  const running = lastEvent(recorded.events, "running");
  const why = whyCutShort(recorded);
  const over = (arm: Arm, index: number): ArmOver => {
    const done = finished[index];
    if (done !== undefined) return { arm, journal: done };
    if (running?.index !== index) return { arm, journal: armNotRun(arm, why, recorded) };
    const { plan } = arm;
    const evidence: Evidence = { plan, start: running.start, recording: recorded, end: "interrupted", k6: null };
    return { arm, journal: concludeArm(arm, evidence) };
  };
  const arms = mapAll(planned, over);
  const cutShort = finished.length < arms.length;
  return { arms, cutShort, stopped: cutShort && why !== null };
}
