/** The story of a lost gate: what clients got, how it ended, why, and what the checkers believed meanwhile. */
import type { HarmReason, RecoveryEnd, SeenHarm, Tally } from "../model/reason";
import { duration, percent } from "../text/format";
import { CAUSE_WORDS } from "./cause-words";
import { clientWording, type ClientWording } from "./client-wording";
import { costSentences } from "./cost-text";
import { gateText } from "./gate-text";
import { capital } from "./sentence";
import { statusText } from "./status-text";

export function harmText({ clients, seen, end, cause, overflowed, cost, status }: HarmReason): string {
  const wording = clientWording(clients);
  const overflow = overflowed ? "; then the accept queue was full, and the kernel dropped the rest" : "";
  return [
    `${seenText(seen, wording)}; ${endText(end, wording)}.`,
    cause === null ? "" : `What failed: ${CAUSE_WORDS[cause].meaning}${overflow}.`,
    ...costSentences(cost),
    status === null ? "" : statusText(status),
  ]
    .filter(Boolean)
    .join(" ");
}

function seenText(seen: SeenHarm, { who, did }: ClientWording): string {
  switch (seen.kind) {
    case "in-storm":
      return `${acceptedText(seen.storm)} of the storm's ${who} ${did}, and for ${duration(seen.longestOutageMs)} not one`;
    case "after-storm": {
      const { storm, night, recovery } = seen;
      const before = storm ? `${acceptedText(storm)} of the storm's ${who} ${did}; ` : "";
      const when = night ? "after the night, with the checkers alone" : "once the checks had stopped";
      const share = recovery.accepted > 0 ? `only ${percent(recovery.accepted / recovery.attempts)}` : "not one";
      return `${before}${when}, ${share} did`;
    }
    case "gate":
      return `${capital(who)} ${did}, but ${gateText(seen.lost)}`;
  }
}

function acceptedText({ accepted, attempts }: Tally): string {
  if (accepted === 0) return "None";
  return accepted === attempts ? `All ${attempts}` : percent(accepted / attempts);
}

const AFTERWARDS = {
  stays: "in the recovery, without a check, most of them waited all the same",
  some: "in the recovery some of them waited as well",
  gone: "in the recovery they did not have to wait",
};

function endText(end: RecoveryEnd, { did, again, not }: ClientWording): string {
  switch (end.kind) {
    case "back-after":
      return `${again} ${duration(end.ms)} after the checks had stopped`;
    case "waited":
      return `${AFTERWARDS[end.afterwards]} (${end.what} ${end.stat} ${duration(end.ms)})`;
    case "no-clients":
      return "no client came after that";
    case "back":
      return `${whenText(end)} ${again} (${end.accepted} of the last ${end.attempts})`;
    case "queue-not-drained":
      return `${whenText(end)} the accept queue had not drained`;
    case "shut-out": {
      const { attempts, accepted } = end;
      if (attempts === 1) return `${whenText(end)} the last ${not}`;
      const which = accepted === 0 ? "none" : `only ${accepted}`;
      return `${whenText(end)} ${which} of the last ${attempts} ${did}`;
    }
  }
}

function whenText({ observed }: { observed: boolean }): string {
  return observed ? "at the end of recovery" : "when last seen";
}
