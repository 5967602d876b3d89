/** Advice in sentences: one or several lines for each code. */
import { TRUST } from "../clients/certificate";
import type { Advice } from "../model/advice";
import type { Start } from "../model/evidence";
import { durationText } from "../text/duration";
import { ACCEPT_LOOP, CAUSE_WORDS, PER_CONNECTION } from "./cause-words";
import { costAdviceLines } from "./finding-text";

const TRY_CHECKS_FIRST = "Test a new check here first: what spares one service may harm another.";

/** @param start null: `setup` did not finish, and suggested no client */
export function adviceLines(advice: readonly Advice[], start: Start | null): { kind: Advice["kind"]; text: string }[] {
  return advice.flatMap((one) => adviceText(one, start).map((text) => ({ kind: one.kind, text })));
}

function adviceText(advice: Advice, start: Start | null): readonly string[] {
  switch (advice.kind) {
    case "cause":
      return CAUSE_WORDS[advice.cause].advice;
    case "cause-without-checks":
      return [CAUSE_WORDS[advice.cause].alone];
    case "cost":
      return costAdviceLines(advice.finding);
    case "cost-beside-harm":
      return costAdviceLines(advice.finding).slice(0, 1);
    case "queue-grows":
      return [
        ACCEPT_LOOP,
        PER_CONNECTION,
        "A client that only connects proves the kernel alone: name one that asks for an answer (CLIENT=http, tls or send-expect).",
      ];
    case "slower":
      return CAUSE_WORDS.slow.advice;
    case "try-checks-first":
      return [TRY_CHECKS_FIRST];
    case "trust-certificate":
      return [TRUST];
    case "repair-service-first":
      return ["Repair this first: no health check is needed to bring the service down."];
    case "larger-control":
      return ["Raise BASELINE or CLIENT_RATE."];
    case "idle-machine":
      return ["Run on a machine with nothing else to do, or lower CLIENT_RATE, NODES or SPEEDUP."];
    case "look-at-service":
      return ["Clients alone brought this about; look at the service first, then at why no check was made."];
    case "clients-or-machine":
      return [
        "Clients alone brought this about, or the load of this machine; a longer BASELINE would show it without any check.",
      ];
    case "whole-run":
      return ["Let it run to its end, or shorten BASELINE, STORM, NIGHT and RECOVERY."];
    case "other-style":
      return [
        "The checks were not what they claim to be: run closer to the target, on a machine with nothing else to do, or choose another style.",
      ];
    case "larger-samples":
      return ["Raise STORM, RECOVERY, CLIENT_RATE or SPEEDUP."];
    case "gate-on-clients":
      return ["Add a gate on what clients got (measure: accepted or outage) to THRESHOLDS."];
    case "stronger-client":
      return start?.client.advice === undefined ? [] : [start.client.advice];
    case "kernel-evidence":
      return [
        "Where the service has no answer to give (statsd, syslog), KERNEL_EVIDENCE=accept takes open connections for held.",
      ];
    case "longer-second-storm":
      return [`SECOND_STORM=${durationText(advice.ms)} lets a second storm at the balancer's own rate decide.`];
    case "second-storm-to-its-end":
      return ["Let it run to its end, so that a second storm at the balancer's own rate can decide."];
    case "run-at-own-rate":
      return [RUN_AT_OWN_RATE];
  }
}

export const RUN_AT_OWN_RATE =
  "SPEEDUP=1 with a STORM long enough, and a RECOVERY longer than whatever the service forgets by, would show it.";
