/**
 * Samples of a service's process over the plan of run.ts, one a second: what it uses is written as a function of what it has been
 * through.
 */
import type { ProcessSample } from "../../lib/model/extension";
import { ORIGIN_MS } from "./run";

export interface Moment {
  /** Seconds since the first phase began. */
  t: number;
  checks: number;
  attempts: number;
}

type Figures = Partial<Omit<ProcessSample, "t" | "phase" | "checks" | "attempts" | "sockets">> & {
  closeWait?: number;
  established?: number;
};

/** 10 clients a second but at night, 10 checks a second in storm and night. */
export function processes(figures: (moment: Moment) => Figures): ProcessSample[] {
  return Array.from({ length: 55 }, (_, t) => {
    const checks = 10 * Math.min(30, Math.max(0, t - 10));
    const attempts = 10 * (Math.min(30, t) + Math.max(0, t - 40));
    const { closeWait = 0, established = 1, ...more } = figures({ t, checks, attempts });
    const phase = t < 10 ? "baseline" : t < 30 ? "storm" : t < 40 ? "night" : "recovery";
    return {
      t: ORIGIN_MS + t * 1000,
      phase,
      checks,
      attempts,
      pids: [4711],
      processes: 1,
      command: "mailer",
      self: false,
      restarts: 0,
      reason: "",
      descriptors: 12,
      descriptorLimit: 1024,
      threads: 8,
      rssBytes: 20 * 2 ** 20,
      cpuMs: 0,
      waitedMs: 0,
      logBytes: null,
      writtenBytes: null,
      writesReason: "",
      ...more,
      sockets: { synReceived: 0, established, closeWait, queued: 0, finWait: 0, closing: 0, timeWait: 0 },
    };
  });
}
