/** What a service loses, or spends: half a sentence each, with its numbers. */
import type { Finding, Leak, LogFinding, RaisedRateHarm } from "../model/finding";
import type { JournalFinding } from "../model/journal";
import { amount, counted, digits, duration, grouped, printable } from "../text/format";
import { timesOwnRate } from "./rate-text";
import { atLeast } from "./sentence";

export function findingText(finding: Finding): string {
  switch (finding.kind) {
    case "growth":
      return leakText(finding.leak);
    case "threads":
      return `threads ${finding.before} → ${finding.after} within ${counted(finding.checks, "check")}`;
    case "memory": {
      const { beforeBytes, afterBytes, checks } = finding;
      return `memory ${amount(beforeBytes)} → ${amount(afterBytes)} over ${checks} checks, and it stayed`;
    }
    case "busy": {
      const { beforeShare, afterShare, hadShare } = finding;
      const starved = afterShare > hadShare ? ` (it had ${wholePercent(hadShare)}, the machine was busy)` : "";
      return `busy at ${wholePercent(afterShare)} of a core after the checks had stopped, ${wholePercent(beforeShare)} before${starved}`;
    }
    case "restarts":
      return `the service's process was replaced by another one ${atLeast(finding.atLeast)} after the first check`;
    case "log":
      return logText(finding);
    case "counter":
      return `${printable(finding.name)} +${digits(finding.perCheck)} per check`;
    case "raised-rate":
      return raisedRateText(finding);
  }
}

/** The numbers by themselves, for scripts. */
export function figuresOf(finding: Finding): JournalFinding["figures"] {
  switch (finding.kind) {
    case "growth": {
      const { what, leftBy, perCheck, limit, limitReachedInMs } = finding.leak;
      return { what, of: leftBy, perCheck, limit, limitReachedInMs };
    }
    case "threads": {
      const { before, after, checks } = finding;
      return { before, after, checks };
    }
    case "memory": {
      const { beforeBytes, afterBytes, checks } = finding;
      return { beforeBytes, afterBytes, checks };
    }
    case "busy": {
      const { beforeShare, afterShare } = finding;
      return { beforeShare, afterShare };
    }
    case "restarts":
      return { atLeast: finding.atLeast };
    case "log": {
      const { source, bytesPerCheck, linesPerCheck, checksPerDay, example } = finding;
      const bytesPerDay = bytesPerCheck * checksPerDay;
      const linesPerDay = linesPerCheck === null ? null : linesPerCheck * checksPerDay;
      return { source, bytesPerCheck, linesPerCheck, bytesPerDay, linesPerDay, example: printable(example) };
    }
    case "counter": {
      const { name, perCheck, perClient } = finding;
      return { name: printable(name), perCheck, perClient };
    }
    case "raised-rate": {
      const { factor, checksBefore, forgetsAfterMs } = finding;
      return { factor, checksBefore, forgetsAfterMs };
    }
  }
}

/** Every leak: `leaks: descriptors +0.98 per check, limit 1,024 reached in 9 min at the real rate`. */
export function leaksText(leaks: readonly Leak[]): string {
  return `leaks: ${leaks.map(leakText).join("; ")}`;
}

export function leakText(leak: Leak): string {
  const { what, leftBy, perCheck } = leak;
  return leftBy === "check"
    ? `${what} +${inUnit(what, perCheck)} per check${limitText(leak)}`
    : everyConnectionText(leak);
}

function limitText({ limit, limitReachedInMs: ms }: Leak): string {
  return limit === null || ms === null ? "" : `, limit ${grouped(limit)} reached in ${duration(ms)} at the real rate`;
}

/** `keeps 1 descriptor of every connection, check or client; the checks alone reach 20,000 in 2 d 7 h` */
function everyConnectionText({ what, perConnection, limit, limitReachedInMs: ms }: Leak): string {
  const kept = inUnit(what, perConnection);
  const noun = kept === "1" ? ONE[what] : what;
  const reached = limit === null || ms === null ? "" : `; the checks alone reach ${grouped(limit)} in ${duration(ms)}`;
  return what === "memory"
    ? `keeps ${kept} of every connection, check or client, unless a collector is still to come${reached}`
    : `keeps ${kept} ${noun} of every connection, check or client${reached}`;
}

const ONE: Readonly<Record<Leak["what"], string>> = {
  descriptors: "descriptor",
  threads: "thread",
  memory: "memory",
  "sockets in CLOSE-WAIT": "socket in CLOSE-WAIT",
  "sockets in ESTABLISHED": "socket in ESTABLISHED",
};

function inUnit(what: Leak["what"], value: number): string {
  return what === "memory" ? amount(value) : digits(value);
}

function wholePercent(share: number): string {
  return `${Math.round(Math.max(0, share) * 100)} %`;
}

function logText({ source, bytesPerCheck, linesPerCheck, checksPerDay, commonRate, example }: LogFinding): string {
  const perDay = amount(bytesPerCheck * checksPerDay);
  const lines = linesPerCheck === null ? "" : ` and ${grouped(linesPerCheck * checksPerDay)} lines`;
  const rate = commonRate ? "at one check every 2 s" : "at the balancer's own rate";
  const quoted = example === "" ? "" : `, such as "${printable(example)}"`;
  return `${writtenText(source, bytesPerCheck, linesPerCheck)}: ${perDay}${lines} a day ${rate}${quoted}`;
}

function writtenText(source: LogFinding["source"], bytes: number, lines: number | null): string {
  if (source === "write") return `writes at least ${amount(bytes)} more for a check than for a client`;
  const each = lines === null ? "" : ` (${lines === 1 ? "1 line" : `${digits(lines)} lines`})`;
  return `writes ${amount(bytes)}${each} to its ${source === "LOG" ? "log" : "files"} for each check`;
}

/** `Harmed at 25 times the balancer's own rate, not at its own rate: after 12 checks, and forgotten 3 s after the last (reset)` */
export function raisedRateText(harm: RaisedRateHarm): string {
  const { factor, checksBefore, cause, ownFactor, spared } = harm;
  const contrast = spared ? `, not at ${timesOwnRate(ownFactor)}` : "";
  const dose = checksBefore === null ? "" : `after ${counted(checksBefore, "check")}`;
  const why = cause === null ? "" : ` (${cause})`;
  return `Harmed at ${digits(factor)} times the balancer's own rate${contrast}: ${dose}${forgottenText(harm)}${why}`;
}

function forgottenText({ forgetsAfterMs }: RaisedRateHarm): string {
  if (forgetsAfterMs === null) return "";
  if (forgetsAfterMs === 0) return ", and over within a second of the last";
  return `, and forgotten ${duration(forgetsAfterMs)} after the last`;
}
