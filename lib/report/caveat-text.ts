/** Writes a sentence or two for each caveat, by which a reader weighs a verdict. */
import type { Caveat } from "../model/caveat";
import { durationText } from "../text/duration";
import { counted, digits, duration, percent } from "../text/format";
import { RUN_AT_OWN_RATE } from "./advice-text";
import { findingText } from "./finding-text";
import { capital } from "./sentence";
import { noiseText, sharedSlowdownText } from "./slowdown-text";

export function caveatText(caveat: Caveat): string {
  switch (caveat.kind) {
    case "recovery-not-observed":
      return notObservedText(caveat);
    case "called-down":
      return calledDownText(caveat);
    case "process-replaced":
      return `${capital(findingText(caveat.finding))}: did it crash, and was started again?`;
    case "kept-before-harm": {
      const { what, before, after, checks } = caveat;
      return (
        `${what} ${digits(before)} → ${digits(after)} over ${checks} checks, still there at the end of recovery: a leak beside the harm, ` +
        "but too few checks came before the first client was lost to tell its rate."
      );
    }
    case "became-resets": {
      const { checker, count, completed, loopback } = caveat;
      const checks = `${count} of ${counted(completed, `${checker} check`)}`;
      const overstated = loopback ? "; loopback overstates this" : "";
      return `${checks} became ${count === 1 ? "a reset" : "resets"}: what the service had said lay unread${overstated}.`;
    }
    case "ended-by-service": {
      const { checker, count, sent, medianMs, earliestMs } = caveat;
      return (
        `The service itself ended ${count} of ${counted(sent, `connection`)} that ${checker} held, ` +
        `after ${duration(medianMs)} (median; ${duration(earliestMs)} at the earliest).`
      );
    }
    case "no-longer-half-open": {
      const { checker, count, completed } = caveat;
      const connections = count === 1 ? "a connection that was reset" : "connections that were reset";
      return (
        `${count} of ${counted(completed, `${checker} check`)} ${count === 1 ? "was" : "were"} no longer half-open: ` +
        `the kernel had sent the final ACK, and the service saw ${connections}.`
      );
    }
    case "no-greeting": {
      const { checker, count, sent, waitedMs, ending } = caveat;
      const which = count === 1 ? "that" : "each of those";
      return (
        `No greeting came to ${count} of ${counted(sent, `${checker} check`)}: ` +
        `${which} was a silent connection of up to ${duration(waitedMs)}, then ${ending === "rst" ? "an RST" : "a FIN"}.`
      );
    }
    case "noisy-baseline":
      return `${noiseText(caveat.noise)}; ${caveat.gate} allows ${duration(caveat.limitMs)}.`;
    case "gate-not-judged":
      return `${caveat.gate} is not judged: ${sharedSlowdownText(caveat.slowdown)}.`;
    case "behind-rate": {
      const { checker, sent, planned, everyMs, nodes, plannedPerSecond } = caveat;
      return (
        `${checker} made ${sent} of ${counted(planned, "planned check")} in the storm: a node makes one at a time, and each came ` +
        `${duration(everyMs)} after the one before. NODES=${nodes} would make ${digits(plannedPerSecond)} a second.`
      );
    }
    case "counters-not-read": {
      const why = caveat.why === "" ? "" : `: ${caveat.why}`;
      return `METRICS gave no Prometheus page that could be read, so nothing is known of the service's counters${why}.`;
    }
    case "own-rate-not-known":
      return `Harmed at ${digits(caveat.factor)} times the balancer's own rate; not known whether its own rate does it: ${RUN_AT_OWN_RATE}`;
    case "fewer-checks-than-harmed": {
      const { sent, checksBefore, secondStormMs } = caveat;
      return (
        `The second storm made ${counted(sent, "check")}, and the first harmed after ${checksBefore}. A service that forgets is safe at its own rate; ` +
        `one that only counts, and was started again meanwhile, would look the same: SECOND_STORM=${durationText(secondStormMs)} tells them apart.`
      );
    }
  }
}

function notObservedText({ end, begun }: Extract<Caveat, { kind: "recovery-not-observed" }>): string {
  if (end === "complete") {
    return "Recovery was not observed: no client came after the checks; the last clients of the storm decide.";
  }
  const how = end === "interrupted" ? "interrupted" : "ended at the first lost gate";
  return begun
    ? `Recovery was not observed to its end: the run was ${how}.`
    : `Recovery was not observed: the run was ${how}; the last clients of the storm decide.`;
}

function calledDownText({ checker, share, everyClient, clients }: Extract<Caveat, { kind: "called-down" }>): string {
  const who = everyClient ? "every client" : "clients";
  const down = `${checker} said DOWN for ${percent(share)} of the time although ${who}`;
  if (clients === "kernel") {
    return `${down} could connect, which does not prove that the service took them: either it is not healthy, or the check does not fit it.`;
  }
  const got = everyClient ? "got in" : "kept getting in";
  return `${down} ${got}: the balancer would take a healthy service out of rotation.`;
}

/** The checker that it is about; null: it is about the run as a whole. */
export function caveatChecker(caveat: Caveat): string | null {
  switch (caveat.kind) {
    case "called-down":
    case "became-resets":
    case "ended-by-service":
    case "no-longer-half-open":
    case "no-greeting":
    case "behind-rate":
      return caveat.checker;
    case "recovery-not-observed":
    case "process-replaced":
    case "kept-before-harm":
    case "noisy-baseline":
    case "gate-not-judged":
    case "counters-not-read":
    case "own-rate-not-known":
    case "fewer-checks-than-harmed":
      return null;
  }
}
