/** `probe-storm presets [explain NAME]`: lists the presets, or shows one. */
import { Command } from "commander";
import { presetsCommand as presetsText } from "../../presets-command";
import { withExamples } from "../help";
import { outsideFrom } from "../outside";

export function presetsCommand(): Command {
  const command = new Command("presets")
    .description("list the presets, or show one: its packets, its cadence, its sources")
    .argument("[words...]", "explain NAME: shows one")
    .option("--json", "print it as data")
    .action((words: string[], { json = false }: { json?: boolean }) => {
      const args = json ? [...words, "--json"] : words;
      process.stdout.write(`${presetsText(args, outsideFrom(process.cwd()))}\n`);
    });
  return withExamples(command, ["probe-storm presets", "probe-storm presets explain haproxy"]);
}
