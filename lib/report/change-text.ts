/** One change between two journals: a sentence each, with the numbers of both. */
import type { Change, QueueSide } from "../model/journal-difference";
import { amount, counted, digits, duration, grouped, percent } from "../text/format";
import { brief, capital } from "./sentence";
import { limitsText, valueText } from "./gate-limits";

type Of<About extends Change["about"]> = Extract<Change, { about: About }>;

/** What it says of the service; of a change that chance may have made, that too. */
export function changeText(change: Change): string {
  const text = plainText(change);
  return change.arm === "" ? capital(text) : `${brief(change.arm)}: ${text}`;
}

function plainText(change: Change): string {
  switch (change.about) {
    case "verdict":
      return `the verdict was ${change.old}, and is ${change.new}`;
    case "gate":
      return gateText(change);
    case "accepted":
      return acceptedText(change);
    case "cause":
      return `what fails most was ${causeText(change.old)}, and is ${causeText(change.new)}`;
    case "outage":
      return `the longest time in which no client got in, ${change.phase}: ${duration(change.oldMs)}, now ${duration(change.newMs)}`;
    case "time":
      return timeText(change);
    case "queue":
      return `the accept queue kept ${queueText(change.old)}, and now ${queueText(change.new)}`;
    case "leak":
      return leakText(change);
    case "finding":
      return findingText(change);
    case "log":
      return logText(change);
    case "checks-failed":
      return `checks of ${brief(change.checker)} that failed: ${failedText(change.old)}, now ${failedText(change.new)}${chanceText(change)}`;
    case "opinion":
      return `the checker ${brief(change.checker)} said UP ${upText(change.old)} of its time, now ${upText(change.new)}`;
    case "dose":
      return `the first harm came after ${doseText(change.old)}, now after ${doseText(change.new)}`;
    case "own-rate":
      return `whether the balancer's own rate does harm: ${brief(change.old)}, now ${brief(change.new)}`;
    case "trials":
      return trialsText(change);
    case "harms":
      return `the storm that the search began with harmed ${change.old}, and now ${change.new}`;
    case "least":
      return leastText(change);
  }
}

function gateText({ name, old, new: is, but, chance }: Of<"gate">): string {
  const limits = limitsText(is);
  const text = `the gate ${brief(name)} was ${stateText(old)}, and is ${stateText(is)}${limits === "" ? "" : ` (${limits} wanted)`}`;
  if (but === "other-limits") return `${text}: by its other limit, and not by what was seen`;
  if (chance) return `${text}; one and the same service may do both by chance: repeat the runs`;
  return text;
}

function stateText({ state, measure, observed }: Of<"gate">["old"]): string {
  if (state === "not-measured") return "not measured";
  return observed === null ? state : `${state} at ${valueText(measure, observed)}`;
}

function acceptedText(change: Of<"accepted">): string {
  const { phase, old, new: is, burst } = change;
  const lost = ({ attempts, accepted }: Of<"accepted">["old"]) => `${attempts - accepted} of ${attempts}`;
  const bursts = burst >= 2 ? `; losses came together, about ${digits(burst)} at a time` : "";
  return `clients lost, ${phase}: ${lost(old)}, now ${lost(is)}${chanceText(change)}${bursts}`;
}

/** `; chance does that in 1 of 40 comparisons`: only where there is a difference to be told apart from it. */
function chanceText({ result, chance }: { result: Change["result"]; chance: number }): string {
  if (result === "same" || result === "unknown") return "";
  if (chance >= 0.1) return `; chance makes as much of a difference in ${percent(chance)} of such comparisons`;
  const times = Math.round(1 / chance);
  const rare = chance > 0 && times <= 1_000_000 ? `1 of ${grouped(times)}` : "fewer than 1 of a million";
  return `; chance makes as much of a difference in ${rare} such comparisons`;
}

function causeText(cause: string): string {
  return cause === "" ? "nothing" : brief(cause);
}

function timeText({ phase, what, old, new: is, slower, result, leastMs }: Of<"time">): string {
  const times = ({ p50, p95 }: Of<"time">["old"]) => `${duration(p50)} (p95 ${duration(p95)})`;
  const text = `median ${what}, ${phase}: ${times(old)}, now ${times(is)}`;
  if (result === "unknown") return `${text}: too few clients, or too few seconds, to tell`;
  if (result !== "told") return text;
  if (slower === "mixed") return `${text}; sooner at the median and later in the tail, or the other way round`;
  return `${text}: a difference, but less than twice as long, or less than ${duration(leastMs)} more`;
}

