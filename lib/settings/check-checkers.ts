/** Refuses checkers that can be read by themselves, and cannot be run: together, against this target, or with these settings. */
import type { Checker } from "../model/checker";
import { familyOf, ipAddress } from "../source/address";
import { refuse, type Data } from "../source/data";
import { durationText } from "../text/duration";
import { LEFT_OUT, refusal } from "../text/refusal";
import { authority } from "../wire/authority";
import type { AllGiven, RunSettings } from "./given";
import { unnamedHosts } from "./other-hosts";
import { OVERRIDES } from "./precedence";
import type { ReadChecker } from "./read-checker";
import { stylesWith } from "./styles-with";

const OWN_NAME = "a name of its own for each checker";

/** Checkers that storm together need names of their own. */
export function refuseTwins(read: readonly ReadChecker[]): void {
  const checkers = read.map(({ checker }) => checker);
  read.forEach(({ checker: { name }, entry }, index) => {
    if (checkers.findIndex((other) => other.name === name) === index) return;
    if (entry === undefined) throw refusal("CHECKER", name, OWN_NAME, { why: "two have this one" });
    throw refuse(entry, OWN_NAME, { why: `another one is called ${name} already` });
  });
}

/** DELAY, HOLD and ENDING where not one checker would heed them. */
export function refuseIgnored(read: readonly ReadChecker[], { given }: RunSettings): void {
  for (const { setting, option } of OVERRIDES) {
    const one = given.get(setting);
    if (option === undefined || one === undefined || read.some(({ options }) => options.includes(option))) continue;
    const names = read.map(({ checker }) => checker.name).join(", ");
    throw refusal(one.name, one.text, LEFT_OUT, { why: `${names} would ignore it; ${stylesWith(option)}` });
  }
}

export function refuseUnfit(read: readonly ReadChecker[], run: RunSettings): void {
  for (const { checker, entry, origin } of read) {
    refuseDelayBeyondTimeout(checker, entry, run);
    refuseForeignFamily(checker, entry, run);
    refuseElsewhere(checker, entry, run);
    refuseUnnamedHosts({ checker, entry, origin }, run);
  }
}

function refuseDelayBeyondTimeout(checker: Checker, entry: Data | undefined, { given }: RunSettings): void {
  if (checker.delayMs < checker.timeoutMs) return;
  const [delay, timeout] = [durationText(checker.delayMs), durationText(checker.timeoutMs)];
  const shorter = `a delay shorter than the timeout of ${timeout}`;
  const why = `${checker.name} waits for ${delay} and would never end in time`;
  const flat = given.get("DELAY") ?? given.get("TIMEOUT");
  if (flat !== undefined && (entry === undefined || flat.from === "environment")) {
    const expected = flat.setting === "DELAY" ? shorter : `a timeout longer than the delay of ${delay}`;
    throw refusal(flat.name, flat.text, expected, { why });
  }
  throw refuseEntry(checker, entry, shorter, why);
}

/** SOURCES itself is compared with the target elsewhere; this is for sources of a single checker. */
function refuseForeignFamily({ sources: [first] }: Checker, entry: Data | undefined, { host }: RunSettings): void {
  const ip = ipAddress(host);
  if (entry === undefined || first === undefined || ip === null || familyOf(ip) === familyOf(first)) return;
  throw refuse(entry, "one address family", {
    why: `its sources are ${familyOf(first)} and the target is ${familyOf(ip)}`,
  });
}

/** The embedded server is in one place, and nothing else is touched without a TARGET. */
function refuseElsewhere(checker: Checker, entry: Data | undefined, { values, given }: RunSettings): void {
  const { name, connections } = checker;
  const other = connections.find(({ host, port }) => host !== undefined || port !== undefined);
  if (values.TARGET !== undefined || other === undefined) return;
  const { host, port } = other;
  const where = host === undefined ? `port ${port}` : authority(host, port);
  const why = `the checks of ${name} go to ${where}, where the embedded server is not`;
  throw chosen(checker, entry, given, "TARGET beside it", why);
}

/** Checks that a file sends to a third host harm that host, while the verdict is about TARGET's clients. */
function refuseUnnamedHosts(
  { checker, entry, origin }: Omit<ReadChecker, "options">,
  { values, given, host }: RunSettings,
): void {
  const why = unnamedHosts(checker, { target: host, allowed: values.ALLOW_HOSTS ?? [] }, origin);
  if (why !== null) throw chosen(checker, entry, given, "hosts that you named", why);
}

/** What chose the checker is refused. */
function chosen(checker: Checker, entry: Data | undefined, given: AllGiven, expected: string, why: string): Error {
  const flat = given.get("CHECKER") ?? given.get("CHECKERS");
  if (flat !== undefined && (entry === undefined || flat.from === "environment"))
    return refusal(flat.name, flat.text, expected, { why });
  return refuseEntry(checker, entry, expected, why);
}

/** Where it stands in the CONFIG file; a checker that stands nowhere is the one that CHECKER has by itself. */
function refuseEntry({ name }: Checker, entry: Data | undefined, expected: string, why: string): Error {
  return entry === undefined ? refusal("CHECKER", name, expected, { why }) : refuse(entry, expected, { why });
}
