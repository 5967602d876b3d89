/** A journal that somebody hands over, of this version or an older one, into the figures that are compared. */
import type { Quantiles, RunEnd, Verdict } from "../model/journal";
import type {
  Bracket,
  CheckerFigures,
  ClientSecond,
  ComparisonFigures,
  GateFigures,
  Given,
  JournalFigures,
  LeastFigures,
  LogFigures,
  MinimalFigures,
  PhaseFigures,
  ServiceFigures,
  StormFigures,
  SweepFigures,
  TrialsFigures,
} from "../model/journal-figures";
import { JOURNAL_KINDS, JOURNAL_SCHEMA, VERDICTS } from "../model/journal-kinds";
import { PHASES, type PhaseName } from "../model/phases";
import { refusal } from "../text/refusal";
import {
  amountOf,
  countOf,
  field,
  flagOf,
  itemsOf,
  keysOf,
  numberOf,
  textOf,
  unlike,
  wordOf,
  type Datum,
} from "./plain-data";

const ENDS: readonly RunEnd[] = ["complete", "interrupted", "fail-fast", "no-control", "stopped"];
const HARMS = ["always", "sometimes", "never", "unclear"] as const;

/** More than any run writes. */
const MOST = { entries: 10_000, seconds: 1_000_000, arms: 1_000 };

/**
 * @param journal as JSON.parse gave it
 * @param name the file, for refusals
 * @throws Refusal, one line
 */
export function readFigures(journal: unknown, name: string): JournalFigures {
  const top: Datum = { value: journal, path: `${name}: ` };
  const whole = { value: journal, path: name };
  if (typeof journal !== "object" || journal === null || Array.isArray(journal)) {
    throw unlike(whole, "a journal of probe-storm");
  }
  const schema = field(top, "schema");
  if (schema.value !== JOURNAL_SCHEMA) throw unlike(schema, JOURNAL_SCHEMA);
  // The first versions knew one kind, and did not name it.
  const kind = field(top, "kind").value === undefined ? "storm" : wordOf(field(top, "kind"), JOURNAL_KINDS);
  switch (kind) {
    case "storm":
      return stormFigures(top);
    case "comparison":
      return comparisonFigures(top);
    case "sweep":
      return sweepFigures(top);
    case "minimal":
      return minimalFigures(top);
    default:
      throw refusal(`${name}: kind`, textOf(field(top, "kind")), `one of ${JOURNAL_KINDS.join(", ")}`);
  }
}

function comparisonFigures(top: Datum): ComparisonFigures {
  return {
    kind: "comparison",
    startedAt: textOf(field(top, "startedAt")),
    target: textOf(field(top, "target")),
    verdict: verdictOf(field(top, "verdict")),
    end: wordOf(field(top, "end"), ENDS),
    gate: itemsOf(field(top, "gate"), MOST.arms).map(textOf),
    arms: itemsOf(field(top, "arms"), MOST.arms).map(stormFigures),
  };
}

function stormFigures(top: Datum): StormFigures {
  const harm = field(top, "harm");
  const client = field(top, "client");
  const queue = field(top, "acceptQueue");
  return {
    kind: "storm",
    name: textOf(field(top, "name")),
    notRun: textOf(field(top, "notRun")),
    startedAt: textOf(field(top, "startedAt")),
    target: textOf(field(top, "target")),
    verdict: verdictOf(field(top, "verdict")),
    reason: textOf(field(top, "reason")),
    cause: textOf(field(top, "cause")),
    evidence: textOf(field(top, "evidence")),
    end: wordOf(field(top, "end"), ENDS),
    versions: versionsOf(field(top, "versions")),
    settings: settingsOf(top),
    client: {
      kind: textOf(field(client, "kind")),
      accepts: textOf(field(client, "accepts")),
      ratePerSecond: numberOf(field(client, "ratePerSecond")),
      timeoutMs: numberOf(field(client, "timeoutMs")),
    },
    checkers: itemsOf(field(top, "checkers"), MOST.entries).map(checkerFigures),
    phases: phasesOf(top),
    secondStorm: isThere(field(top, "secondStorm")),
    harm: isThere(harm)
      ? { checksBefore: numberOf(field(harm, "checksBefore")), atOwnRate: textOf(field(harm, "atOwnRate")) }
      : null,
    queue:
      flagOf(field(queue, "available")) === true
        ? {
            kept: countOf(field(queue, "kept")),
            full: flagOf(field(queue, "full")) ?? false,
            limit: countOf(field(queue, "limit")),
          }
        : null,
    service: serviceFigures(top),
    gates: itemsOf(field(top, "gates"), MOST.entries).map(gateFigures),
  };
}

