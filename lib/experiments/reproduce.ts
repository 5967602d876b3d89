/** The command that makes a single run with the storm that a search has found. */
import type { StormConfig } from "../model/config";
import type { Shrunk } from "../model/trials-journal";
import { AUTO } from "../settings/auto-phases";
import { holdOf } from "./hold-of";
import { planTrial } from "./plan-trial";

/** A single run with exactly that storm. */
export function reproduce(config: StormConfig, { storm }: Shrunk): string {
  const [checker] = config.checkers;
  const kept = config.given.filter(({ name, from }) => from === "environment" && !CHANGED.includes(name));
  const { stormMs } = planTrial(config, storm).config.phases;
  const settings = [
    ...kept.map(({ name, value }) => [name, WITHHELD.includes(name) ? "…" : value]),
    // The CONFIG file brings its `checkers` along.
    ...(config.checkersOfFile
      ? []
      : [["CHECKER", config.given.find(({ name }) => name === "CHECKER")?.value ?? checker.name]]),
    ["CHECKS", String(storm.checks)],
    ["NODES", String(storm.nodes)],
    ["INTERVAL", `${Math.round(storm.intervalMs * 1000) / 1000}ms`],
    ["SPEEDUP", "1"],
    ...holdSetting(config, storm),
    ...(stormMs > STANDARD_MS ? [["STORM", `${Math.ceil(stormMs / 1_000)}s`]] : []),
  ];
  return `./bin/k6 run dist/probe-storm.js ${settings.map(([name, value]) => `-e ${quote(`${name}=${value}`)}`).join(" ")}`;
}

/** Where the hold was changed, that one; else the user's own. */
function holdSetting(config: StormConfig, { holdMs }: Shrunk["storm"]): [string, string][] {
  const [checker] = config.checkers;
  if (holdMs !== null) return holdOf(checker)?.by === "HOLD" ? [["HOLD", `${holdMs}ms`]] : [];
  const own = config.given.find(({ name, from }) => name === "HOLD" && from === "environment");
  return own === undefined ? [] : [["HOLD", own.value]];
}

/** Settings of the trials, or of this script alone. */
const CHANGED = [
  ..."CHECKER CHECKS NODES INTERVAL SPEEDUP HOLD RUNS RESET_URL OUT".split(" "),
  ..."BASELINE STORM NIGHT RECOVERY CLIENT_TIMEOUT THRESHOLDS".split(" "),
];

/** Reports do not hold these values: the user who repeats the run fills them in. */
const WITHHELD = ["CLIENT_SEND", "CLIENT_EXPECT", "CLIENT_USER", "CLIENT_PASSWORD"];

/** The length of the storm of a single run; a slow storm needs a longer one. */
const STANDARD_MS = AUTO.stormMs;

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}
