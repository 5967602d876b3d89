/** Why the control failed: clients alone are not served, or too few came to say so. */
import type { ControlReason } from "../model/reason";
import { counted, grouped, percent } from "../text/format";
import { CAUSE_WORDS } from "./cause-words";

export function controlText(reason: ControlReason): string {
  switch (reason.kind) {
    case "control-too-small":
      return `The control is too small: ${counted(reason.clients, "client")} in the baseline, at least ${reason.atLeast} wanted.`;
    case "control-shut-out":
      return `Not one of ${counted(reason.attempts, "client")} was accepted before the first check was sent${whyText(reason)}.`;
    case "control-breaks": {
      const { first, later } = reason;
      const served = first === 1 ? "the first one was" : `the first ${first} were`;
      const rest = later.accepted > 0 ? `only ${later.accepted}` : "none";
      return `Clients alone bring it down: ${served} accepted, then ${rest} of ${later.attempts}, before the first check was sent${whyText(reason)}.`;
    }
    case "control-fails": {
      const { attempts, accepted } = reason.clients;
      return `Clients alone already fail: ${percent(accepted / attempts)} of ${attempts} were accepted before the first check was sent${whyText(reason)}.`;
    }
    case "control-fills-queue":
      return `Clients alone fill the accept queue: it kept ${grouped(reason.connections)} connections in the baseline, before the first check was sent. The service does not accept.`;
  }
}

function whyText({ cause, example }: Extract<ControlReason, { example: string | null }>): string {
  if (cause === null) return "";
  return `: ${CAUSE_WORDS[cause].meaning}${example === null ? "" : ` (${example})`}`;
}
