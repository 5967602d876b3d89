/** Why a gate could not be measured: half a sentence. */
import type { TimedEvent, Unmeasured } from "../model/gate-result";
import type { Gate } from "../model/gates";
import { noiseText, sharedSlowdownText } from "./slowdown-text";
import { counted } from "../text/format";

export function unmeasuredText(why: Unmeasured, { phase }: Pick<Gate, "phase">): string {
  switch (why.kind) {
    case "no-phase":
      return `the run has no ${phase}`;
    case "no-clients":
      return `no client came in the ${phase}`;
    case "cut-short":
      return `the ${phase} was cut short`;
    case "baseline-without-times":
      return "the baseline has no times to compare with";
    case "nobody-timed":
      return nobodyTimedText(why.what, phase);
    case "shared-slowdown":
      return sharedSlowdownText(why.slowdown);
    case "noisy-baseline":
      return noiseText(why.noise);
    case "queue-not-read":
      return why.reason || "the accept queue was not read";
    case "listener-ended":
      return `nothing listened any more before the ${phase} ended`;
    case "queue-seldom-read":
      return `the accept queue was read ${why.samples} times in the ${phase}, too seldom to tell growth`;
    case "left-to-first-storm":
      return "told by the first storm";
    case "process-not-watched":
      return why.reason || "the service's process was not watched";
    case "threads-not-seen":
      return why.reason || "the service's threads could not be seen";
    case "memory-not-seen":
      return why.reason || "the service's memory could not be seen";
    case "cpu-time-not-seen":
      return why.reason || "the service's CPU time could not be seen";
    case "writes-not-seen":
      return why.reason || "the service's writing was not seen";
    case "process-replaced":
      return "the service's process was another one later in the run, and what the first had kept went with it";
    case "processes-changed":
      return "the service had more processes, or fewer, later in the run";
    case "recovery-not-finished":
      return "recovery did not come to its end";
    case "not-seen-in-recovery":
      return "the service's process was not seen in recovery";
    case "recovery-too-short":
      return "recovery is too short to tell how busy the service stays";
    case "baseline-too-short":
      return TOO_SHORT[why.toTell];
    case "too-few-checks":
      return `${counted(why.checks, "check")} in ${why.seconds} s ${why.checks === 1 ? "is" : "are"} too few to tell growth from chance`;
  }
}

const TOO_SHORT: Readonly<Record<Extract<Unmeasured, { kind: "baseline-too-short" }>["toTell"], string>> = {
  "clients' cost": "the baseline is too short to tell what clients cost alone",
  threads: "the baseline is too short to tell how many threads there are",
  writes: "too few checks, or too short a baseline, to tell what they write",
};

export function nobodyTimedText(what: TimedEvent, phase: Gate["phase"]): string {
  return `no client of the ${phase} got ${what === "connect" ? "a connection" : "an answer"}, so there is nothing to time`;
}
