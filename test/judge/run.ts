/**
 * Evidence of a run as a literal. Clients are written in the order in which they began, `+` got in, `-` did not:
 * `"20+ 180-"` is a service that hung after 20. The plan is 10 s baseline, 20 s storm, 10 s night, 15 s recovery with 10
 * clients a second; setup ends half a second into a second, so that phases share seconds as they do in a real run.
 */
import type {
  Cause,
  CheckRecord,
  ClientRecord,
  CounterSample,
  LogSample,
  ProcessSample,
  QueueSample,
  Recording,
  Second,
  Stats,
} from "../../lib/model/extension";
import type { PhaseName } from "../../lib/model/phases";
import type { Floors, Gate } from "../../lib/model/gates";
import type { Evidence, K6Results } from "../../lib/model/evidence";
import type { ChangeOfMind, LastWord, Moment } from "../../lib/model/run-event";
import { checkedPhases } from "../../lib/plan/planned-phases";
import type { PhaseSpan, PlannedChecker } from "../../lib/model/plan";
import { nonEmpty } from "../../lib/model/non-empty";

export interface RunLiteral {
  seconds?: Partial<Record<PhaseName, number>>;
  rate?: number;
  baseline?: ClientsLiteral;
  storm?: ClientsLiteral;
  recovery?: ClientsLiteral;
  /** Checker → storm and night. */
  checks?: Record<string, { storm?: ChecksLiteral; night?: ChecksLiteral }>;
  /** Seconds since the first phase began, length. */
  queue?: [number, number][];
  limit?: number;
  process?: ProcessSample[];
  reference?: Recording["reference"];
  log?: LogSample[];
  counters?: CounterSample[];
  /** Seconds since the first phase began, checker, node, UP. */
  opinions?: [number, string, number, boolean][];
  /** Seconds since the first phase began, for each checker: when the checks began that gave each node its last results. Left out: enough. */
  results?: Record<string, number[]>;
  gates?: Gate[];
  floors?: Partial<Floors>;
  checkers?: Partial<PlannedChecker>[];
  harness?: Record<string, number>;
  /** What k6 says in the end; left out: not yet known, as in `teardown`. */
  dropped?: number;
  thresholds?: K6Results["thresholds"];
  end?: Evidence["end"];
  /** Seconds since the first phase began, at which a run was cut short. */
  endedAt?: number;
  client?: Partial<NonNullable<Evidence["start"]>["client"]>;
  kernelEvidence?: "accept";
  setup?: "unfinished";
  notes?: string[];
  given?: { name: string; value: string; from: "environment" | "file" }[];
}

/** `overrun`: so many of the last attempts outlived the baseline, and are recorded with the storm. */
export type ClientsLiteral =
  string | ({ order: string; causes?: Partial<Record<Cause, number>>; overrun?: number } & Partial<ClientRecord>);
export type ChecksLiteral = number | Partial<CheckRecord>;

export const ORIGIN_MS = 500;
const SERVED_MS = 1.8;
const NAMES: PhaseName[] = ["baseline", "storm", "night", "recovery"];
const SECONDS: Record<PhaseName, number> = { baseline: 10, storm: 20, night: 10, recovery: 15 };

export const GATES: Gate[] = [
  { name: "storm-accepted", phase: "storm", measure: "accepted", atLeast: 0.99 },
  { name: "storm-outage", phase: "storm", measure: "outage", atMost: 2000 },
  { name: "storm-slowdown", phase: "storm", measure: "slowdown", stat: "p95", atMost: 5, ignoreBelowMs: 50 },
  { name: "storm-queue", phase: "storm", measure: "queue-growth", atMost: 4 },
  { name: "recovery-accepted", phase: "recovery", measure: "accepted", atLeast: 0.99 },
];

const FLOORS: Floors = {
  clientAttempts: 5,
  verifiedChecks: 20,
  verifiedShare: 0.5,
  baselineAccepted: 0.99,
  lagMs: 250,
};

