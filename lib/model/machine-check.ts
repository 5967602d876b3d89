/** What a machine can do for a run: what was found, and what came of each check. lib/report/doctor-text.ts writes the words. */

/** `why` is one line, empty where it went well. */
export interface Attempt {
  ok: boolean;
  why: string;
}

/** As `k6 x healthcheck machine` prints it (xk6/doctor); null is what the platform does not tell. */
export interface MachineReport {
  platform: string;
  arch: string;
  root: boolean;
  k6: string;
  extension: string;
  limits: {
    descriptors: number | null;
    ports: { from: number; to: number } | null;
    memoryBytes: number | null;
    cpus: number;
  };
  cores: number;
  mostDescriptors: number | null;
  halfOpen: Attempt;
  acceptQueue: Attempt;
  capture: Attempt;
  ipv6: Attempt;
  /** Counts of processes of other users. */
  processes: { visible: number; readable: number };
  timeWait: number | null;
  somaxconn: number | null;
  synRetries: number | null;
  /** By how much sleeps of a millisecond lasted longer. */
  sleepLateMs: { p50: number; max: number };
  /** Those that are up, without loopback. */
  interfaces: string[];
  target: {
    given: string;
    address: string;
    reached: Attempt;
    cause: string;
    connectMs: number;
    local: Attempt;
    process: Attempt;
  } | null;
}

export interface MachineFacts {
  /** The operating system of this process, which is known without k6. */
  platform: string;
  /** The binary; null where none was found, and `k6Why` says why. */
  k6: string | null;
  k6Why: string;
  /** null: k6 has no extension, or it did not answer, and `reportWhy` says why. */
  report: MachineReport | null;
  reportWhy: string;
  tcpdump: boolean;
}

/** `limited`: a run can be made, and sees or does less. `missing`: that is not possible here. */
export type CheckState = "ok" | "limited" | "missing";

export type MachineCheckId =
  | "k6"
  | "extension"
  | "cores"
  | "clock"
  | "memory"
  | "descriptors"
  | "ports"
  | "half-open"
  | "accept-queue"
  | "processes"
  | "capture"
  | "backlog"
  | "syn-retries"
  | "network"
  | "ipv6"
  | "target"
  | "target-address"
  | "target-place"
  | "target-process";

export interface MachineCheck {
  id: MachineCheckId;
  state: CheckState;
  /** Without it there is no run. */
  needed: boolean;
  /** One line of the system's own; empty where there is none. */
  why: string;
  figures: Record<string, number | string | null>;
}
