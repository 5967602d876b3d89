/**
 * A whole run against a service that is a function of what has come to it: clients, checks, watch and second storm as k6 would make them,
 * recorded as the recorder would. No clock and no socket, so that a property test can draw many.
 */
import { buildChecker } from "../../lib/checkers/build-checker";
import { styles } from "../../lib/checkers/styles/index";
import type { ClientRecord, Recording, Second } from "../../lib/model/extension";
import type { StormConfig } from "../../lib/model/config";
import type { Evidence } from "../../lib/model/evidence";
import type { Judgement } from "../../lib/model/judgement";
import { judge, nextStep } from "../../lib/judge/judge";
import { makePlan } from "../../lib/plan/make-plan";
import type { PhaseSpan, PlannedChecker } from "../../lib/model/plan";
import { OWN } from "../../lib/plan/own-phases";
import { planSecondStorm } from "../../lib/plan/second-storm";
import { config } from "../plan/config";
import { run, stats } from "./run";

/** Whether a client that comes at `ms` gets in, by the times of all checks before it. */
export type Service = (ms: number, checks: readonly number[]) => boolean;

/** It fails for good once so many checks have come. */
export const counting =
  (most: number): Service =>
  (_, checks) =>
    checks.length <= most;

/** It fails while more than so many checks lie within the last `windowMs`. */
export const forgetful =
  (most: number, windowMs: number): Service =>
  (ms, checks) =>
    checks.filter((at) => ms - at < windowMs).length <= most;

/** The interval of the balancer's own check. */
export const INTERVAL_MS = 10_000;

/** One check in 10 s, made so many times as often. */
export function settings(speedup: number): StormConfig {
  const probe = buildChecker(
    { kind: "style", style: styles.get("fin")! },
    { name: "probe", nodes: 1, intervalMs: INTERVAL_MS, timeoutMs: 1_000 },
  );
  return config({ checkers: [probe], speedup, client: { ratePerSecond: 2 }, phases: { baselineMs: 60_000 } });
}

export function simulate(settings: StormConfig, service: Service): Judgement {
  return judge(simulatedRun(settings, service));
}

export function simulatedRun(settings: StormConfig, service: Service): Evidence {
  const plan = makePlan(settings);
  const world = new World(service, plan.config.client.ratePerSecond);
  world.storm(plan.phases, plan.checkers, "");
  const evidence = (more: Partial<Evidence> = {}): Evidence => ({
    ...run(),
    plan,
    start: { ...run().start!, originMs: 0 },
    recording: world.recording(),
    end: "complete",
    ...more,
  });
  let sequel: Partial<Evidence> = {};
  let step = nextStep(evidence());
  if (step?.kind === "watch") {
    sequel = { watched: { back: world.watch(plan.config.ownRate.watchMs) } };
    step = nextStep(evidence(sequel));
  }
  if (step?.kind === "second-storm") {
    const second = planSecondStorm(plan, step.dose, world.nowMs);
    if (second !== null) {
      world.storm(second.phases, second.checkers, OWN);
      sequel = { ...sequel, second: { storm: second, complete: true } };
    }
  }
  return evidence(sequel);
}

interface Attempt {
  ms: number;
  phase: string;
  ok: boolean;
  checksBefore: number;
}

class World {
  nowMs = 0;
  private readonly attempts: Attempt[] = [];
  private readonly checkTimes: number[] = [];
  private readonly checks: { ms: number; phase: string }[] = [];

  constructor(
    private readonly service: Service,
    private readonly ratePerSecond: number,
  ) {}

  storm(phases: readonly PhaseSpan[], checkers: readonly PlannedChecker[], prefix: string): void {
    for (const { name, startMs, endMs } of phases) {
      const events: { ms: number; check: boolean }[] = [];
      if (name === "storm" || name === "night") {
        for (const { plannedIntervalMs } of checkers) {
          // A grid of their own, so that no check falls together with a client.
          for (let ms = startMs + 1; ms < endMs; ms += plannedIntervalMs) events.push({ ms, check: true });
        }
      }
      if (name !== "night") {
        for (let ms = startMs; ms < endMs - 1e-6; ms += 1_000 / this.ratePerSecond) events.push({ ms, check: false });
      }
      for (const { ms, check } of events.sort((a, b) => a.ms - b.ms)) {
        if (check) {
          this.checks.push({ ms, phase: prefix + name });
          this.checkTimes.push(ms);
        } else this.attempt(ms, prefix + name);
      }
      this.nowMs = endMs;
    }
  }

  watch(forMs: number): boolean {
    const until = this.nowMs + forMs;
    for (let row = 0; this.nowMs < until; this.nowMs += 500) {
      row = this.attempt(this.nowMs, "watch") ? row + 1 : 0;
      if (row === 3) return true;
    }
    return false;
  }

  private attempt(ms: number, phase: string): boolean {
    const ok = this.service(ms, this.checkTimes);
    this.attempts.push({ ms, phase, ok, checksBefore: this.checks.length });
    return ok;
  }

  recording(): Recording {
    const phases = [...new Set(this.attempts.map(({ phase }) => phase))];
    return {
      ...run().recording,
      nowMs: this.nowMs,
      clients: Object.fromEntries(phases.map((phase) => [phase, this.clients(phase)])),
      checks: { probe: this.checkRecords() },
      timeline: this.timeline(),
      events: [],
    };
  }

  private clients(phase: string): ClientRecord {
    const all = this.attempts.filter((attempt) => attempt.phase === phase);
    const first = all.findIndex(({ ok }) => !ok);
    const failed = all.filter(({ ok }) => !ok).length;
    return {
      ...run().recording.clients.baseline!,
      attempts: all.length,
      accepted: all.length - failed,
      causes: failed > 0 ? { rejected: failed } : {},
      longestOutageMs: longestOutage(all),
      lagMs: stats(all.length, 0.1),
      attemptsBeforeFirstFailure: first,
      firstFailureMs: first < 0 ? -1 : all[first]!.ms,
      checksBeforeFirstFailure: first < 0 ? -1 : all[first]!.checksBefore,
    };
  }

  private checkRecords(): Recording["checks"][string] {
    const model = run().recording.checks.rst!.storm!;
    const phases = [...new Set(this.checks.map(({ phase }) => phase))];
    return Object.fromEntries(
      phases.map((phase) => {
        const count = this.checks.filter((check) => check.phase === phase).length;
        return [
          phase,
          { ...model, sent: count, completed: count, verified: count, unverified: 0, failed: 0, causes: {} },
        ];
      }),
    );
  }

  private timeline(): Second[] {
    const seconds = new Map<number, Second>();
    const at = (ms: number, phase: string) => {
      const t = Math.floor(ms / 1_000);
      const second = seconds.get(t) ?? { t, phase, attempts: 0, accepted: 0, checks: 0, queue: -1 };
      return second;
    };
    for (const { ms, phase, ok } of this.attempts) {
      const was = at(ms, phase);
      seconds.set(was.t, { ...was, attempts: was.attempts + 1, accepted: was.accepted + (ok ? 1 : 0) });
    }
    for (const { ms, phase } of this.checks) {
      const was = at(ms, phase);
      seconds.set(was.t, { ...was, checks: was.checks + 1 });
    }
    return [...seconds.values()].sort((a, b) => a.t - b.t);
  }
}

function longestOutage(attempts: readonly Attempt[]): number {
  let longest = 0;
  let since: number | null = null;
  for (const { ms, ok } of attempts) {
    if (ok) since = null;
    else since = since ?? ms;
    if (since !== null) longest = Math.max(longest, ms - since);
  }
  return longest;
}
