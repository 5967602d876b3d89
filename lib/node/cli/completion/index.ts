/** The shells that completion is written for. */
import { bashCompletion } from "./bash";
import { fishCompletion } from "./fish";
import type { CompletedCommand } from "./words";
import { zshCompletion } from "./zsh";

export type ShellName = "bash" | "zsh" | "fish";

export const shells: Readonly<Record<ShellName, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};