function queueText({ kept, checks, full }: QueueSide): string {
  return `${counted(kept, "connection")} of ${counted(checks, "check")}${full ? " and was full" : ""}`;
}

function leakText({ what, of, old, new: is, result }: Of<"leak">): string {
  const rate = (perCheck: number) =>
    `+${what === "memory" ? amount(Math.max(0, perCheck)) : digits(perCheck)} ${of === "check" ? "per check" : "per connection of any kind"}`;
  const name = `leak of ${brief(what)}`;
  if (old === null) {
    if (is === null) return name;
    return result === "unknown"
      ? `${name}, ${rate(is)}: the old run could not see it`
      : `${name}: ${rate(is)}, none before`;
  }
  if (is === null) {
    return result === "unknown"
      ? `${name}, ${rate(old)} before: the new run could not see it`
      : `${name}: gone, ${rate(old)} before`;
  }
  return `${name}: ${rate(old)}, now ${rate(is)}`;
}

function findingText({ kind, name, old, new: is, result }: Of<"finding">): string {
  const what = name === "" ? brief(kind) : `${brief(kind)} ${brief(name)}`;
  if (is === null) {
    if (old === null) throw new Error(`a finding that changed, ${what}, is in neither run`);
    const gone = `${what}: ${brief(old)}`;
    return result === "unknown" ? `${gone}; the new run could not see it` : `gone: ${gone}`;
  }
  if (old !== null) return `${what}: in both runs`;
  const found = `${what}: ${brief(is)}`;
  return result === "unknown" ? `${found}; the old run could not see it` : `${found}; not before`;
}

function logText(change: Of<"log">): string {
  const { old, new: is, result } = change;
  if (result === "unknown")
    return "what checks make it write to its log: not seen, or not in the same way, in both runs";
  const noise = ({ bytesPerCheck, linesPerCheck }: Of<"log">["old"]) =>
    `${amount(bytesPerCheck)}${linesPerCheck === null ? "" : ` in ${linesPerCheck === 1 ? "1 line" : `${digits(linesPerCheck)} lines`}`}`;
  return `log for each check: ${noise(old)}, now ${noise(is)}`;
}

function failedText({ sent, failed }: Of<"checks-failed">["old"]): string {
  return `${failed} of ${sent}`;
}

function upText(share: number | null): string {
  return share === null ? "for a share that is not known" : percent(share);
}

function doseText(checks: number | null): string {
  return checks === null ? "a number of checks that is not known" : counted(checks, "check");
}

function trialsText(change: Of<"trials">): string {
  const { delays, old, new: is, nowHarmful, nowHarmless } = change;
  const runs = ({ runs: all, harmed }: Of<"trials">["old"]) => `${harmed} of ${all}`;
  const moved = [
    ...(nowHarmful.length > 0 ? [`now harmful: ${rangeText(nowHarmful)}`] : []),
    ...(nowHarmless.length > 0 ? [`now harmless: ${rangeText(nowHarmless)}`] : []),
  ];
  const where = moved.length > 0 ? `; ${moved.join(", ")}` : "";
  return `runs that harmed, at the ${counted(delays, "delay")} of both sweeps: ${runs(old)}, now ${runs(is)}${chanceText(change)}${where}`;
}

function rangeText(delays: readonly number[]): string {
  const [least, most] = [Math.min(...delays), Math.max(...delays)];
  return delays.length === 1 ? duration(least) : `${delays.length} delays from ${duration(least)} to ${duration(most)}`;
}

const LEAST = {
  checks: "the fewest checks that harm",
  everyMs: "the longest time between checks that harms",
  delayMs: "the longest delay of the close that harms",
  holdMs: "the shortest hold that harms",
};

function leastText({ what, old, new: is, result }: Of<"least">): string {
  const value = (number: number | null) =>
    number === null ? "not known" : what === "checks" ? grouped(number) : duration(number);
  const bracket = result === "noise" ? "; between what harms and what was seen not to, nobody looked" : "";
  return `${LEAST[what]}: ${value(old.harms)}, now ${value(is.harms)}${bracket}`;
}
