/** The subcommands put together, and how any of them ends: a refusal is one line on standard error, and exit code 104. */
import { Command, CommanderError, Option, type OutputConfiguration } from "commander";
import { errorLine } from "../../text/error-line";
import { Refusal } from "../../text/refusal";
import { commands } from "./commands/index";
import { FAULT, REFUSED } from "./exit-codes";
import type { GlobalOptions } from "./global-options";
import { HELP_LAYOUT, helpWidth, withExamples } from "./help";
import { ownVersion } from "./own-version";
import { refuseUnknown, refuseUnknownCommand, requireCommand } from "./unknown";

/** @param forK6 what stood behind `--` */
export function makeProgram(forK6: readonly string[] = []): Command {
  const program = new Command("probe-storm")
    .description("Find out whether your load balancer's health check can take your service down.")
    .usage("COMMAND [arguments] [-- flags for k6]")
    .version(ownVersion(), "-V, --version", "print the version")
    .addHelpCommand(helpCommand())
    .action(() => refuseUnknownCommand(program));
  withExamples(program, ["probe-storm help compare"]);
  program.addHelpOption(new Option("-h, --help").hideHelp());
  for (const make of commands) program.addCommand(make());
  for (const command of [program, ...program.commands]) {
    command.configureOutput(OUTPUT).exitOverride().allowUnknownOption().allowExcessArguments();
    command.configureHelp({ ...HELP_LAYOUT, styleTitle, ...command.configureHelp() });
  }
  program.hook("preAction", (_, command) => refuseUnknown(command));
  program.setOptionValue("forK6" satisfies keyof GlobalOptions, forK6);
  return program;
}

const OUTPUT: OutputConfiguration = {
  outputError: (text, write) => write(`probe-storm: ${oneLine(text)}\n`),
  getOutHelpWidth: helpWidth,
  getErrHelpWidth: helpWidth,
};

function styleTitle(title: string): string {
  return title === "Options:" ? "Flags:" : title;
}

/** Not in the list of commands, which is one screen: the example below it has it. */
function helpCommand(): Command {
  return new Command().command("help [COMMAND]", { hidden: true }).summary("print the help of a command");
}

/** Sets `process.exitCode`. */
export async function runProgram(args: readonly string[]): Promise<void> {
  const cut = args.indexOf("--");
  const own = cut < 0 ? args : args.slice(0, cut);
  try {
    const program = makeProgram(cut < 0 ? [] : args.slice(cut + 1));
    const [command, topic] = own;
    // commander would print the help of everything.
    if (command === "help" && topic !== undefined && topic !== "help")
      requireCommand(program, topic, "probe-storm help");
    await program.parseAsync(own, { from: "user" });
  } catch (error) {
    process.exitCode = codeOf(error);
  }
}

function codeOf(error: unknown): number {
  // commander has printed what it has to say; the help is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : REFUSED;
  if (error instanceof Refusal) {
    process.stderr.write(`${error.message}\n`);
    return REFUSED;
  }
  process.stderr.write(`probe-storm: ${errorLine(error)}\n`);
  return FAULT;
}

/** commander's text for people: its suggestion stands on a line of its own. */
function oneLine(text: string): string {
  return text
    .replace(/^error: /, "")
    .trim()
    .replace(/\s*\n\s*/g, " ");
}
