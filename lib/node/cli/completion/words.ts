/** What a shell can complete, as data: the commands with their flags, and the values of those that have few. */
import type { Command, Option } from "commander";
import { presets } from "../../../checkers/products/index";
import { styles } from "../../../checkers/styles/index";
import { settingNames, settingOf, type SettingName } from "../../../settings/settings";
import { flagOf } from "../setting-flags";

export interface CompletedCommand {
  name: string;
  summary: string;
  flags: CompletedFlag[];
  /** What may stand behind the command. */
  words: readonly string[];
}

export interface CompletedFlag {
  /** `--checker` */
  flag: string;
  summary: string;
  /** Whether a value stands behind it. */
  takesValue: boolean;
  /** The values, where they are few; several may stand there, with commas between them, where it is a list. */
  values: readonly string[];
  list: boolean;
}

/** Checks by their names, behind these. */
const OF_CHECKS: readonly SettingName[] = ["CHECKER", "CHECKERS"];

/** @param flaws names of the embedded server's flaws */
export function completionWords(program: Command, flaws: readonly string[]): CompletedCommand[] {
  const checks = [...presets.keys(), ...styles.keys()];
  return program.commands.flatMap((command) =>
    [command.name(), ...command.aliases()].map((name) => ({
      name,
      summary: command.summary(),
      flags: command.options.flatMap((option) => completedFlag(option, checks, flaws)),
      words: wordsBehind(name, checks),
    })),
  );
}

function completedFlag(option: Option, checks: readonly string[], flaws: readonly string[]): CompletedFlag[] {
  const { long, description, required } = option;
  if (long === undefined || long === null) return [];
  const setting = settingNames.find((name) => flagOf(name) === long);
  const list = setting !== undefined && OF_CHECKS.includes(setting);
  const values = list ? checks : long === "--flaw" ? flaws : ((setting && settingOf(setting).syntax.words) ?? []);
  // Beside the value that it has anyway, and more, stands what no word needs: its meaning to the first period of a list.
  return [{ flag: long, summary: description, takesValue: required, values, list }];
}

function wordsBehind(command: string, checks: readonly string[]): readonly string[] {
  if (command === "explain") return checks;
  if (command === "presets") return ["explain"];
  if (command === "serve") return ["flaws"];
  return command === "completion" ? ["bash", "zsh", "fish"] : [];
}
