/** The flags that are settings: `--client-rate 5` is CLIENT_RATE=5. The script reads the value, and refuses it. */
import { Option, type Command } from "commander";
import { settingNames, settingOf, readBy, type Script, type SettingName } from "../../settings/settings";
import { yesOrNo } from "../../source/syntax";

export function flagOf(name: SettingName): string {
  return `--${name.toLowerCase().replace(/_/g, "-")}`;
}

export function addSettingFlags(command: Command, script: Script): Command {
  for (const name of settingNames.filter((one) => readBy(script, one))) {
    const { meaning, syntax } = settingOf(name);
    const isSwitch = syntax === yesOrNo;
    command.addOption(new Option(`${flagOf(name)}${isSwitch ? "" : " <value>"}`, meaning));
  }
  return command;
}

/** What was given, as `-e` takes it. */
export function givenSettings(command: Command, script: Script): Partial<Record<SettingName, string>> {
  const options = command.opts<Record<string, string | boolean>>();
  const given: Partial<Record<SettingName, string>> = {};
  for (const name of settingNames.filter((one) => readBy(script, one))) {
    const value = options[camelCase(name)];
    if (value !== undefined) given[name] = value === true ? "on" : String(value);
  }
  return given;
}

/** As commander names the option. */
function camelCase(name: SettingName): string {
  return name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
