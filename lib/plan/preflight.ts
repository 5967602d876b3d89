/**
 * What this machine must have for a run: descriptors, memory and source ports. A run that lacks them would end as inconclusive, minutes
 * later; it is refused before the first packet, with the number that fits.
 */
import { refusalLine } from "../text/refusal-line";
import type { Machine } from "../model/extension";
import { milliseconds } from "../text/duration";
import { counted } from "../text/format";
import type { NonEmpty } from "../model/non-empty";
import type { K6Options, K6Scenario, Plan, PlannedChecker } from "../model/plan";
import { endsWithReset } from "../wire/ends-with-reset";

/** Descriptors of k6 itself: its files, its pollers, what it writes. */
export const OWN_DESCRIPTORS = 100;
/** Memory of k6 with this script, and of one VU more; measured with 200 and 2,000 nodes. */
export const OWN_BYTES = 150e6;
export const VU_BYTES = 0.3e6;
/** How long the side that ends first keeps the port: TCP_TIMEWAIT_LEN of Linux, ms. */
const TIME_WAIT_MS = 60_000;

/**
 * Why the run cannot be made here, in one line; null when it can, or where the machine does not tell.
 *
 * @param plans what runs one after the other, alike but for the checkers
 * @param loopback whether the target is this host: its ports are free again after a second there (tcp_tw_reuse)
 */
export function preflight(
  plans: NonEmpty<Plan>,
  { scenarios }: Pick<K6Options, "scenarios">,
  machine: Machine,
  loopback: boolean,
): string | null {
  const vus = mostAtOnce(Object.values(scenarios));
  const nodes = Math.max(...plans.map(({ checkers }) => sum(checkers, ({ nodes: one }) => one)));
  const load = { vus, nodes: Math.min(nodes, vus), config: plans[0].config };
  return withoutDescriptors(load, machine) ?? withoutMemory(load, machine) ?? withoutPorts(plans, machine, loopback);
}

interface Load {
  /** All VUs that are busy at the same time, each with one connection at the most; the nodes among them. */
  vus: number;
  nodes: number;
  config: Plan["config"];
}

function withoutDescriptors(load: Load, { descriptors }: Machine): string | null {
  if (descriptors === null) return null;
  // The embedded server has the other ends.
  const each = load.config.target === null ? 2 : 1;
  const fits = Math.floor((descriptors - OWN_DESCRIPTORS) / each);
  if (load.vus <= fits) return null;
  const needed = load.vus * each + OWN_DESCRIPTORS;
  return tooMany(
    load,
    fits,
    `up to ${needed} descriptors open, and \`ulimit -n\` is ${descriptors}`,
    "a higher ulimit -n",
  );
}

function withoutMemory(load: Load, { memoryBytes }: Machine): string | null {
  if (memoryBytes === null) return null;
  const fits = Math.floor((memoryBytes - OWN_BYTES) / VU_BYTES);
  if (load.vus <= fits) return null;
  const needed = megabytes(load.vus * VU_BYTES + OWN_BYTES);
  return tooMany(load, fits, `about ${needed} of memory, and ${megabytes(memoryBytes)} are to be had`, "more memory");
}

/** The larger part is named: the nodes, or the clients that may be under way at the same time. */
function tooMany({ vus, nodes, config }: Load, fits: number, what: string, orElse: string): string {
  const clients = vus - nodes;
  const { ratePerSecond } = config.client;
  const byNodes = nodes >= clients;
  const given = byNodes ? nodes : ratePerSecond;
  const most = byNodes ? fits - clients : roundedDown((ratePerSecond * (fits - nodes)) / clients);
  const name = byNodes ? "NODES" : "CLIENT_RATE";
  const accepted = most > 0 ? [`${name}=${most}${byNodes && config.checkers.length > 1 ? " in all" : ""}`] : [];
  const shorter = byNodes ? [] : ["a shorter CLIENT_TIMEOUT"];
  const why = `${counted(nodes, "node")} and ${counted(clients, "client")} at the same time need ${what}`;
  return refusalLine(name, String(given), [...accepted, ...shorter, orElse].join(", or "), { why });
}

