/** `probe-storm presets [explain NAME]`: lists the presets, or shows one. */
import { Command } from "commander";
import { refusal } from "../../../text/refusal";
import { withExamples } from "../help";
import { presetList } from "../presets-text";
import { printExplained } from "./explain";

export function presetsCommand(): Command {
  const command = new Command("presets")
    .summary("list the health checks of products")
    .description("List the health checks of products: what each is on the wire, how often it comes, how sure that is.")
    .argument("[explain]", "the word explain: shows one, as probe-storm explain does")
    .argument("[NAME]", "a preset, a style or file:CONFIGURATION#CHECK")
    .option("--json", "print them as data")
    .action((verb: string | undefined, name: string | undefined, { json = false }: { json?: boolean }) => {
      if (verb === undefined) process.stdout.write(`${presetList({ json })}\n`);
      else if (verb === "explain") printExplained(name, { json });
      else throw refusal("presets", verb, "explain NAME, or nothing", { known: ["explain"] });
    });
  return withExamples(command, [
    "probe-storm presets",
    "probe-storm presets explain haproxy",
    "probe-storm presets --json",
  ]);
}
