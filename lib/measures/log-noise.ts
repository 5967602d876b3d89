/**
 * What the service writes to its log for each check: the harm that people report most.
 *
 * LOG names the file, and then bytes and lines are exact. Without it the positions tell, at which the service's files stand that it writes to.
 * Where the log is a pipe, all that the process hands to `write` is known, answers on the wire among it; a client gets at least as much of
 * these as a check, so that what a check costs beyond a client is log.
 */
import type { LogSample } from "../model/extension";
import type { PlannedChecker } from "../model/plan";
import { connectionsPerCheck } from "./checks";
import type { Evidence } from "../model/evidence";
import type { LogFinding } from "../model/finding";
import { found, nothing, unmeasured, type Assessment } from "./assessment";
import { perCheck } from "./per-check";
import { readings, valueOf } from "./process-samples";
import { clientsOf, failedClients } from "./observed-phases";
import type { MeasureRow } from "../model/measure-row";

export const logNoiseMeasure = {
  seenIn: "service",
  limit: "at-most",
  unit: "bytes-a-day",
  means: "bytes a day that the checks make it write to its log, at the balancer's own rate, such as `10MiB`",
  finding: "log",
  nothing: ["nothing-logged"],
  measure: logNoise,
} as const satisfies MeasureRow;

const DAY_S = 86_400;
/** Less than a short line per check is not told from what is written anyway. */
const LEAST_BYTES = 8;
/** What `write` takes is coarser: answers differ by a few bytes. */
const LEAST_BEYOND_CLIENT = 64;
/** Characters of a line that is quoted. */
const LONGEST_EXAMPLE = 200;

type Noise = Pick<LogFinding, "source" | "bytesPerCheck" | "linesPerCheck" | "example">;

/** The gate's measure: bytes a day at the balancers' own rate. */
export function logNoise(evidence: Evidence): Assessment {
  const { recording, plan, rateAlone } = evidence;
  if (rateAlone) return unmeasured({ kind: "left-to-first-storm" });
  if (recording.log.length === 0 && recording.process.every(({ logBytes }) => logBytes === null)) {
    return unmeasured({ kind: "writes-not-seen", reason: whyUnseen(evidence) });
  }
  const noise = fromLog(evidence) ?? fromFiles(evidence) ?? fromWrites(evidence);
  if (noise === null) return unmeasured({ kind: "baseline-too-short", toTell: "writes" });
  if (noise.bytesPerCheck < LEAST_BYTES) return nothing("nothing-logged");
  const checksPerDay = DAY_S * plan.checkers.reduce((sum, checker) => sum + ratePerSecond(checker, evidence), 0);
  const commonRate = plan.checkers.every((checker) => isBare(checker, evidence));
  return found(noise.bytesPerCheck * checksPerDay, { kind: "log", ...noise, checksPerDay, commonRate });
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
  return end?.writesReason || end?.reason || recording.processUnavailable;
}

function fromLog(evidence: Evidence): Noise | null {
  const { log } = evidence.recording;
  const bytes = perCheckOf(log, (sample) => sample.bytes, evidence);
  if (bytes === null) return null;
  const lines = perCheckOf(log, (sample) => sample.lines, evidence);
  return { source: "LOG", bytesPerCheck: bytes.each, linesPerCheck: lines?.each ?? null, example: exampleOf(log) };
}

/** A line of the night, when only checks came; else one of the storm. */
function exampleOf(log: readonly LogSample[]): string {
  const written = log.filter(({ example, checks }) => example !== "" && checks > 0);
  const best = written.find(({ phase }) => phase === "night") ?? written.find(({ phase }) => phase === "storm");
  return (best?.example ?? "").slice(0, LONGEST_EXAMPLE);
}

function fromFiles(evidence: Evidence): Noise | null {
  const written = readings(evidence.recording.process, ({ logBytes }) => logBytes);
  const bytes = perCheckOf(written, valueOf, evidence);
  if (bytes === null || bytes.each < LEAST_BYTES) return null;
  return { source: "files", bytesPerCheck: bytes.each, linesPerCheck: null, example: "" };
}

function fromWrites(evidence: Evidence): Noise | null {
  const written = readings(evidence.recording.process, ({ writtenBytes }) => writtenBytes);
  const bytes = perCheckOf(written, valueOf, evidence);
  if (bytes === null) return null;
  const beyond = bytes.each - bytes.perClient;
  const bytesPerCheck = beyond >= LEAST_BEYOND_CLIENT ? beyond : 0;
  return { source: "write", bytesPerCheck, linesPerCheck: null, example: "" };
}

function perCheckOf<S extends { t: number; phase: string; checks: number; attempts: number }>(
  samples: readonly S[],
  value: (sample: S) => number,
  evidence: Evidence,
): { each: number; perClient: number } | null {
  const lost = failedClients(clientsOf(evidence, "storm")) > 0;
  const noise = perCheck(samples, value, lost);
  if (noise === null) return null;
  return { each: connectionsPerCheck(evidence.recording) * noise.perCheck, perClient: noise.perClient };
}