/** What a healthy run gives, unless said otherwise: 300 checks of one `rst` checker, and every client got in. */
export function run(literal: RunLiteral = {}): Evidence {
  const seconds = { ...SECONDS, ...literal.seconds };
  const rate = literal.rate ?? 10;
  const clients: Partial<Record<PhaseName, ClientsLiteral>> = {
    baseline: literal.baseline ?? `${seconds.baseline * rate}+`,
    storm: literal.storm ?? `${seconds.storm * rate}+`,
    recovery: literal.recovery ?? `${seconds.recovery * rate}+`,
  };
  const checks = literal.checks ?? { rst: { storm: 200, night: 100 } };
  let startMs = 0;
  const phases = NAMES.map((name) => {
    const phase = { name, startMs, endMs: startMs + seconds[name] * 1000 };
    startMs = phase.endMs;
    return phase;
  }).filter(({ startMs: from, endMs }) => endMs > from);
  const endMs = literal.endedAt === undefined ? startMs + 800 : literal.endedAt * 1000;

  const timeline = new Map<number, Second>();
  const second = (ms: number, phase: string): Second => {
    const t = Math.floor((ORIGIN_MS + ms) / 1000);
    const entry = timeline.get(t) ?? { t, phase, attempts: 0, accepted: 0, checks: 0, queue: -1 };
    timeline.set(t, entry);
    return entry;
  };
  const add = (
    ms: number,
    phase: string,
    more: { attempts?: number; accepted?: number; checks?: number; cause?: string | undefined },
  ) => {
    const was = second(ms, phase);
    const { cause } = more;
    timeline.set(was.t, {
      ...was,
      attempts: was.attempts + (more.attempts ?? 0),
      accepted: was.accepted + (more.accepted ?? 0),
      checks: was.checks + (more.checks ?? 0),
      ...(cause !== undefined && { causes: { ...was.causes, [cause]: (was.causes?.[cause] ?? 0) + 1 } }),
    });
  };
  const recorded: Record<string, ClientRecord> = {};
  const checkStarts = phases.flatMap(({ name, startMs: from, endMs: until }) =>
    Object.values(checks).flatMap((of) => {
      const sent = name === "storm" || name === "night" ? checkRecord(of[name] ?? 0).sent : 0;
      return Array.from({ length: sent }, (_, i) => ({ phase: name, ms: from + (i * (until - from)) / sent }));
    }),
  );
  for (const phase of phases) {
    const given = clients[phase.name];
    const order = outcomes(typeof given === "string" ? given : (given?.order ?? ""));
    const overrun = typeof given === "string" ? 0 : (given?.overrun ?? 0);
    const own = order.slice(0, order.length - overrun);
    if (own.length > 0) recorded[phase.name] = clientRecord(given!, own, rate, phase.startMs, checkStarts);
    if (phase.name === "storm" && typeof clients.baseline === "object" && clients.baseline.overrun) {
      const { order: all, overrun: late } = clients.baseline;
      const moved = outcomes(all).slice(-late);
      const firstMs = phase.startMs - (late * 1000) / rate;
      recorded[phase.name] = withOverrun(recorded[phase.name]!, moved, firstMs);
    }
    const causes = causesInOrder(given);
    order.forEach((ok, i) =>
      add(phase.startMs + (i * 1000) / rate, phase.name, {
        ...{ attempts: 1, accepted: ok ? 1 : 0 },
        cause: ok ? undefined : (causes.shift() ?? "queued-not-served"),
      }),
    );
    for (const { ms } of checkStarts.filter((check) => check.phase === phase.name)) add(ms, phase.name, { checks: 1 });
  }

  const recording: Recording = {
    startedAt: "2026-03-01T12:00:00.000Z",
    nowMs: ORIGIN_MS + endMs,
    clients: recorded,
    checks: Object.fromEntries(
      Object.entries(checks).map(([name, { storm = 0, night = 0 }]) => [
        name,
        { storm: checkRecord(storm), night: checkRecord(night) },
      ]),
    ),
    timeline: [...timeline.values()].sort((a, b) => a.t - b.t),
    queue: (literal.queue ?? []).map(([t, length]): QueueSample => {
      const phase = phases.find(({ endMs: until }) => t * 1000 < until) ?? phases[phases.length - 1]!;
      const limit = literal.limit ?? 128;
      return { t: ORIGIN_MS + t * 1000, phase: phase.name, length, limit, listenOverflows: 0, listenDrops: 0 };
    }),
    queueUnavailable: literal.queue ? "" : "no listener of 192.0.2.1:4000 on this host",
    absences: [],
    process: literal.process ?? [],
    processUnavailable: literal.process ? "" : "no listener of 192.0.2.1:4000 on this host",
    log: literal.log ?? [],
    logUnavailable: "",
    counters: literal.counters ?? [],
    countersUnavailable: "",
    dropped: {},
    events: opinionEvents(literal, (literal.checkers ?? [{}]).map(checker), phases),
    reference: literal.reference ?? {},
    harness: {
      errors: Object.values(literal.harness ?? {}).reduce((sum, count) => sum + count, 0),
      reasons: literal.harness ?? {},
    },
  };

  const checkers = nonEmpty((literal.checkers ?? [{}]).map(checker), "the checkers");
  return {
    plan: {
      config: {
        target: { host: "192.0.2.1", port: 4000, text: "192.0.2.1:4000" },
        embedded: { flaw: "stuck-greeting", backlog: 128 },
        checkers,
        client: {
          kind: "auto",
          wire: null,
          ratePerSecond: rate,
          timeoutMs: 5000,
          tls: "off",
          serverName: "",
          source: null,
        },
        speedup: "auto",
        phases: {
          baselineMs: seconds.baseline * 1000,
          stormMs: seconds.storm * 1000,
          nightMs: seconds.night * 1000,
          recoveryMs: seconds.recovery * 1000,
        },
        ownRate: { watchMs: 60_000, stormMs: 120_000 },
        gates: { name: "test", gates: literal.gates ?? GATES, floors: { ...FLOORS, ...literal.floors } },
        kernelEvidence: literal.kernelEvidence ?? "refuse",
        out: null,
        progress: "lines",
        failFast: literal.end === "fail-fast",
        checks: null,
        limits: { allowPublic: false, maxRate: 1000, maxHeld: 1000 },
        checkersOfFile: false,
        given: literal.given ?? [],
      },
      checkers,
      phases: nonEmpty(phases, "the phases"),
      second: null,
      notes: [],
      options: {
        scenarios: {},
        thresholds: {},
        summaryTrendStats: [],
        setupTimeout: "60s",
        teardownTimeout: "60s",
        noCookiesReset: true,
      },
      thresholds: [
        {
          name: "storm-accepted",
          kind: "gate",
          metric: "hc_client_accepted{phase:storm}",
          statistic: "rate",
          expression: "rate>=0.99",
        },
        { name: "all-gates", kind: "gate", metric: "hc_gates_lost", statistic: "count", expression: "count==0" },
        {
          name: "harness-errors",
          kind: "floor",
          metric: "hc_harness_errors",
          statistic: "count",
          expression: "count==0",
        },
      ],
    },
    start:
      literal.setup === "unfinished"
        ? null
        : {
            originMs: ORIGIN_MS,
            address: "192.0.2.1:4000",
            hosts: {},
            client: { kind: "greeting", accepts: "a greeting", evidence: "service", reason: "", ...literal.client },
            notes: literal.notes ?? [],
          },
    recording,
    end: literal.end ?? "complete",
    k6:
      literal.dropped === undefined
        ? null
        : { thresholds: literal.thresholds ?? [], droppedIterations: literal.dropped },
  };
}

