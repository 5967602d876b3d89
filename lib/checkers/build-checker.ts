/** From a preset or a bare style, and what the settings override, to a checker. */
import { assumptionNote, stillAssumed } from "./remaining-assumptions";
import { mapConnections } from "../wire/connection";
import type { Checker, Preset, CheckerBase, StyleOptions, Wire } from "../model/checker";
import { styles } from "./styles/index";

export interface CheckerOverrides {
  name?: string;
  nodes?: number;
  intervalMs?: number;
  timeoutMs?: number;
  /** For the handshake of each of its connections. */
  connectTimeoutMs?: number;
  delayMs?: number;
  holdMs?: number;
  ending?: "rst" | "fin";
  rise?: number;
  fall?: number;
  sources?: string[];
  /** SNI for the TLS styles. */
  serverName?: string;
  /** The target's name and port, for what a product puts into `Host`. */
  host?: string;
  port?: number;
}

/**
 * Cadence of a bare style: one check every 100 ms from one node, given up after 1 s, as in `tcpping -i 0.1 -t 1`. A second is
 * also how long the greeting styles wait to be spoken to. Rise and fall are ours: those of HAProxy, the most common.
 */
const BARE: Omit<Preset, "name" | "product" | "summary" | "style" | "provenance"> = {
  intervalMs: 100,
  timeoutMs: 1_000,
  rise: 2,
  fall: 3,
  nodes: 1,
  spread: "staggered",
  cadence: "fixed-rate",
};

/** Options that the style does not take have no effect: refusing them is for the settings, which know the whole run. */
export function buildChecker(base: CheckerBase, overrides: CheckerOverrides): Checker {
  const preset = base.kind === "preset" ? base.preset : null;
  const style = base.kind === "style" ? base.style : styles.get(base.preset.style);
  if (style === undefined) throw new Error(`preset ${preset?.name}: there is no style ${preset?.style}`);
  const bare = {
    ...BARE,
    ...(style.nodes !== undefined && { nodes: style.nodes }),
    ...(style.intervalMs !== undefined && { intervalMs: style.intervalMs }),
  };
  const cadence = preset ?? bare;
  const timeoutMs = overrides.timeoutMs ?? cadence.timeoutMs;
  const intervalMs = overrides.intervalMs ?? cadence.intervalMs;
  const { host = "localhost", port } = overrides;
  const target = { host, ...(port !== undefined && { port }) };
  const { connectTimeoutMs } = overrides;
  const connections = mapConnections(
    preset?.connections?.({ ...target, intervalMs, timeoutMs }) ?? [
      style.wire(styleOptions(preset, overrides, timeoutMs)),
    ],
    (connection) => ({ ...connection, ...(connectTimeoutMs !== undefined && { connectTimeoutMs }) }),
  );
  const open = connections.some(({ steps }) => steps.some((step) => step.kind === "hold" && step.ms === undefined));
  const holdsUntil = !open ? null : preset?.holdsToNextCheck ? "next-check" : "phase-end";
  return {
    name: overrides.name ?? preset?.name ?? style.name,
    style: style.name,
    preset: preset === null || preset.origin !== undefined ? null : preset.name,
    connections,
    nodes: overrides.nodes ?? cadence.nodes,
    intervalMs,
    ...(preset === null && overrides.intervalMs === undefined && { bare: true as const }),
    // A user's INTERVAL is meant for all of them.
    ...(overrides.intervalMs === undefined && otherIntervals(cadence)),
    timeoutMs,
    rise: overrides.rise ?? cadence.rise,
    fall: overrides.fall ?? cadence.fall,
    ...(cadence.decidesAtOnce !== undefined && { decidesAtOnce: cadence.decidesAtOnce }),
    spread: cadence.spread,
    cadence: cadence.cadence,
    initially: cadence.initially ?? "up",
    vocabulary: cadence.vocabulary ?? null,
    delayMs: connections.reduce((sum, connection) => sum + waitsMs(connection), 0),
    holdsUntil,
    heldMs: connections.reduce(
      (sum, connection) => sum + longestMs(connection, connection.timeoutMs ?? timeoutMs),
      holdsUntil === "next-check" ? intervalMs : 0,
    ),
    sources: overrides.sources ?? [],
    notes: [...stillAssumed(preset?.assumptions ?? [], overrides).map(assumptionNote), ...(preset?.notes ?? [])],
  };
}

function otherIntervals({ fastIntervalMs, downIntervalMs }: Pick<Preset, "fastIntervalMs" | "downIntervalMs">) {
  return {
    ...(fastIntervalMs !== undefined && { fastIntervalMs }),
    ...(downIntervalMs !== undefined && { downIntervalMs }),
  };
}

function styleOptions(preset: Preset | null, overrides: CheckerOverrides, timeoutMs: number): StyleOptions {
  const { delayMs, holdMs, ending, serverName } = overrides;
  return {
    ...preset?.options,
    ...(delayMs !== undefined && { delayMs }),
    ...(holdMs !== undefined && { holdMs }),
    ...(ending !== undefined && { ending }),
    ...(serverName !== undefined && { serverName }),
    timeoutMs,
  };
}

function waitsMs(wire: Wire): number {
  return wire.steps.reduce((sum, step) => sum + (step.kind === "wait" ? step.ms : 0), 0);
}

/** The timeout bounds all but `hold`; a step that waits for the peer may use it up. A hold without length counts as 0 here. */
function longestMs(wire: Wire, timeoutMs: number): number {
  const waitsForPeer = wire.steps.some((step) => step.kind === "expect" || step.kind === "tls");
  const holds = wire.steps.reduce((sum, step) => sum + (step.kind === "hold" ? (step.ms ?? 0) : 0), 0);
  const drain = wire.ending.kind === "half-close" ? (wire.ending.withinMs ?? 1_000) : 0;
  return holds + (waitsForPeer ? timeoutMs : Math.min(waitsMs(wire), timeoutMs)) + drain;
}