function isThere({ value }: Datum): boolean {
  return value !== undefined && value !== null;
}

function verdictOf(datum: Datum): Verdict {
  const verdict = wordOf(datum, VERDICTS);
  if (verdict === "") throw unlike(datum, `one of ${VERDICTS.join(", ")}`);
  return verdict;
}

function versionsOf(datum: Datum): Record<string, string> {
  return Object.fromEntries(keysOf(datum, MOST.entries).map((key) => [key, textOf(field(datum, key))]));
}

function settingsOf(top: Datum): Given[] {
  return itemsOf(field(top, "settings"), MOST.entries).map((one) => ({
    name: textOf(field(one, "name")),
    value: textOf(field(one, "value")),
  }));
}

function checkerFigures(checker: Datum): CheckerFigures {
  const probes = field(checker, "probes");
  const sent = countOf(field(probes, "sent"));
  const opinion = field(checker, "opinion");
  const up = amountOf(field(opinion, "up"));
  const down = amountOf(field(opinion, "down"));
  return {
    name: textOf(field(checker, "name")),
    style: textOf(field(checker, "style")),
    nodes: numberOf(field(checker, "nodes")),
    intervalMs: numberOf(field(checker, "intervalMs")),
    speedup: numberOf(field(checker, "speedup")),
    sent,
    failed: partOf(field(probes, "failed"), sent, "checks sent"),
    opinion: flagOf(field(opinion, "known")) === false || up + down === 0 ? null : { up, down },
  };
}

function partOf(datum: Datum, whole: number, of: string): number {
  const count = countOf(datum);
  if (count > whole) throw unlike(datum, `at most ${whole}, the ${of}`);
  return count;
}

function phasesOf(top: Datum): StormFigures["phases"] {
  const seconds = itemsOf(field(top, "timeline"), MOST.seconds);
  const found: StormFigures["phases"] = {};
  for (const name of PHASES) {
    const phase = field(field(top, "phases"), name);
    if (isThere(phase)) found[name] = phaseFigures(phase, name, top, seconds);
  }
  return found;
}

function phaseFigures(phase: Datum, name: PhaseName, top: Datum, seconds: readonly Datum[]): PhaseFigures {
  const clients = field(phase, "clients");
  const attempts = countOf(field(clients, "attempts"));
  const causes = field(clients, "causes");
  return {
    seconds: amountOf(field(phase, "seconds")),
    checks: countOf(field(phase, "checks")),
    attempts,
    accepted: partOf(field(clients, "accepted"), attempts, "attempts"),
    outageMs: amountOf(field(clients, "longestOutageMs")),
    connectMs: quantilesOf(field(clients, "connectMs")),
    answerMs: quantilesOf(field(clients, "answerMs")),
    causes: Object.fromEntries(keysOf(causes, MOST.entries).map((key) => [key, countOf(field(causes, key))])),
    referenceMs: quantilesOf(field(field(field(top, "harness"), "referenceMs"), name)),
    clientSeconds: seconds.filter((second) => textOf(field(second, "phase")) === name).flatMap(clientSecond),
  };
}

function clientSecond(second: Datum): ClientSecond[] {
  const attempts = countOf(field(second, "attempts"));
  if (attempts === 0) return [];
  return [
    {
      attempts,
      accepted: partOf(field(second, "accepted"), attempts, "attempts"),
      connectMs: numberOf(field(second, "connectMs")),
      answerMs: numberOf(field(second, "answerMs")),
    },
  ];
}

/** null: nobody was timed; a journal has zeros then. */
function quantilesOf(datum: Datum): Quantiles | null {
  if (!isThere(datum)) return null;
  const amount = (key: keyof Quantiles) => amountOf(field(datum, key));
  const max = amount("max");
  return max === 0 ? null : { p50: amount("p50"), p95: amount("p95"), p99: amount("p99"), max };
}