/** All quantiles alike. */
export function stats(count: number, value: number): Stats {
  return { count, min: value, avg: value, p50: value, p90: value, p95: value, p99: value, max: value };
}

export function checker(given: Partial<PlannedChecker> = {}): PlannedChecker {
  return {
    name: "rst",
    style: "rst",
    preset: null,
    connections: [{ handshake: "full", steps: [], ending: { kind: "rst" }, prove: {} }],
    nodes: 1,
    intervalMs: 100,
    timeoutMs: 1000,
    rise: 2,
    fall: 3,
    spread: "staggered",
    cadence: "fixed-rate",
    initially: "up",
    vocabulary: null,
    delayMs: 0,
    holdsUntil: null,
    heldMs: 0,
    sources: [],
    notes: [],
    speedup: 1,
    factor: given.speedup ?? 1,
    factorReason: "own-rate-is-enough",
    plannedIntervalMs: 100,
    plannedChecks: { storm: 200, night: 100 },
    most: null,
    realRatePerSecond: 10,
    ...given,
  };
}

/** As nodes tell it whose checks take no time: the product's own clock then goes as often faster as they check. */
function opinionEvents(
  { opinions = [], results = {}, end = "complete" }: RunLiteral,
  checkers: readonly PlannedChecker[],
  phases: readonly PhaseSpan[],
): Recording["events"] {
  const checked = checkedPhases(phases);
  const [fromMs, toMs] = [checked[0]?.startMs ?? 0, checked[checked.length - 1]?.endMs ?? 0];
  const moment = (ms: number, { speedup }: PlannedChecker): Moment => [ORIGIN_MS + ms, (ms - fromMs) * speedup];
  const changes = opinions.map(([seconds, name, node, up]) => {
    const at = moment(
      seconds * 1000,
      checkers.find((one) => one.name === name)!,
    );
    return { checker: name, node, storm: "storm", up, at, since: at } satisfies ChangeOfMind;
  });
  const lastWords = checkers.flatMap((checker) =>
    Array.from({ length: end === "complete" ? checker.nodes : 0 }, (_, node): LastWord => {
      const enough = Array.from({ length: Math.max(checker.rise, checker.fall) }, () => toMs / 1000);
      const last = (results[checker.name] ?? enough).map((seconds) => moment(seconds * 1000, checker));
      const own = changes.filter((change) => change.checker === checker.name && change.node === node);
      const at = moment(toMs, checker);
      const told = { results: last.length, changes: own.length, at, undecided: false, last };
      return { checker: checker.name, node, storm: "storm", ...told };
    }),
  );
  const t = ORIGIN_MS + toMs;
  return [
    ...changes.map((change) => ({ t: change.at[0], kind: "opinion", data: JSON.stringify(change) })),
    ...lastWords.map((word) => ({ t, kind: "node", data: JSON.stringify(word) })),
  ];
}

