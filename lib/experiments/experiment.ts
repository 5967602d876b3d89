/**
 * delay-sweep and minimal-storm: the settings, the strategy, and what its trials come to. Evaluated once per process, by `setup`'s side,
 * the driver and the end; all that they share is the list of trials so far, from which the strategy's state is found again.
 */
import type { Evidence } from "../model/evidence";
import { judge } from "../judge/judge";
import { vus } from "./arms";
import type { StormConfig } from "../model/config";
import type { Checker } from "../model/checker";
import { FEWEST } from "../plan/enough-checks";
import { planChecker } from "../plan/plan-checker";
import type { Plan, PlannedChecker } from "../model/plan";
import { periodMs } from "../plan/speedup";
import { counted, digits, duration } from "../text/format";
import { refusal, Refusal } from "../text/refusal";
import { HALF_OPEN_ENDS_MS } from "../settings/checkers";
import { resolveTrials, type SettingsInput, type TrialsConfig } from "../settings/resolve-config";
import { defaultIn } from "../settings/settings";
import type { Concluded, Experiment, Kind, ReportContext } from "./experiment-types";
import { minimal } from "./minimal-report";
import { holdOf } from "./hold-of";
import { besideClients, canWait, planTrial, resetsAtOnce, stormAt } from "./plan-trial";
import type { Shrunk } from "./search";
import { shrink } from "./shrink";
import { sweep, type Point } from "./sweep";
import { sweepReport } from "./sweep-report";
import type { Storm, Trial, TrialResult } from "../model/trial";
import { outcomeOf, type Strategy } from "./trial";

export type Resolved = { experiment: Experiment; refusal: "" } | { experiment: null; refusal: string };

export function resolveExperiment(input: SettingsInput, kind: Kind): Resolved {
  try {
    const settings = resolveTrials({ ...input, script: kind });
    refuseSeveral(settings.config, kind);
    if (kind === "delay-sweep") {
      refuseSpeaking(settings.config);
      refuseLateHalfOpen(settings);
    }
    const largest = largestStorm(settings, kind);
    const plan = planTrial(settings.config, largest);
    const { pool, options } = vus([plan]);
    // A measurement has no gates: it is right whatever it finds.
    return { experiment: { ...settings, kind, plan, pool, options: { ...options, thresholds: {} } }, refusal: "" };
  } catch (error) {
    if (error instanceof Refusal) return { experiment: null, refusal: error.message };
    throw error;
  }
}

function refuseSeveral({ checkers }: StormConfig, kind: Kind): void {
  if (checkers.length === 1) return;
  const names = checkers.map(({ name }) => name).join(",");
  throw refusal("CHECKER", names, `${kind}.js takes one checker, because its finding is about one`);
}

function refuseSpeaking({ checkers }: StormConfig): void {
  const [checker] = checkers;
  if (!canWait(checker!)) {
    throw refusal(
      "CHECKER",
      checker!.name,
      "a sweep changes how long one silent check waits before it closes; accepted is one that says nothing, such as rst, fin or half-open",
    );
  }
}

/** As with a checker that is spelled out: from there on nothing could be concluded. */
function refuseLateHalfOpen({ config, delays }: TrialsConfig): void {
  const [{ name, connections }] = config.checkers as [Checker];
  if (connections[0].handshake !== "half-open" || delays.toMs < HALF_OPEN_ENDS_MS) return;
  throw refusal(
    "DELAYS",
    config.given.find((one) => one.name === "DELAYS")?.value ?? defaultIn("delay-sweep", "DELAYS"),
    `${name} withholds the ACK of its handshake, and the kernel sends it by itself at about 200ms; ` +
      `accepted is a range that ends below ${HALF_OPEN_ENDS_MS}ms, such as 0s..150ms`,
  );
}

function largestStorm({ rates, delays, config }: TrialsConfig, kind: Kind): Storm {
  if (kind === "delay-sweep") return stormAt(Math.max(...rates), delays.toMs, config.checks);
  return firstStorm(config);
}

/** What minimal-storm begins with: the plan of a single run with these settings. */
function firstStorm(config: StormConfig): Storm & { checks: number } {
  const [checker] = config.checkers;
  // What is held to the next check is held as long as the product does: at its own pace and no other.
  const ownPace = checker!.holdsUntil === "next-check";
  const planned = planChecker(checker!, ownPace ? { ...config, speedup: 1 } : config);
  const checks = config.checks ?? checksAtFirst(planned);
  return {
    delayMs: null,
    holdMs: null,
    nodes: Math.min(planned.nodes, checks),
    intervalMs: paceOf(planned),
    checks,
  };
}

