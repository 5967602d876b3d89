/** Judges the facts of a machine for a run, check by check. */
import type {
  Attempt,
  CheckState,
  MachineCheck,
  MachineCheckId,
  MachineFacts,
  MachineReport,
} from "../model/machine-check";
import { OWN_BYTES, OWN_DESCRIPTORS, VU_BYTES } from "../plan/preflight";
import { isPublicAddress } from "../settings/public-address";

/** A large run: the limits are told against it. */
const NODES = 1_000;
/** Ports of a run that ends 100 connections a second with a FIN: each stays taken for a minute. */
const PORTS = 6_000;
/** A reset has to come within 1.5 ms of the handshake: who wakes up later than this misses it. */
const LATE_MS = 1;
/** What the embedded server asks for. */
const BACKLOG = 128;
/** A dropped SYN is seen by the ones that follow after 1 and 3 s, within a client's 5 s. */
const SYN_RETRIES = 2;

export function machineChecks(facts: MachineFacts): MachineCheck[] {
  const { k6, k6Why, report, reportWhy } = facts;
  const binary = check("k6", k6 === null ? "missing" : "ok", { needed: true, why: k6Why, figures: { path: k6 } });
  if (k6 === null) return [binary];
  const figures = { k6: report?.k6 ?? null, extension: report?.extension ?? null };
  const extension = check("extension", report === null ? "missing" : "ok", { needed: true, why: reportWhy, figures });
  if (report === null) return [binary, extension];
  return [
    binary,
    extension,
    cores(report),
    clock(report),
    memory(report),
    descriptors(report),
    ports(report),
    tried("half-open", report.halfOpen),
    tried("accept-queue", report.acceptQueue),
    processes(report),
    capture(report, facts.tcpdump),
    ...kernelSettings(report),
    check("network", report.interfaces.length > 0 ? "ok" : "limited", {
      figures: { interfaces: report.interfaces.length },
    }),
    tried("ipv6", report.ipv6, "limited"),
    ...targetChecks(report),
  ];
}

/** No storm can be made here, or none of this target. */
export function canRun(checks: readonly MachineCheck[]): boolean {
  return checks.every(({ needed, state }) => !needed || state !== "missing");
}

function check(id: MachineCheckId, state: CheckState, more: Partial<MachineCheck> = {}): MachineCheck {
  return { id, state, needed: false, why: "", figures: {}, ...more };
}

function tried(id: MachineCheckId, { ok, why }: Attempt, otherwise: CheckState = "missing"): MachineCheck {
  return check(id, ok ? "ok" : otherwise, { why });
}

function cores({ limits, cores: all }: MachineReport): MachineCheck {
  const state = limits.cpus < all || limits.cpus < 2 ? "limited" : "ok";
  return check("cores", state, { figures: { cpus: limits.cpus, cores: all } });
}

function clock({ sleepLateMs }: MachineReport): MachineCheck {
  return check("clock", sleepLateMs.p50 > LATE_MS ? "limited" : "ok", { figures: { ...sleepLateMs } });
}

function memory({ limits: { memoryBytes } }: MachineReport): MachineCheck {
  const nodes = memoryBytes === null ? null : Math.max(0, Math.floor((memoryBytes - OWN_BYTES) / VU_BYTES));
  const state = nodes === 0 ? "missing" : nodes !== null && nodes < NODES ? "limited" : "ok";
  return check("memory", state, { needed: true, figures: { memoryBytes, nodes } });
}

function descriptors({ limits, mostDescriptors }: MachineReport): MachineCheck {
  const nodes = limits.descriptors === null ? null : Math.max(0, limits.descriptors - OWN_DESCRIPTORS);
  const state = nodes === 0 ? "missing" : nodes !== null && nodes < NODES ? "limited" : "ok";
  const figures = { descriptors: limits.descriptors, most: mostDescriptors, nodes, wanted: NODES + OWN_DESCRIPTORS };
  return check("descriptors", state, { needed: true, figures });
}

function ports({ limits, timeWait }: MachineReport): MachineCheck {
  if (limits.ports === null) return check("ports", "ok", { figures: { ports: null, timeWait, perSecond: null } });
  const count = limits.ports.to - limits.ports.from + 1;
  const free = Math.max(0, count - (timeWait ?? 0));
  const figures = { ports: count, timeWait, perSecond: Math.floor(free / 60) };
  return check("ports", free < PORTS ? "limited" : "ok", { figures });
}

/** Where no other user has a process, root has nothing to miss; anybody else may not be shown them. */
function processes({ platform, root, processes: { visible, readable } }: MachineReport): MachineCheck {
  const figures = { visible, readable };
  if (platform !== "linux") return check("processes", "missing", { figures });
  const all = visible === 0 ? root : readable > 0;
  return check("processes", all ? "ok" : "limited", { figures });
}

function capture({ capture: socket }: MachineReport, tcpdump: boolean): MachineCheck {
  const state = !socket.ok ? "missing" : tcpdump ? "ok" : "limited";
  return check("capture", state, { why: socket.why, figures: { tcpdump: tcpdump ? "there" : null } });
}

function kernelSettings({ somaxconn, synRetries }: MachineReport): MachineCheck[] {
  return [
    ...(somaxconn === null
      ? []
      : [check("backlog", somaxconn < BACKLOG ? "limited" : "ok", { figures: { somaxconn, wanted: BACKLOG } })]),
    ...(synRetries === null
      ? []
      : [check("syn-retries", synRetries < SYN_RETRIES ? "limited" : "ok", { figures: { synRetries } })]),
  ];
}

function targetChecks({ platform, target }: MachineReport): MachineCheck[] {
  if (target === null) return [];
  const { given, address, reached, cause, connectMs, local, process } = target;
  const figures = { given, address, cause, connectMs };
  const found = check("target", reached.ok ? "ok" : "missing", { needed: true, why: reached.why, figures });
  if (address === "") return [found];
  const host = address.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  const open = isPublicAddress(host.replace(/%.*$/, ""));
  return [
    found,
    check("target-address", open ? "limited" : "ok", { figures: { address } }),
    ...(reached.ok && platform === "linux" ? [tried("target-place", local, "limited")] : []),
    ...(reached.ok && local.ok ? [tried("target-process", process, "limited")] : []),
  ];
}
