/** What each subcommand's help has in common: one screen, and examples that run as they stand. */
import { Help, Option, type Command, type HelpConfiguration } from "commander";
import { wrap } from "../../report/layout";

export const WIDTH = 100;
const NARROWEST = 40;

const HELP_ALL = "--help-all";

/** What the help of a command says of a flag; `--help-all` says all of it. */
export const shortDescriptions = new WeakMap<Option, string>();

const examplesByCommand = new WeakMap<Command, readonly string[]>();

/** @param examples whole command lines: the tests run each of them */
export function withExamples(command: Command, examples: readonly string[]): Command {
  examplesByCommand.set(command, examples);
  // Not where --help-all stands in its place.
  if (!command.options.some(({ long }) => long === HELP_ALL)) command.helpOption("-h, --help", "print this help");
  return command.addHelpText("after", `\nExamples:\n${examples.map((example) => `  ${example}`).join("\n")}`);
}

export function examplesOf(command: Command): readonly string[] {
  return examplesByCommand.get(command) ?? [];
}

/** `--help-all` shows what the help leaves out. */
export function withHelpAll(command: Command): Command {
  command.addOption(new Option(HELP_ALL, "print all flags, and all that they mean"));
  let all = false;
  command.on("option:help-all", () => {
    for (const option of command.options) option.hideHelp(option.negate && option.description === "");
    all = true;
    command.help();
  });
  return command
    .addHelpOption(new Option("-h, --help", "print this help").hideHelp())
    .configureHelp({ optionDescription: (option) => (!all && shortDescriptions.get(option)) || option.description });
}

/** Beside its flag a text is narrower than this only on a narrow terminal: it stands below its flag then. */
const LEAST_BESIDE = 40;
const BELOW = "      ";

export const HELP_LAYOUT: HelpConfiguration = {
  minWidthToWrap: 10,
  formatItem(term, termWidth, description, helper) {
    const width = helper.helpWidth ?? WIDTH;
    if (width - termWidth - 4 >= LEAST_BESIDE)
      return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
    return [`  ${term}`, ...wrap(description, width - BELOW.length).map((line) => BELOW + line)].join("\n");
  },
};

/** A paragraph behind the flags. */
export function addParagraph(command: Command, text: string): Command {
  return command.addHelpText("after", () => `\n${wrap(text, helpWidth()).join("\n")}`);
}

/** Not wider than a hundred columns: nobody reads longer lines. On a narrower terminal than forty a line is broken wherever it ends. */
export function helpWidth(): number {
  return Math.min(WIDTH, Math.max(NARROWEST, process.stdout.columns || WIDTH));
}
