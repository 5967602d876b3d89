/** `probe-storm completion bash|zsh|fish`: the shell's completion of commands, flags, presets and flaws. */
import { Command } from "commander";
import { refusal } from "../../../text/refusal";
import { shells, type ShellName } from "../completion/index";
import { completionWords } from "../completion/words";
import { askK6 } from "../ask-k6";
import { findK6 } from "../find-k6";
import { withExamples } from "../help";

const NAMES = Object.keys(shells) as ShellName[];

export function completionCommand(): Command {
  const command = new Command("completion")
    .summary("print the completion for bash, zsh or fish")
    .description(
      `Print the completion for a shell: commands, flags, presets and flaws.
  bash   eval "$(probe-storm completion bash)" in ~/.bashrc
  zsh    eval "$(probe-storm completion zsh)" in ~/.zshrc, behind compinit
  fish   probe-storm completion fish > ~/.config/fish/completions/probe-storm.fish`,
    )
    .argument("[SHELL]", "bash, zsh or fish")
    .action((name: string | undefined, _options: unknown, { parent }: Command) => {
      const shell = NAMES.find((one) => one === name);
      const expected = `one of ${NAMES.join(", ")}`;
      if (shell === undefined) throw refusal("completion", name ?? { words: "nothing" }, expected, { known: NAMES });
      if (parent === null) throw new Error("completion has no commands beside it: it is a command of none");
      process.stdout.write(shells[shell](completionWords(parent, flaws())));
    });
  return withExamples(
    command,
    NAMES.map((name) => `probe-storm completion ${name}`),
  );
}

/** The extension knows them; none where there is no k6. */
function flaws(): string[] {
  try {
    return askK6(findK6(), ["x", "healthcheck", "flaws", "--json"])
      .stdout.split("\n")
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { name: string }).name);
  } catch {
    return [];
  }
}
