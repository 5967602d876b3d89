/** What somebody gives k6 himself behind `--` as `-e NAME=value`: settings as well, and no less heeded. */
import { settingNames } from "../../settings/settings";
import { refusal } from "../../text/refusal";
import type { GivenSettings } from "./setting-flags";

/** As k6 wants it. A name alone has the empty value. */
const PAIR = /^([a-zA-Z_][a-zA-Z0-9_]*)(?:=([^]*))?$/;

/**
 * @param forK6 flags of k6
 * @throws Refusal for a name that k6 does not take
 */
export function settingsBehind(forK6: readonly string[]): GivenSettings {
  const given: GivenSettings = {};
  for (const pair of pairsIn(forK6)) {
    const [, name, value] = PAIR.exec(pair) ?? [];
    if (name === undefined) {
      // What stands behind `=` may be a secret.
      throw refusal("-e", pair.replace(/=[^]*/, "=…"), "NAME=value, the name of letters, digits and _");
    }
    const setting = settingNames.find((known) => known === name);
    if (setting !== undefined) given[setting] = value ?? "";
  }
  return given;
}

function pairsIn(flags: readonly string[]): string[] {
  return flags.flatMap((flag, index) => {
    const [, inline] = /^(?:--env=|-e=?)([^]+)$/.exec(flag) ?? [];
    if (inline !== undefined) return [inline];
    return flag === "-e" || flag === "--env" ? (flags[index + 1] ?? []) : [];
  });
}
