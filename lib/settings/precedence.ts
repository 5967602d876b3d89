/** Which setting wins, where a checker is told the same in several places. */
import type { CheckerOverrides } from "../checkers/build-checker";
import type { StyleOption } from "../model/checker";
import type { Given, RunSettings } from "./given";
import type { SettingName } from "./settings";

/** The settings that override a checker's own, and what the style must understand for them to mean anything. */
export const OVERRIDES: readonly { setting: SettingName; key: keyof CheckerOverrides; option?: StyleOption }[] = [
  { setting: "NODES", key: "nodes" },
  { setting: "INTERVAL", key: "intervalMs" },
  { setting: "TIMEOUT", key: "timeoutMs" },
  { setting: "SOURCES", key: "sources" },
  { setting: "DELAY", key: "delayMs", option: "delayMs" },
  { setting: "HOLD", key: "holdMs", option: "holdMs" },
  { setting: "ENDING", key: "ending", option: "ending" },
];

/** From the weakest to the strongest: flat keys of the CONFIG file, the checker's own entry there, `-e`. */
export function withPrecedence(run: RunSettings, entry: CheckerOverrides = {}): CheckerOverrides {
  return { ...overridesFrom("file", run), ...entry, ...overridesFrom("environment", run) };
}

function overridesFrom(from: Given["from"], { values, given }: RunSettings): CheckerOverrides {
  const told = OVERRIDES.filter(({ setting }) => given.get(setting)?.from === from);
  return Object.fromEntries(told.map(({ setting, key }) => [key, values[setting]]));
}
