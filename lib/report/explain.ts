/** A check, explained: what it does on the wire, how often, what it believes, how that is known, and what its kind has done to services. */
import type { Cause } from "../model/extension";
import { buildChecker } from "../checkers/build-checker";
import type { Checker, CheckerBase, Connection, Provenance, Initially, WireClass } from "../model/checker";
import type { Note } from "../model/note";
import { destination } from "./destination-text";
import type { Incident } from "./incident-list";
import { explainedSteps, type ExplainedStep } from "./explained-steps";
import { incidentsOf } from "./incidents";
import { ladder, type Rung } from "./ladder";
import { notesOf, noteText } from "./note-text";
import { wireClassOf } from "../checkers/wire-class";

export interface ExplainedConnection {
  /** `the target`, or what the check names instead of its host or port. */
  to: string;
  /** null: the target's own. */
  port: number | null;
  ladder: Rung[];
  steps: ExplainedStep[];
  /** For the handshake alone; null: the timeout bounds both. */
  connectTimeoutMs: number | null;
  timeoutMs: number;
  /** The longest time that a step of each kind has, where one has a time of its own. */
  withinMs: { tls?: number; expect?: number };
}

/** Everything as data; `--json` prints it by {@link explainedJson}. */
export interface Explained {
  name: string;
  /** null for a style. */
  product: string | null;
  summary: string;
  style: string;
  wire: WireClass;
  connections: ExplainedConnection[];
  intervalMs: number;
  /** Where they differ: while a change of opinion is under way, and while DOWN. */
  fastIntervalMs: number | null;
  downIntervalMs: number | null;
  timeoutMs: number;
  nodes: number;
  /** Checks of all nodes together, at the product's own pace; for connections that are held for good: those that are opened. */
  checksPerHour: number | null;
  spread: Checker["spread"];
  cadence: Checker["cadence"];
  rise: number;
  fall: number;
  /** Causes of failures that take the target DOWN at once; empty: `fall` counts them all. */
  decidesAtOnce: readonly Cause[];
  initially: Initially;
  vocabulary: Checker["vocabulary"];
  evidence: Provenance[];
  assumptions: Note[];
  unsupported: Note[];
  /** What the file says and the product does not do as one would expect. */
  mistakes: Note[];
  /** `haproxy.cfg:12`; null: it ships with us. */
  origin: string | null;
  /** What it is called in that file, `backend/server`; null: it ships with us. */
  selector: string | null;
  /** The servers that the file has it check. */
  servers: string[];
  /** How it was chosen out of that file. */
  notes: Note[];
  incidents: Incident[];
}

/** @param bytes whether the whole of what is sent is wanted */
export function explain(base: CheckerBase, bytes = false): Explained {
  // The name stands for the one that the user will give.
  const checker = buildChecker(base, { host: "TARGET" });
  const preset = base.kind === "preset" ? base.preset : null;
  const wire = wireClassOf(checker);
  return {
    name: checker.name,
    product: preset?.product ?? null,
    summary: base.kind === "preset" ? base.preset.summary : base.style.summary,
    style: checker.style,
    wire,
    connections: checker.connections.map((connection) => ({
      to: destination(connection),
      port: connection.port ?? null,
      ladder: ladder(connection, checker.holdsUntil),
      steps: explainedSteps(connection.steps, bytes),
      connectTimeoutMs: connection.connectTimeoutMs ?? null,
      timeoutMs: connection.timeoutMs ?? checker.timeoutMs,
      withinMs: longestWaits(connection),
    })),
    intervalMs: checker.intervalMs,
    fastIntervalMs: checker.fastIntervalMs ?? null,
    downIntervalMs: checker.downIntervalMs ?? null,
    timeoutMs: checker.timeoutMs,
    nodes: checker.nodes,
    checksPerHour: checker.holdsUntil === "phase-end" ? null : (checker.nodes * 3_600_000) / checker.intervalMs,
    spread: checker.spread,
    cadence: checker.cadence,
    rise: checker.rise,
    fall: checker.fall,
    decidesAtOnce: checker.decidesAtOnce ?? [],
    initially: checker.initially,
    vocabulary: checker.vocabulary,
    evidence: preset?.provenance ?? [],
    assumptions: notesOf(checker.notes, "assumption"),
    unsupported: notesOf(checker.notes, "unsupported"),
    mistakes: notesOf(checker.notes, "mistake"),
    origin: preset?.origin ?? null,
    selector: preset?.selector ?? null,
    servers: preset?.servers ?? [],
    notes: [...notesOf(checker.notes, "note"), ...otherHosts(checker)],
    incidents: incidentsOf(wire),
  };
}

/** What `--json` prints: notes as their sentences. */
export function explainedJson(explained: Explained): unknown {
  const { assumptions, unsupported, mistakes, notes } = explained;
  return {
    ...explained,
    assumptions: assumptions.map(noteText),
    unsupported: unsupported.map(noteText),
    mistakes: mistakes.map(noteText),
    notes: notes.map(noteText),
  };
}

function longestWaits({ steps }: Connection): { tls?: number; expect?: number } {
  const longest = { tls: -1, expect: -1 };
  for (const step of steps) {
    if (step.kind !== "tls" && step.kind !== "expect") continue;
    longest[step.kind] = Math.max(longest[step.kind], step.withinMs ?? 0);
  }
  const { tls, expect } = longest;
  return { ...(tls >= 0 && { tls }), ...(expect >= 0 && { expect }) };
}

/** Without the setting a run is refused. */
function otherHosts({ connections }: Checker): Note[] {
  const hosts = new Set(connections.flatMap(({ host }) => (host === undefined ? [] : [host])));
  return hosts.size === 0
    ? []
    : [
        {
          kind: "note",
          text: `its checks go to a host of the file's: a run needs ALLOW_HOSTS=${[...hosts].join(",")}`,
        },
      ];
}

/** `source, capture; 2 assumptions`: how sure it is, in short. */
export function howSure({ evidence, assumptions }: Pick<Explained, "evidence" | "assumptions">): string {
  const from = [...new Set(evidence.map((one) => one.from))].join(", ");
  const assumed = assumptions.length === 0 ? "" : `${assumptions.length} assumed`;
  return [from, assumed].filter((part) => part !== "").join("; ");
}
