/**
 * What the driver of several arms or trials leaves for `teardown` and handleSummary: VUs share nothing with them but the recorder's events,
 * and those carry text.
 *
 * So each kind of event has its writer and its reader here, and the reader looks at what it gets.
 */
import type { Start } from "../model/evidence";
import type { Trial } from "./trial";
import type { ArmJournal } from "../model/comparison";

export interface Noted {
  readonly kind: string;
  readonly data: string;
}

export interface Notice<Value> {
  /** Of the event. */
  kind: string;
  write(value: Value): string;
  /** What the last event of this kind says; null: there is none. */
  last(events: readonly Noted[]): Value | null;
}

/** The arm that was under way. */
export interface Running {
  /** In the order in which they are run. */
  index: number;
  start: Start;
}

/** Why there are no more arms or trials, in words. */
export const ENDED = notice("ended", (value): value is string => typeof value === "string");

export const FINISHED_ARMS = notice(
  "finished-arms",
  (value): value is ArmJournal[] => Array.isArray(value) && value.every((one) => has(one, "name", "verdict", "notRun")),
);

export const RUNNING_ARM = notice(
  "running-arm",
  (value): value is Running => has(value, "index", "start") && has(value.start, "originMs", "address", "client"),
);

export const TRIALS = notice(
  "trials",
  (value): value is Trial[] =>
    Array.isArray(value) &&
    value.every(
      (one) => has(one, "storm", "result") && has(one.storm, "nodes") && has(one.result, "outcome", "verdict"),
    ),
);

function notice<Value>(kind: string, fits: (value: unknown) => value is Value): Notice<Value> {
  return {
    kind,
    write: (value) => JSON.stringify(value),
    last(events) {
      const all = events.filter((event) => event.kind === kind);
      if (all.length === 0) return null;
      const value: unknown = JSON.parse(all[all.length - 1]!.data);
      if (!fits(value)) throw new Error(`the event ${kind} holds something else`);
      return value;
    },
  };
}

function has<Key extends string>(value: unknown, ...keys: Key[]): value is Record<Key, unknown> {
  return typeof value === "object" && value !== null && keys.every((key) => key in value);
}
