/** What the subcommands that start k6 have in common: flags become settings, and k6 runs the script with them. */
import { Command, Option } from "commander";
import type { ConfigFile } from "../../settings/config-file";
import type { Script, SettingName } from "../../settings/settings";
import { readBy } from "../../settings/settings";
import { refusal } from "../../text/refusal";
import { scriptFile } from "../root";
import { configFileOf } from "./config-file-of";
import { addParagraph, withExamples, withHelpAll } from "./help";
import { outFolder, pageWatch } from "./out-folder";
import { flagsBehind } from "./env-flags";
import type { GlobalOptions } from "./global-options";
import { serveReset } from "./reset-command";
import { endAs, runScript, type K6Ended } from "./run-k6";
import {
  addSettingFlags,
  flagOf,
  givenSettings,
  onlyOnce,
  type GivenSettings,
  type OwnDefaults,
} from "./setting-flags";

export interface StormCommand {
  name: string;
  script: Script;
  /** For the list of commands. */
  summary: string;
  description: string;
  /** The settings that its help shows; `--help-all` shows all of them. */
  shown: readonly SettingName[];
  /** Where the command wants something else than the script has by default. */
  defaults?: OwnDefaults;
  examples: readonly string[];
  /** Looks at what was given before k6 is started; true: there is nothing more to do. */
  first?: (about: Given) => Promise<boolean>;
}

export interface Given {
  /** As the user gave them. */
  settings: GivenSettings;
  /** Flags of k6, with settings among them. */
  forK6: readonly string[];
  /** The CONFIG file; undefined: there is none that can be read. */
  file: ConfigFile | undefined;
  /** Where files are left; null: nowhere. */
  out: string | null;
}

interface OwnOptions extends GlobalOptions {
  out?: string | false;
  reset?: string;
}

const BEHIND =
  "Flags are settings: what refusals and reports call CLIENT_RATE is --client-rate. Flags of k6 stand " +
  "behind --, as -- --out json=metrics.json. Exit codes: 0 held, 99 harm, 110 nothing can be said.";

export function stormCommand(about: StormCommand): Command {
  const { name, script, summary, description, shown, defaults, examples } = about;
  const command = new Command(name)
    .summary(summary)
    .description(description)
    .usage("[HOST:PORT] [flags] [-- flags for k6]")
    .argument("[HOST:PORT]")
    .action((target: string | undefined) => start(command, about, target));
  addSettingFlags(command, script, shown, defaults);
  command.addOption(new Option("--no-out", "leaves no files: terminal only").hideHelp());
  if (readBy(script, "RESET_URL")) {
    const meaning = "a command that restarts the service, before each of its storms";
    command.addOption(new Option("--reset <command>", meaning).argParser(onlyOnce("--reset")));
  }
  addParagraph(withHelpAll(command), BEHIND);
  return withExamples(command, examples);
}

async function start(command: Command, { script, first }: StormCommand, target: string | undefined): Promise<void> {
  const { forK6, out, reset } = command.optsWithGlobals<OwnOptions>();
  const flags = givenSettings(command, script);
  if (target !== undefined && flags.TARGET !== undefined) {
    throw refusal("--target", flags.TARGET, "to be left out", { why: "HOST:PORT is given as well" });
  }
  const given = { ...flags, ...(target !== undefined && { TARGET: target }) };
  // k6 heeds the last of several: what stands behind `--`.
  const behind = flagsBehind(forK6);
  const heeded = { ...given, ...behind.given };
  if (reset?.trim() === "") throw refusal("--reset", reset, "a command for the shell");
  if (reset !== undefined && heeded.RESET_URL !== undefined) {
    throw refusal(flagOf("RESET_URL"), heeded.RESET_URL, "to be left out", { why: "--reset is given as well" });
  }
  const file = configFileOf(heeded);
  const { folder, add } = outFolder(heeded, file, out === false);
  if ((await first?.({ settings: heeded, forK6, file, out: folder })) === true) return;
  const pageLine = pageWatch(folder);
  const server = reset === undefined ? null : await serveReset(reset);
  const settings = { ...heeded, ...add, ...(server !== null && { RESET_URL: server.url }) };
  let ended: K6Ended;
  try {
    ended = await runScript({ script: scriptFile(script), settings, more: behind.others });
  } finally {
    // Before this process ends by k6's signal: the command that restarts the service would outlive it.
    server?.close();
  }
  process.stdout.write(pageLine());
  endAs(ended);
}
