/** Settings for plans: the defaults of the product, with what a test wants changed. */
import { buildChecker, type CheckerOverrides } from "../../lib/checkers/build-checker";
import type { Checker } from "../../lib/model/checker";
import type { ClientConfig, Phases, StormConfig } from "../../lib/model/config";
import { presets } from "../../lib/checkers/products/index";
import { styles } from "../../lib/checkers/styles/index";
import { profiles } from "../../thresholds/index";
import { nonEmpty } from "../../lib/model/non-empty";

export function checker(name: string, overrides: CheckerOverrides = {}): Checker {
  const preset = presets.get(name);
  return buildChecker(preset ? { kind: "preset", preset } : { kind: "style", style: styles.get(name)! }, overrides);
}

type Changes = Partial<Omit<StormConfig, "checkers" | "client" | "phases">> & {
  checkers?: Checker[];
  client?: Partial<ClientConfig>;
  phases?: Partial<Phases>;
};

export function config({ checkers = [checker("rst")], client, phases, ...rest }: Changes = {}): StormConfig {
  return {
    target: null,
    embedded: { flaw: "stuck-greeting", backlog: 128 },
    checkers: nonEmpty(checkers, "the checkers"),
    client: {
      kind: "auto",
      wire: null,
      ratePerSecond: 10,
      timeoutMs: 5_000,
      tls: "off",
      serverName: "",
      source: null,
      ...client,
    },
    speedup: "auto",
    phases: { baselineMs: 10_000, stormMs: 20_000, nightMs: 10_000, recoveryMs: 15_000, ...phases },
    ownRate: { watchMs: 60_000, stormMs: 120_000 },
    gates: profiles.get("default")!,
    kernelEvidence: "refuse",
    out: null,
    failFast: false,
    progress: "lines",
    checks: null,
    limits: { allowPublic: false, maxRate: 1_000, maxHeld: 1_000 },
    checkersOfFile: false,
    given: [],
    ...rest,
  };
}
