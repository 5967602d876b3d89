/** The settings of a run, all validated, all defaults filled in; plain JSON. */
import type { Checker, Wire } from "./checker";
import type { GateProfile } from "./gates";
import type { NonEmpty } from "./non-empty";

export interface Target {
  host: string;
  port: number;
  /** `host:port`, with brackets around IPv6. */
  text: string;
}

/** The clients of protocols, by name. It is empty here: lib/clients/protocols.ts lists them, and extends this interface by that list. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Protocols {}

/** Protocols that a client can speak: lib/clients/ has a file for each. */
export type ProtocolName = keyof Protocols;

/** What a client does, as CLIENT names it; `steps` is spelled out in the CONFIG file, `script` in a script of one's own. */
export type ClientKind = "auto" | "greeting" | ProtocolName | "tls" | "send-expect" | "connect" | "steps" | "script";

/** A real user: connects, gets what the protocol promises, drains, closes with FIN. */
export interface ClientConfig {
  kind: ClientKind;
  /**
   * What the client says; null while it depends on the first contact (`auto` and `greeting`), which `setup` makes.
   */
  wire: Wire | null;
  /** Attempts per second. */
  ratePerSecond: number;
  timeoutMs: number;
  tls: "off" | "on" | "insecure";
  /** SNI; empty: the target's name. */
  serverName: string;
  /**
   * The client that the target's port stands for, where the user has named none whom the service itself answers; left out where the port
   * says nothing. `settings` is how the user would name it.
   */
  byPort?: { port: number; protocol: ProtocolName; settings: string; wire: Wire };
  /** It logs in with the user's own credentials: CLIENT_USER, CLIENT_PASSWORD. */
  credentials?: true;
  source: string | null;
}

export interface Phases {
  baselineMs: number;
  stormMs: number;
  nightMs: number;
  recoveryMs: number;
}

/** PROGRESS: what a run says while it goes on. */
export type ProgressMode = "lines" | "events" | "none";

export interface StormConfig {
  /** null: the embedded server of `embedded`. */
  target: Target | null;
  embedded: { flaw: string; backlog: number };
  checkers: NonEmpty<Checker>;
  client: ClientConfig;
  speedup: "auto" | number;
  phases: Phases;
  /** Phases whose length the settings leave to the plan; their length in `phases` is the least that it may choose. */
  auto?: ("baseline" | "storm")[];
  /**
   * After harm at a raised rate: how long to watch until clients get in again, and the longest second storm at the balancer's own rate, ms.
   * 0: none.
   */
  ownRate: { watchMs: number; stormMs: number };
  gates: GateProfile;
  /** Whether clients of whom the kernel alone is known to have answered may end as `held`. */
  kernelEvidence: "refuse" | "accept";
  /** Folder for the result files, absolute; null: terminal only. */
  out: string | null;
  /** The service's log on this host, absolute; left out: none is named. */
  log?: string;
  /** URL of the service's Prometheus page; left out: none is named. */
  metrics?: string;
  failFast: boolean;
  /** What is said while it runs. */
  progress: ProgressMode;
  /** Checks of each checker over storm and night; null: as many as the time allows. */
  checks: number | null;
  limits: { allowPublic: boolean; maxRate: number; maxHeld: number };
  /** The checkers come with the CONFIG file's `checkers`, and have no names that CHECKER could give. */
  checkersOfFile: boolean;
  /** Every setting that is not at its default, as the user gave it; of bytes and steps, which may be secret, how many. */
  given: { name: string; value: string; from: "environment" | "file" }[];
}