/** From one source to one target a port can be taken once until its TIME-WAIT is over. An RST leaves none. */
function withoutPorts(plans: readonly Plan[], { ports }: Machine, loopback: boolean): string | null {
  if (ports === null || loopback) return null;
  const count = ports.to - ports.from + 1;
  for (const { config, checkers } of plans) {
    const { stormMs, nightMs, baselineMs, recoveryMs } = config.phases;
    const clientSpan = Math.min(TIME_WAIT_MS, baselineMs + stormMs + recoveryMs);
    const clientPorts = (config.client.ratePerSecond * clientSpan) / 1_000;
    const span = Math.min(TIME_WAIT_MS, stormMs + nightMs);
    if (clientPorts > count) {
      const most = roundedDown((count / clientSpan) * 1_000);
      return refusalLine("CLIENT_RATE", String(config.client.ratePerSecond), `CLIENT_RATE=${most} at most`, {
        why: `one address has ${count} source ports, and each stays taken for ${clientSpan / 1_000} s after a FIN`,
      });
    }
    for (const checker of checkers) {
      const sources = Math.max(1, checker.sources.length);
      const shared = checker.sources.length === 0 && config.client.source === null ? clientPorts : 0;
      const rate = finsPerSecond(checker);
      if (((rate / sources) * span) / 1_000 + shared <= count) continue;
      const most = roundedDown((Math.max(0, count - shared) * sources * 1_000) / span);
      const name = checker.speedup > 1 ? "SPEEDUP" : "NODES";
      const given = checker.speedup > 1 ? checker.speedup : checker.nodes;
      const fits = roundedDown((given * most) / rate);
      const possible = fits > 0 && (name === "NODES" || fits >= 1) ? [`${name}=${fits}`] : [];
      return refusalLine(name, String(given), [...possible, "more SOURCES", "a longer INTERVAL"].join(", or "), {
        why:
          `${checker.name} ends ${Math.ceil(rate)} connections a second with a FIN, and from ` +
          `${sources === 1 ? "one address" : `${sources} addresses`} ${most} a second leave a source port free (${count} ports, ${span / 1_000} s each)`,
      });
    }
  }
  return null;
}

function finsPerSecond({ connections, nodes, plannedIntervalMs, holdsUntil }: PlannedChecker): number {
  if (holdsUntil === "phase-end") return 0;
  const fins = connections.filter(({ ending }) => !endsWithReset(ending)).length;
  return (fins * nodes * 1_000) / plannedIntervalMs;
}

/** k6 makes as many VUs as its scenarios need at the same time, their graceful stop included. */
function mostAtOnce(scenarios: readonly K6Scenario[]): number {
  const spans = scenarios.map((scenario) => {
    const startMs = milliseconds(scenario.startTime);
    const length =
      milliseconds(scenario.duration ?? scenario.maxDuration ?? "0s") + milliseconds(scenario.gracefulStop);
    return { startMs, endMs: startMs + length, vus: scenario.maxVUs ?? scenario.vus ?? 0 };
  });
  const at = (ms: number) => sum(spans, ({ startMs, endMs, vus }) => (startMs <= ms && ms < endMs ? vus : 0));
  return Math.max(0, ...spans.map(({ startMs }) => at(startMs)));
}

function roundedDown(value: number): number {
  return value >= 1 ? Math.floor(value) : Math.floor(value * 100) / 100;
}

function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${Math.round(bytes / 1e8) / 10} GB` : `${Math.round(bytes / 1e6)} MB`;
}

function sum<T>(items: readonly T[], measure: (item: T) => number): number {
  return items.reduce((total, item) => total + measure(item), 0);
}