function serviceFigures(top: Datum): ServiceFigures {
  const process = field(top, "process");
  const whole = flagOf(field(process, "available")) === true && textOf(field(process, "reason")) === "";
  const findings = itemsOf(field(top, "findings"), MOST.entries);
  const log = findings.find((one) => textOf(field(one, "kind")) === "log");
  const gates = itemsOf(field(top, "gates"), MOST.entries).map(gateFigures);
  const logGates = gates.filter(({ measure }) => measure === "log-noise");
  const logMeasured = logGates.length > 0 ? logGates.some(({ observed }) => observed !== null) : whole;
  return {
    seen: whole && isThere(field(top, "findings")),
    logSeen: log !== undefined || logMeasured,
    leaks: itemsOf(field(process, "findings"), MOST.entries).map((leak) => ({
      what: textOf(field(leak, "what")),
      of: textOf(field(leak, "of")) || "check",
      perCheck: numberOf(field(leak, "perCheck")) ?? 0,
    })),
    findings: findings
      .map((one) => ({
        kind: textOf(field(one, "kind")),
        name: nameOf(field(field(one, "figures"), "name")),
        text: textOf(field(one, "text")),
      }))
      .filter(({ kind }) => kind !== "" && !TOLD_APART.includes(kind)),
    log: log === undefined ? null : logFigures(field(log, "figures")),
  };
}

/** Growth is a leak, noise in the log has a comparison of its own, and harm at a raised rate is the verdict's. */
const TOLD_APART = ["growth", "log", "raised-rate"];

/** A counter has one. */
function nameOf(datum: Datum): string {
  return typeof datum.value === "string" ? datum.value : "";
}

function logFigures(figures: Datum): LogFigures {
  return {
    source: textOf(field(figures, "source")),
    bytesPerCheck: amountOf(field(figures, "bytesPerCheck")),
    linesPerCheck: numberOf(field(figures, "linesPerCheck")),
  };
}

function gateFigures(gate: Datum): GateFigures {
  return {
    name: textOf(field(gate, "name")),
    measure: textOf(field(gate, "measure")),
    phase: textOf(field(gate, "phase")),
    ok: flagOf(field(gate, "ok")) ?? true,
    observed: numberOf(field(gate, "observed")),
    atLeast: numberOf(field(gate, "atLeast")),
    atMost: numberOf(field(gate, "atMost")),
    ignoreBelowMs: numberOf(field(gate, "ignoreBelowMs")),
  };
}

function trialsFigures(top: Datum): TrialsFigures {
  return {
    startedAt: textOf(field(top, "startedAt")),
    target: textOf(field(top, "target")),
    client: textOf(field(top, "client")),
    evidence: textOf(field(top, "evidence")),
    end: wordOf(field(top, "end"), ENDS),
    settings: settingsOf(top),
  };
}

function sweepFigures(top: Datum): SweepFigures {
  const sweep = field(top, "sweep");
  return {
    kind: "sweep",
    ...trialsFigures(top),
    checker: textOf(field(sweep, "checker")),
    ending: textOf(field(sweep, "ending")),
    points: itemsOf(field(sweep, "rates"), MOST.entries).flatMap((rate) =>
      itemsOf(field(rate, "points"), MOST.entries).map((point) => {
        const runs = countOf(field(point, "runs"));
        return {
          ratePerSecond: amountOf(field(rate, "ratePerSecond")),
          delayMs: amountOf(field(point, "delayMs")),
          outcome: textOf(field(point, "outcome")),
          runs,
          harmed: partOf(field(point, "harmed"), runs, "runs"),
        };
      }),
    ),
  };
}

function minimalFigures(top: Datum): MinimalFigures {
  const least = field(top, "minimal");
  return {
    kind: "minimal",
    ...trialsFigures(top),
    finding: textOf(field(top, "finding")),
    least: isThere(least) ? leastFigures(least) : null,
  };
}

function leastFigures(least: Datum): LeastFigures {
  const delay = field(least, "within");
  const hold = field(least, "held");
  return {
    harms: wordOf(field(least, "harms"), HARMS) || "unclear",
    checks: bracketOf(field(field(least, "storm"), "checks"), field(least, "fewerChecks")),
    everyMs: bracketOf(field(least, "everyMs"), field(least, "tooSlowMs")),
    delayMs: bracketOf(field(delay, "harmsMs"), field(delay, "harmlessMs")),
    holdMs: bracketOf(field(hold, "harmsMs"), field(hold, "harmlessMs")),
  };
}

function bracketOf(harms: Datum, harmless: Datum): Bracket {
  return { harms: numberOf(harms), harmless: numberOf(harmless) };
}
