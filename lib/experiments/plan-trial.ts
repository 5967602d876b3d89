/** From a storm that a strategy asks for to the plan of a run: the check's own exchange, with its delay, number and pace changed. */
import { mapConnections } from "../wire/connection";
import type { Checker, Connection } from "../model/checker";
import type { StormConfig } from "../model/config";
import { makePlan } from "../plan/make-plan";
import { FEWEST } from "../plan/enough-checks";
import { CERTAIN } from "../plan/planned-floors";
import type { Plan } from "../model/plan";
import { periodMs } from "../plan/speedup";
import { proveSteps } from "../wire/prove-steps";
import { holdOf } from "./hold-of";
import type { Storm } from "../model/trial";

/** What a check may take beyond its delay or hold before it is given up, ms. */
const PATIENCE_MS = 1_000;
/** After the last check, ms: clients that it locked out must be seen to be. */
const AFTER_MS = 1_000;

/**
 * When the checks of a trial come, after the clients: halfway between two, ms. A check that comes together with a client waits behind it
 * in the accept queue, and the close that was to come before the greeting, or after it, would come at another time.
 */
export function besideClients({ config, checkers }: Plan): number {
  const clientsMs = 1_000 / config.client.ratePerSecond;
  return Math.min(clientsMs, ...checkers.map(({ nodes, plannedIntervalMs }) => plannedIntervalMs / nodes)) / 2;
}

export function planTrial(config: StormConfig, storm: Storm): Plan {
  const [checker] = config.checkers;
  const { checks, nodes, intervalMs } = storm;
  const stormChecker = stormy(checker, storm);
  const periodOfNode = periodMs(stormChecker, intervalMs);
  const staysMs = Math.max(storm.delayMs ?? 0, storm.holdMs ?? holdOf(stormChecker)?.ms ?? 0);
  const rounds = checks === null ? 0 : Math.ceil(checks / nodes);
  // The last node begins its last check so much before the end of the last round, and holds it as long as all others.
  const overMs = checks === null ? staysMs : Math.max(0, staysMs - periodOfNode / nodes);
  // At a slow rate the storm lasts until there are as many checks as a plan must be certain of.
  const enoughMs = checks === null ? (Math.ceil(FEWEST / nodes) * intervalMs) / CERTAIN : 0;
  const stormMs = Math.ceil(Math.max(config.phases.stormMs, rounds * periodOfNode + overMs + AFTER_MS, enoughMs));
  return makePlan({
    ...config,
    checkers: [stormChecker],
    speedup: 1,
    checks: storm.checks,
    phases: { ...config.phases, stormMs },
  });
}

function stormy(checker: Checker, { delayMs, holdMs, nodes, intervalMs }: Storm): Checker {
  let connections = checker.connections;
  if (delayMs !== null) connections = mapConnections(connections, (connection) => delayed(connection, delayMs));
  if (holdMs !== null) connections = mapConnections(connections, (connection) => held(connection, holdMs));
  return {
    ...checker,
    connections,
    nodes,
    intervalMs,
    timeoutMs: Math.max(checker.timeoutMs, (delayMs ?? 0) + PATIENCE_MS),
    delayMs: delayMs ?? checker.delayMs,
    heldMs: holdMs ?? delayMs ?? checker.heldMs,
    holdsUntil: holdMs === null ? checker.holdsUntil : null,
    spread: "staggered",
    cadence: "fixed-rate",
  };
}

function delayed(connection: Connection, delayMs: number): Connection {
  const steps = delayMs > 0 ? [{ kind: "wait" as const, ms: delayMs }] : [];
  return { ...connection, steps, prove: proveSteps(connection.handshake, steps, connection.ending) };
}

function held(connection: Connection, holdMs: number): Connection {
  const steps = connection.steps.map((step) => (step.kind === "hold" ? { ...step, ms: holdMs } : step));
  return { ...connection, steps, prove: { ...connection.prove, heldMinMs: holdMs } };
}

/** A check that only waits, or does nothing, between its handshake and its end: its delay can be chosen. */
export function canWait({ connections, holdsUntil }: Checker): boolean {
  const silent = ({ steps }: Connection) => steps.every(({ kind }) => kind === "wait");
  return connections.length === 1 && holdsUntil === null && connections.every(silent);
}

export function resetsAtOnce(checker: Checker): boolean {
  const [{ handshake, steps, ending }] = checker.connections as [Connection];
  return canWait(checker) && steps.length === 0 && ending.kind === "rst" && handshake === "full";
}

/** The storm has enough nodes that the delay of one check does not keep the next one waiting; one node where there is no delay. */
export function stormAt(ratePerSecond: number, delayMs: number, checks: number | null): Storm {
  const nodes = Math.min(Math.max(1, Math.ceil((ratePerSecond * (delayMs + SPARE_MS)) / 1_000)), checks ?? Infinity);
  return { delayMs, holdMs: null, nodes, intervalMs: (nodes * 1_000) / ratePerSecond, checks };
}

const SPARE_MS = 50;