function checksAtFirst({ nodes, holdsUntil, plannedChecks }: PlannedChecker): number {
  // Each node opens one connection, and that is all.
  if (holdsUntil === "phase-end") return nodes;
  // The storm of a trial may be shorter than one such hold; it is made as long as these checks take.
  if (holdsUntil === "next-check") return Math.max(nodes, FEWEST, plannedChecks.storm);
  return Math.max(1, plannedChecks.storm);
}

/** From one check of a node to the next, ms. */
function paceOf(planned: PlannedChecker): number {
  return planned.holdsUntil === "phase-end" ? planned.plannedIntervalMs : periodMs(planned, planned.plannedIntervalMs);
}

/** @param note is told of what minimal-storm has found so far */
function strategy(experiment: Experiment, note: (soFar: Shrunk) => void): Strategy<Point[][] | Shrunk> {
  const { kind, config, runs } = experiment;
  if (kind === "delay-sweep") return sweepRates(experiment);
  const [checker] = config.checkers;
  const storm = firstStorm(config);
  const hold = holdOf(checker!);
  return shrink({
    storm,
    runs,
    resetsAtOnce: resetsAtOnce(checker!),
    heldMs: hold === null || hold.by === null ? null : (hold.ms ?? config.phases.stormMs),
    checkPerNode: checker!.holdsUntil === "phase-end",
    // While a connection is held, its node makes no other check: fewer nodes, or another pace, would be another hold.
    asksPace: hold === null,
    note,
  });
}

function* sweepRates({ delays, precisionMs, runs, rates, config }: Experiment): Strategy<Point[][]> {
  const all: Point[][] = [];
  for (const rate of rates) {
    all.push(yield* sweep({ delays, precisionMs, runs, storm: (delayMs) => stormAt(rate, delayMs, config.checks) }));
  }
  return all;
}

/** The strategy, told of the trials so far. */
function replay(experiment: Experiment, trials: readonly Trial[]) {
  let soFar: Shrunk | null = null;
  const running = strategy(experiment, (found) => (soFar = found));
  let step = running.next();
  for (const { result } of trials) {
    if (step.done) break;
    step = running.next(result);
  }
  return { running, step, soFar };
}

export interface Next {
  storm: Storm;
  plan: Plan;
  /** See besideClients. */
  checkDelayMs: number;
}

/** null when the strategy knows enough. */
export function nextTrial(experiment: Experiment, trials: readonly Trial[]): Next | null {
  const { step } = replay(experiment, trials);
  if (step.done) return null;
  const plan = planTrial(experiment.config, step.value);
  return { storm: step.value, plan, checkDelayMs: besideClients(plan) };
}

/**
 * How far it has come, in one line for people: `trial 7 of about 24, 1 min 14 s left: closed after 2 ms, 1 check: harmless`. As many trials
 * are to come as would be if all of them came out as expected: an edge that nobody knows of yet takes a few more.
 *
 * @param trialMs what one of the trials so far took, with what goes before and after it
 */
export function progress(experiment: Experiment, trials: readonly Trial[], trialMs: number): string {
  const { running, step: next } = replay(experiment, trials);
  let all = trials.length;
  for (let step = next; !step.done; all++) step = running.next(expected(experiment, step.value, trials));
  const toCome = all - trials.length;
  const left = toCome === 0 ? "" : `, ${duration(Math.round((toCome * trialMs) / 1_000) * 1_000)} left`;
  if (trials.length === 0) return `about ${counted(all, "trial")}${left}`;
  const { storm, result } = trials[trials.length - 1]!;
  const cause = result.cause === null ? "" : ` (${result.cause})`;
  const why = result.outcome === "unclear" ? `: ${result.reason}` : cause;
  return `trial ${trials.length} of ${toCome === 0 ? "" : "about "}${all}${left}: ${stormText(storm)}: ${result.outcome}${why}`;
}

