/** How long clients waited: for the handshake, for the first byte of the answer, and for its last. */
import type { Evidence } from "../model/evidence";
import type { ClientRecord, Stats } from "../model/extension";
import type { TimedEvent } from "../model/gate-result";
import type { Gate } from "../model/gates";
import type { Measured, MeasureRow } from "../model/measure-row";
import { unmeasured } from "./assessment";
import { nobodyTimed } from "./nobody-timed";
import { clientsOf, finished } from "./observed-phases";
import { timesOf } from "./slowdown";

declare module "../model/gate-result" {
  interface Observations {
    "client-time": object;
  }
}

export const connect = {
  seenIn: "clients",
  limit: "at-most",
  unit: "ms",
  stat: true,
  means: "a time for the handshake",
  k6: { metric: "hc_client_connect" },
  measure: timed("connect"),
} as const satisfies MeasureRow;

export const firstByte = {
  seenIn: "clients",
  limit: "at-most",
  unit: "ms",
  stat: true,
  means: "a time for the first byte of the answer",
  k6: { metric: "hc_client_first_byte" },
  measure: timed("first-byte"),
} as const satisfies MeasureRow;

export const answer = {
  seenIn: "clients",
  limit: "at-most",
  unit: "ms",
  stat: true,
  means: "a time for the whole answer, to the last byte that is expected",
  k6: { metric: "hc_client_answer" },
  measure: timed("answer"),
} as const satisfies MeasureRow;

function timed(what: TimedEvent): (evidence: Evidence, gate: Gate) => Measured {
  return (evidence, gate) => {
    const stat = gate.stat ?? "p95";
    const stats = statsOf(what, clientsOf(evidence, gate.phase));
    if (!stats || stats.count === 0) return nobodyTimed(evidence, gate, what);
    if (stat !== "max" && !finished(evidence, gate.phase)) return unmeasured({ kind: "cut-short" });
    return { kind: "measured", observed: stats[stat], seen: { kind: "client-time" } };
  };
}

function statsOf(what: TimedEvent, record: ClientRecord | undefined): Stats | undefined {
  if (what === "first-byte") return record?.firstByteMs;
  return record && timesOf(record, what);
}
