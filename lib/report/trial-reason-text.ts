/** Why a trial came out as it did, in whole sentences. */
import type { TrialReason } from "../model/conclusion";
import { duration } from "../text/format";
import { reasonText } from "./reason-text";

export function trialReasonText(reason: TrialReason): string {
  switch (reason.kind) {
    case "closed-late":
      return `The checks closed ${duration(reason.ms)} after the handshake instead of ${duration(reason.delayMs)}: this machine is busy.`;
    case "queue-unreadable": {
      const advice = reason.advice === null ? "" : ` ${reason.advice}`;
      return `Clients that only connect prove the kernel alone, and the accept queue cannot be read from here.${advice}`;
    }
    default:
      return reasonText(reason);
  }
}
