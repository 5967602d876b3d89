/** What somebody gives k6 himself behind `--` as `-e NAME=value`: settings as well, and no less heeded. */
import { settingNames, type SettingName } from "../../settings/settings";
import { refusal } from "../../text/refusal";
import type { GivenSettings } from "./setting-flags";

/** As k6 wants it. A name alone has the empty value. */
const PAIR = /^([a-zA-Z_][a-zA-Z0-9_]*)(?:=([^]*))?$/;

export interface FlagsBehind {
  /** The last of several wins. */
  given: GivenSettings;
  /** The flags that are left for k6. */
  others: string[];
}

/**
 * @param forK6 flags of k6
 * @throws Refusal for a name that k6 does not take
 */
export function flagsBehind(forK6: readonly string[]): FlagsBehind {
  const given: GivenSettings = {};
  const others: string[] = [];
  for (let index = 0; index < forK6.length; index++) {
    const flag = forK6[index] ?? "";
    const [, inline] = /^(?:--env=|-e=?)([^]+)$/.exec(flag) ?? [];
    const next = flag === "-e" || flag === "--env" ? forK6[index + 1] : undefined;
    const pair = settingIn(inline ?? next);
    const taken = forK6.slice(index, index + (next === undefined ? 1 : 2));
    if (pair === null) others.push(...taken);
    else given[pair.setting] = pair.value;
    index += taken.length - 1;
  }
  return { given, others };
}

/** null: there is no pair, or it is none of our settings. */
function settingIn(pair: string | undefined): { setting: SettingName; value: string } | null {
  if (pair === undefined) return null;
  const [, name, value = ""] = PAIR.exec(pair) ?? [];
  if (name === undefined) {
    // What stands behind `=` may be a secret.
    throw refusal("-e", pair.replace(/=[^]*/, "=…"), "NAME=value, the name of letters, digits and _");
  }
  const setting = settingNames.find((known) => known === name);
  return setting === undefined ? null : { setting, value };
}
