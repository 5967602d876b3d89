/**
 * What the service writes to its log for each check: the harm that people report most.
 *
 * LOG names the file, and then bytes and lines are exact. Without it the positions tell, at which the service's files stand that it writes to.
 * Where the log is a pipe, all that the process hands to `write` is known, answers on the wire among it; a client gets at least as much of
 * these as a check, so that what a check costs beyond a client is log.
 */
import type { LogSample } from "../model/extension";
import type { PlannedChecker } from "../model/plan";
import { amount, digits, grouped, printable } from "../text/format";
import { connectionsPerCheck } from "./checks";
import type { Evidence } from "../model/evidence";
import { found, nothing, type Assessment } from "./assessment";
import { perCheck } from "./per-check";
import { clientsOf, failedClients } from "./phases";

const DAY_S = 86_400;
/** Less than a short line per check is not told from what is written anyway. */
const LEAST_BYTES = 8;
/** What `write` takes is coarser: answers differ by a few bytes. */
const LEAST_BEYOND_CLIENT = 64;

interface Noise {
  source: "LOG" | "files" | "write";
  bytes: number;
  lines: number | null;
  example: string;
}

/** As the gate counts it: bytes a day at the balancers' own rate. */
export function logNoise(evidence: Evidence): Assessment {
  const { recording, plan } = evidence;
  if (recording.log.length === 0 && recording.process.every(({ logBytes }) => logBytes === null)) {
    return { missing: whyUnseen(evidence) };
  }
  const noise = fromLog(evidence) ?? fromFiles(evidence) ?? fromWrites(evidence);
  if (noise === null) return { missing: "too few checks, or too short a baseline, to tell what they write" };
  if (noise.bytes < LEAST_BYTES) return nothing("the checks write nothing to its log");
  const checks = DAY_S * plan.checkers.reduce((sum, checker) => sum + ratePerSecond(checker, evidence), 0);
  const bare = plan.checkers.every((checker) => isBare(checker, evidence));
  const rate = bare ? "at one check every 2 s" : "at the balancer's own rate";
  const { source, bytes, lines, example } = noise;
  return found(bytes * checks, {
    kind: "log",
    text: `${whatIsWritten(noise)}: ${perDay(noise, checks)} a day ${rate}${example === "" ? "" : `, such as "${example}"`}`,
    figures: {
      source,
      bytesPerCheck: bytes,
      linesPerCheck: lines,
      bytesPerDay: bytes * checks,
      linesPerDay: lines === null ? null : lines * checks,
      example,
    },
  });
}

/** A bare style checks so often to be done soon: that rate is no balancer's. Once in 2 s is HAProxy's, and a common one. */
const BARE_RATE_PER_SECOND = 0.5;

function ratePerSecond(checker: PlannedChecker, evidence: Evidence): number {
  const { realRatePerSecond } = checker;
  return isBare(checker, evidence) ? Math.min(realRatePerSecond, BARE_RATE_PER_SECOND) : realRatePerSecond;
}

function isBare({ preset, name, style }: PlannedChecker, { plan }: Evidence): boolean {
  return preset === null && name === style && !plan.config.given.some((given) => given.name === "INTERVAL");
}

function whyUnseen({ recording }: Evidence): string {
  const { process } = recording;
  const end = process[process.length - 1];
  return end?.writesReason || end?.reason || recording.processUnavailable || "the service's writing was not seen";
}

function whatIsWritten({ source, bytes, lines }: Noise): string {
  if (source === "write") return `writes at least ${amount(bytes)} more for a check than for a client`;
  const each = lines === null ? "" : ` (${lines === 1 ? "1 line" : `${digits(lines)} lines`})`;
  return `writes ${amount(bytes)}${each} to its ${source === "LOG" ? "log" : "files"} for each check`;
}

function perDay({ bytes, lines }: Noise, checks: number): string {
  return `${amount(bytes * checks)}${lines === null ? "" : ` and ${grouped(lines * checks)} lines`}`;
}

function fromLog(evidence: Evidence): Noise | null {
  const { log } = evidence.recording;
  const bytes = of(log, (sample) => sample.bytes, evidence);
  if (bytes === null) return null;
  const lines = of(log, (sample) => sample.lines, evidence);
  return { source: "LOG", bytes: bytes.each, lines: lines?.each ?? null, example: exampleOf(log) };
}

/** Of the night, when nobody but checks came; else of the storm. */
function exampleOf(log: readonly LogSample[]): string {
  const told = log.filter(({ example, checks }) => example !== "" && checks > 0);
  const best = told.find(({ phase }) => phase === "night") ?? told.find(({ phase }) => phase === "storm");
  return printable(best?.example ?? "").slice(0, 200);
}

function fromFiles(evidence: Evidence): Noise | null {
  const process = evidence.recording.process.filter(({ logBytes }) => logBytes !== null);
  const bytes = of(process, ({ logBytes }) => logBytes!, evidence);
  if (bytes === null || bytes.each < LEAST_BYTES) return null;
  return { source: "files", bytes: bytes.each, lines: null, example: "" };
}

function fromWrites(evidence: Evidence): Noise | null {
  const process = evidence.recording.process.filter(({ writtenBytes }) => writtenBytes !== null);
  const bytes = of(process, ({ writtenBytes }) => writtenBytes!, evidence);
  if (bytes === null) return null;
  const beyond = bytes.each - bytes.perClient;
  return { source: "write", bytes: beyond >= LEAST_BEYOND_CLIENT ? beyond : 0, lines: null, example: "" };
}

function of<S extends { t: number; phase: string; checks: number; attempts: number }>(
  samples: readonly S[],
  value: (sample: S) => number,
  evidence: Evidence,
): { each: number; perClient: number } | null {
  const lost = failedClients(clientsOf(evidence, "storm")) > 0;
  const noise = perCheck(samples, value, lost);
  if (noise === null) return null;
  return { each: connectionsPerCheck(evidence.recording) * noise.perCheck, perClient: noise.perClient };
}
