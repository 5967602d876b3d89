/** What each subcommand's help has in common: at most one screen, with examples that run. */
import type { Command } from "commander";

const examplesByCommand = new WeakMap<Command, readonly string[]>();

/** @param examples whole command lines, each of which runs as it stands: the tests run them */
export function withExamples(command: Command, examples: readonly string[]): Command {
  examplesByCommand.set(command, examples);
  return command.addHelpText("after", `\nExamples:\n${examples.map((example) => `  ${example}\n`).join("")}`.trimEnd());
}

export function examplesOf(command: Command): readonly string[] {
  return examplesByCommand.get(command) ?? [];
}
