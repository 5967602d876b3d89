/** Settings from `-e NAME=value`, and from the system's environment, which k6 hands over as well. */
import { distance } from "fastest-levenshtein";
import { Refusal } from "../text/refusal";
import type { AllGiven, Given } from "./given";
import { readBy, settingNames, type Script, type SettingName } from "./settings";

/** Close to a setting, and yet somebody else's: npm, bash, nix, docker buildx, Java, OAuth and tool chains set these. */
const ELSEWHERE = new Set(
  "CLIENTID CLIENT_ENV CONF ENCODING FLAG GOPROXY INTERNAL MAX_HEAP NODE RESOURCES STORE TARGETOS TMOUT out".split(" "),
);

/** @throws Refusal for a name that is one or two letters off a setting */
export function fromEnvironment(env: Record<string, string>, script: Script): AllGiven {
  const given = new Map<SettingName, Given>();
  for (const [name, text] of Object.entries(env)) {
    const setting = settingNames.find((known) => known === name);
    if (setting !== undefined) {
      given.set(setting, { setting, name, text, from: "environment" });
      continue;
    }
    const meant = ELSEWHERE.has(name) ? undefined : slipOf(name, script);
    if (meant !== undefined) throw new Refusal(`${name}: no such setting; did you mean ${meant}?`);
  }
  return given;
}

/** The setting that the name is a slip of: one letter off, in names of six letters and more two; case does not count. */
export function slipOf(name: string, script: Script): SettingName | undefined {
  const upper = name.toUpperCase();
  let best: { setting: SettingName; off: number } | undefined;
  for (const setting of settingNames) {
    if (!readBy(script, setting)) continue;
    const off = swapped(upper, setting) ? 1 : distance(upper, setting);
    if (off <= (setting.length < 6 ? 1 : 2) && off < (best?.off ?? Infinity)) best = { setting, off };
  }
  return best?.setting;
}

/** Two neighbouring letters in the wrong order are one slip. */
function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const first = [...a].findIndex((letter, index) => letter !== b[index]);
  return first >= 0 && a.slice(0, first) + a[first + 1] + a[first] + a.slice(first + 2) === b;
}
