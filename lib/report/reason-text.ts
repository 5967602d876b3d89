/** Why a run ended with its verdict, in a few sentences. */
import type { Reason } from "../model/reason";
import { durationText } from "../text/duration";
import { counted, digits, percent } from "../text/format";
import { clientWording } from "./client-wording";
import { controlText } from "./control-text";
import { costText } from "./cost-text";
import { raisedRateText } from "./raised-rate-text";
import { floorText } from "./floor-text";
import { gateText } from "./gate-text";
import { harmText } from "./harm-text";
import { timesOwnRate } from "./rate-text";
import { capital } from "./sentence";

export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case "no-setup":
      return `The run ended before its first phase${reason.error === null ? "" : `: ${reason.error}`}.`;
    case "generator-failed":
      return `The generator failed, so nothing can be said of the target: ${reason.floors.map(floorText).join("; ")}.`;
    case "control-too-small":
    case "control-shut-out":
    case "control-breaks":
    case "control-fails":
    case "control-fills-queue":
      return controlText(reason);
    case "cut-short": {
      const how = reason.end === "interrupted" ? "interrupted" : "ended early";
      return `The run was ${how} in the ${reason.phase ?? "setup"}, before any gate was lost.`;
    }
    case "no-check-made": {
      const what = reason.sent === 0 ? "was sent" : "reached the service";
      return `Gates were lost, but not one check ${what}: ${gateText(reason.lost)}.`;
    }
    case "checks-not-seen":
      return (
        `Gates were lost, but the service cannot have seen one of the checks: none of them became a connection that accept() returns. ` +
        `So it was not the checks: ${gateText(reason.lost)}.`
      );
    case "harm":
      return harmText(reason);
    case "cost": {
      const { who, did } = clientWording(reason.clients);
      return `${capital(who)} ${did}, but ${costText(reason.cost)}.`;
    }
    case "too-little-seen":
      return `No gate was lost, but too little was seen to say held: ${reason.floors.map(floorText).join("; ")}.`;
    case "nothing-measured":
      return `Not one gate could be measured: ${reason.gates.map(gateText).join("; ")}.`;
    case "kernel-alone":
      return (
        "No gate was lost, but the clients only connected, and the kernel opens connections for a service that has stopped answering as well: " +
        "that does not prove that it held."
      );
    case "held":
      return heldText(reason);
    case "second-storm-too-short": {
      const longest = durationText(reason.secondStormMs);
      return `${reasonText(reason.first)} ${triedAt(reason.factor)}, and SECOND_STORM=${longest} is too short to try its own rate.`;
    }
    case "second-storm-not-made":
      return `${reasonText(reason.first)} ${triedAt(reason.factor)}, and the run ended before its own rate could be tried.`;
    case "second-storm-inconclusive": {
      const { firstStorm, second } = reason;
      const own = timesOwnRate(firstStorm.ownFactor);
      return `${raisedRateText(firstStorm)}. The second storm, at ${own}, says nothing: ${reasonText(second)}`;
    }
    case "held-at-own-rate":
      return `${reasonText(reason.second)} ${raisedRateText(reason.firstStorm)}.`;
    case "harmed-at-own-rate": {
      const own = timesOwnRate(reason.ownFactor);
      return `At ${own}: ${reasonText(reason.second)} The first storm, at ${digits(reason.factor)} times the balancer's own rate, did the same.`;
    }
    case "cost-at-own-rate": {
      const { clients, cost, firstStorm } = reason;
      const { who, did } = clientWording(clients);
      return `At ${timesOwnRate(firstStorm.ownFactor)}: ${who} ${did}, but ${costText(cost)}. ${raisedRateText(firstStorm)}.`;
    }
    case "cost-at-any-rate":
      return `At any rate: ${costText(reason.cost)}. ${reasonText(reason.clients)}`;
  }
}

function heldText({ clients, storm, recovery, sent, verified }: Extract<Reason, { kind: "held" }>): string {
  const { who, did } = clientWording(clients);
  const share = storm ? percent(storm.accepted / Math.max(1, storm.attempts)) : "none";
  const later =
    recovery && recovery.attempts > 0 ? `, and ${percent(recovery.accepted / recovery.attempts)} afterwards` : "";
  return `Every gate was met: ${share} of the storm's ${who} ${did}${later}, under ${counted(sent, "check")} (${verified} verified).`;
}

function triedAt(factor: number): string {
  return `That was at ${digits(factor)} times the balancer's own rate`;
}
