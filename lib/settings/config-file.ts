/** The CONFIG file: the same settings in lower case, and exchanges spelled out. */
import { fieldsOf, itemsOf, nameOf, refuse, textOf, type Data } from "../source/data";
import type { AllGiven, Given } from "./given";
import { LEFT_OUT } from "../text/refusal";
import { settingNames, settingOf, settings, type SettingName } from "./settings";

export interface ConfigFile {
  given: AllGiven;
  /** The entries of `checkers`; null when there is none. */
  checkers: Data[] | null;
  /** The client's own exchange; null when it is not spelled out. */
  client: { steps: Data; ending: Data | undefined } | null;
}

export const NO_FILE: ConfigFile = { given: new Map(), checkers: null, client: null };

const IN_FILE = settingNames.filter((name) => settingOf(name).key !== undefined);
const FLAT = IN_FILE.map((name) => name.toLowerCase());
const SPELLED_OUT = ["steps", "ending"];
/** Settings whose value may be a list. */
const LISTS: SettingName[] = ["CHECKER", "SOURCES", "GATE"];

export function readConfigFile(data: Data): ConfigFile {
  const given = new Map<SettingName, Given>();
  const take = (name: SettingName, value: Data) => {
    if (given.has(name))
      throw refuse(value, "each setting once", {
        why: `it is given as ${name.toLowerCase()} and as ${settingOf(name).key}`,
      });
    given.set(name, { setting: name, name: nameOf(value), text: settingText(name, value), from: "file" });
  };

  const top = fieldsOf(data, [...FLAT, "phases", "checkers"]);
  for (const name of IN_FILE) {
    const value = top.get(name.toLowerCase());
    if (value !== undefined && !(name === "CLIENT" && value.kind === "map")) take(name, value);
  }
  const client = block(top.get("client"), "client");
  const phases = block(top.get("phases"), "phases");
  for (const [name, value] of [...client.settings, ...phases.settings]) take(name, value);

  const checkers = top.get("checkers");
  if (checkers !== undefined && given.has("CHECKER"))
    throw refuse(checkers, "checker or checkers", { why: "both are given" });
  const steps = client.fields.get("steps");
  const ending = client.fields.get("ending");
  if (steps === undefined && ending !== undefined)
    throw refuse(ending, LEFT_OUT, { why: "only a client with steps has an ending" });
  const kind = given.get("CLIENT");
  if (steps !== undefined && kind !== undefined && kind.text.trim().toLowerCase() !== "steps") {
    throw refuse(steps, `client.kind ${kind.text} or steps`, { why: "both are given" });
  }
  return {
    given,
    checkers: checkers === undefined ? null : itemsOf(checkers, "a list of at least one checker"),
    client: steps === undefined ? null : { steps, ending },
  };
}

/** `client.rate` and its like: fields of a block that are settings, and those that are not. */
function block(data: Data | undefined, within: "client" | "phases") {
  const fields = new Map<string, Data>();
  const inside: [SettingName, Data][] = [];
  // `client: http` is the setting alone.
  if (data === undefined || (within === "client" && data.kind !== "map")) return { fields, settings: inside };
  const names = new Map<string, SettingName>();
  for (const name of IN_FILE) {
    const { key = "" } = settingOf(name);
    if (key.startsWith(`${within}.`)) names.set(key.slice(within.length + 1), name);
  }
  for (const [key, value] of fieldsOf(data, [...names.keys(), ...(within === "client" ? SPELLED_OUT : [])])) {
    const name = names.get(key);
    if (name === undefined) fields.set(key, value);
    else inside.push([name, value]);
  }
  return { fields, settings: inside };
}

function settingText(name: SettingName, value: Data): string {
  if (value.kind === "empty") return "";
  const { accepts } = settings[name].syntax;
  if (value.kind !== "list" || !LISTS.includes(name)) return textOf(value, accepts);
  return itemsOf(value, accepts)
    .map((item) => textOf(item, accepts))
    .join(",");
}