/** As with the nearest delay so far; where there are several trials of that, as the last one came out. minimal-storm is begun with what harms. */
function expected({ kind }: Experiment, { delayMs }: Storm, trials: readonly Trial[]): TrialResult {
  const far = ({ storm }: Trial) => Math.abs((storm.delayMs ?? 0) - (delayMs ?? 0));
  const clear = trials.filter(({ result }) => result.outcome !== "unclear");
  const nearest = clear.reduce<Trial | null>(
    (best, one) => (best === null || far(one) <= far(best) ? one : best),
    null,
  );
  return nearest?.result ?? { ...UNKNOWN, outcome: kind === "delay-sweep" ? "harmless" : "harmed" };
}

const UNKNOWN: TrialResult = { outcome: "unclear", verdict: "inconclusive", cause: null, reason: "" };

function stormText({ delayMs, holdMs, nodes, intervalMs, checks }: Storm): string {
  return [
    ...(delayMs === null ? [] : [`closed after ${delayText(delayMs)}`]),
    ...(holdMs === null ? [] : [`held for ${duration(holdMs)}`]),
    checks === 1
      ? "1 check"
      : `${checks === null ? "checks" : `${checks} checks`} every ${duration(intervalMs / nodes)}`,
  ].join(", ");
}

/** As the tables have it: in ms. */
const delayText = (ms: number) => `${digits(ms)} ms`;

export function concludeTrial(evidence: Evidence): TrialResult {
  const late = closedLate(evidence);
  if (late !== "") return { outcome: "unclear", verdict: "inconclusive", cause: null, reason: late };
  const kernel = evidence.start?.client.evidence === "kernel";
  // Where clients only connect, a queue that grows loses a gate whatever the profile says (lib/judge/gates-of.ts).
  const { verdict, cause, reason } = judge(kernel ? takingKernel(evidence) : evidence);
  const blind = evidence.recording.queue.length === 0 && evidence.plan.config.kernelEvidence === "refuse";
  if (kernel && verdict === "held" && blind) {
    return { outcome: "unclear", verdict: "inconclusive", cause: null, reason: blindText(evidence) };
  }
  return { outcome: outcomeOf(verdict), verdict, cause, reason };
}

/** On a busy machine a check may close later than was asked for: then it says something of another delay. Empty where it did not. */
function closedLate({ plan, recording }: Evidence): string {
  const [checker] = plan.checkers;
  if (!canWait(checker!)) return "";
  const delayMs = checker!.connections[0].steps.reduce((sum, step) => sum + (step.kind === "wait" ? step.ms : 0), 0);
  // One that closes at once is late when it is not verified any more.
  if (delayMs === 0) return "";
  const latest = delayMs + Math.max(LATE_MS, delayMs * LATE_SHARE);
  const gaps = Object.values(recording.checks[checker!.name] ?? {}).map(({ closeGapUs }) => closeGapUs);
  const most = gaps.reduce((a, b) => (b.count > a.count ? b : a), { count: 0, p50: 0 });
  return most.p50 / 1_000 > latest
    ? `the checks closed ${duration(most.p50 / 1_000)} after the handshake instead of ${duration(delayMs)}: this machine is busy`
    : "";
}

/** As near as a delay is kept on a machine that is not busy, and on one that is, for long ones. */
const LATE_MS = 0.25;
const LATE_SHARE = 0.05;

function blindText({ start }: Evidence): string {
  const advice = start?.client.advice;
  return `clients that only connect prove the kernel alone, and the accept queue cannot be read from here${advice ? `: ${advice}` : ""}`;
}

/**
 * For a trial the kernel's evidence is enough, whatever KERNEL_EVIDENCE says. A trial does not promise that the service serves; it is compared
 * with others of the same service, and what tells them apart is whether the service still empties its queue. The report says what decided.
 */
function takingKernel(evidence: Evidence): Evidence {
  const { plan } = evidence;
  return { ...evidence, plan: { ...plan, config: { ...plan.config, kernelEvidence: "accept" } } };
}

/** @param ended why the driver stopped before the strategy knew enough; empty when it did not */
export function conclude(
  experiment: Experiment,
  trials: readonly Trial[],
  run: Pick<ReportContext, "ended" | "startedAt" | "colour" | "client" | "notes">,
): Concluded {
  const { step, soFar } = replay(experiment, trials);
  const context = { ...run, experiment, trials };
  return experiment.kind === "delay-sweep"
    ? sweepReport(context, step.done ? (step.value as Point[][]) : null)
    : minimal(context, step.done ? (step.value as Shrunk) : soFar);
}

export { stopReason } from "./stop-reason";
export { whyCutShort } from "./why-cut-short";