function outcomes(order: string): boolean[] {
  return order
    .split(" ")
    .filter(Boolean)
    .flatMap((part) => new Array<boolean>(Number(part.slice(0, -1))).fill(part.endsWith("+")));
}

/** The causes of a phase's failed clients, one for each, where the literal names them. */
function causesInOrder(given: ClientsLiteral | undefined): string[] {
  const named = typeof given === "object" ? Object.entries(given.causes ?? {}) : [];
  return named.flatMap(([cause, count]) => Array<string>(count).fill(cause));
}

function clientRecord(
  given: ClientsLiteral,
  order: boolean[],
  rate: number,
  startMs: number,
  checkStarts: readonly { ms: number }[],
): ClientRecord {
  const { causes, ...more }: Partial<Exclude<ClientsLiteral, string>> = typeof given === "string" ? {} : given;
  delete more.order;
  delete more.overrun;
  const failed = order.filter((ok) => !ok).length;
  const first = order.indexOf(false);
  const failureMs = startMs + (first * 1000) / rate;
  return {
    attempts: order.length,
    accepted: order.length - failed,
    cancelled: 0,
    causes: causes ?? (failed > 0 ? { "queued-not-served": failed } : {}),
    examples: {},
    errnos: {},
    longestOutageMs: longestOutageMs(order, rate),
    connectMs: stats(order.length, 0.1),
    firstByteMs: stats(order.length - failed, SERVED_MS),
    answerMs: stats(order.length - failed, SERVED_MS),
    lagMs: stats(order.length, 0.5),
    attemptsBeforeFirstFailure: first,
    firstFailureMs: first < 0 ? -1 : ORIGIN_MS + failureMs,
    checksBeforeFirstFailure: first < 0 ? -1 : checkStarts.filter(({ ms }) => ms < failureMs).length,
    ...more,
  };
}

/**
 * From the last success, or from the beginning of the phase, to the next success; where none came, to when the next client would have come,
 * and where nobody got in at all, one client longer: the last ones wait beyond the phase. Where no client failed it is what a client waited.
 */
function longestOutageMs(order: readonly boolean[], rate: number): number {
  let since = order.includes(true) ? 0 : -1;
  let longest = 0;
  order.forEach((ok, i) => {
    if (!ok) longest = Math.max(longest, i + 1 - since);
    else since = i;
  });
  return longest === 0 ? SERVED_MS : (longest * 1000) / rate;
}

/** Those that failed count with the storm, in which they ended; the times of all do. They began before its first check. */
function withOverrun(record: ClientRecord, moved: readonly boolean[], firstMs: number): ClientRecord {
  const failed = moved.filter((ok) => !ok).length;
  const all = {
    ...record,
    attempts: record.attempts + moved.length,
    accepted: record.accepted + moved.length - failed,
    connectMs: { ...record.connectMs, count: record.connectMs.count + moved.length },
    lagMs: { ...record.lagMs, count: record.lagMs.count + failed },
  };
  if (failed === 0) return all;
  return {
    ...all,
    causes: { ...record.causes, "queued-not-served": (record.causes["queued-not-served"] ?? 0) + failed },
    attemptsBeforeFirstFailure: 0,
    firstFailureMs: ORIGIN_MS + firstMs,
    checksBeforeFirstFailure: 0,
  };
}

function checkRecord(given: ChecksLiteral): CheckRecord {
  const more = typeof given === "number" ? { sent: given } : given;
  const sent = more.sent ?? 0;
  const failed = more.failed ?? 0;
  // Those that failed had their connection all the same, unless said otherwise.
  const completed = more.completed ?? sent;
  const verified = more.verified ?? completed;
  return {
    sent,
    completed,
    failed,
    cancelled: 0,
    verified,
    unverified: completed - verified,
    unproven: {},
    unprovenCodes: {},
    causes: failed > 0 ? { "queued-not-served": failed } : {},
    ended: { rst: completed, fin: 0 },
    // A check that failed has a close gap of its timeout: it says nothing of the style.
    closeGapUs: { ...stats(sent - failed, 27), p99: 99, max: 203 },
    lagMs: stats(sent, 0.5),
    endedByPeer: { count: 0, afterMs: stats(0, 0) },
    ...more,
  };
}
