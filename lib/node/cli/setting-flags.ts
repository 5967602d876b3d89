/** The flags that are settings: `--client-rate 5` is CLIENT_RATE=5. The script reads the value, and refuses it. */
import { Option, type Command } from "commander";
import {
  defaultIn,
  readBy,
  settingNames,
  settingOf,
  wholeMeaning,
  type Script,
  type SettingName,
} from "../../settings/settings";
import { yesOrNo } from "../../source/syntax";
import { shortDescriptions } from "./help";
import { USUAL_FOLDER } from "./usual-folder";
import { refusal } from "../../text/refusal";

export type GivenSettings = Partial<Record<SettingName, string>>;

/** Each once: of two values, one would be lost without a word. */
const TWICE = "given once";

export function flagOf(name: SettingName): string {
  return `--${name.toLowerCase().replace(/_/g, "-")}`;
}

/** `--fail-fast`, and not `--fail-fast on`. */
export function isSwitch(name: SettingName): boolean {
  return settingOf(name).syntax === yesOrNo;
}

export function settingsOf(script: Script): SettingName[] {
  return settingNames.filter((name) => readBy(script, name));
}

/** What the command line has in place of a script's default, in words. */
export type OwnDefaults = Partial<Record<SettingName, string>>;

/** Defaults that every command has. k6 by itself writes no files. */
export const OWN_DEFAULTS: OwnDefaults = { OUT: USUAL_FOLDER };

/**
 * @param shown those that the help shows, in this order; the others are for `--help-all`
 * @param own of this command
 */
export function addSettingFlags(
  command: Command,
  script: Script,
  shown: readonly SettingName[],
  own: OwnDefaults = {},
): Command {
  const behind = settingsOf(script).filter((name) => !shown.includes(name));
  for (const name of [...shown, ...behind]) {
    const flag = flagOf(name);
    const ends = endOf(script, name, { ...OWN_DEFAULTS, ...own });
    const option = new Option(isSwitch(name) ? flag : `${flag} <value>`, `${wholeMeaning(name)}${ends}`);
    shortDescriptions.set(option, `${settingOf(name).meaning}${ends}`);
    option.hideHelp(!shown.includes(name));
    command.addOption(isSwitch(name) ? option : option.argParser(onlyOnce(flag)));
    if (isSwitch(name)) command.addOption(new Option(`--no-${flag.slice(2)}`).hideHelp());
  }
  return command;
}

/** What was given, as `-e` takes it. */
export function givenSettings(command: Command, script: Script): GivenSettings {
  const options = command.opts<Record<string, string | boolean>>();
  const given: GivenSettings = {};
  for (const name of settingsOf(script)) {
    const value = options[camelCase(name)];
    if (typeof value === "string") given[name] = value;
    else if (value !== undefined && isSwitch(name)) given[name] = value ? "on" : "off";
  }
  return given;
}

/** The default, behind the meaning. */
function endOf(script: Script, name: SettingName, own: OwnDefaults): string {
  const usual = own[name] ?? defaultIn(script, name) ?? settingOf(name).without;
  return usual === undefined || usual === "none" || isSwitch(name) ? "" : ` (default: ${usual})`;
}

export function onlyOnce(flag: string): (value: string, previous: unknown) => string {
  return (value, previous) => {
    if (typeof previous === "string") throw refusal(flag, { words: "two values" }, `to be ${TWICE}`);
    return value;
  };
}

/** As commander names the option. */
function camelCase(name: SettingName): string {
  return name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
