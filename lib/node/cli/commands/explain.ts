/** `probe-storm explain NAME`: shows one check, packet by packet. */
import { Command } from "commander";
import { presetOrStyle } from "../../../settings/checker-names";
import { refusal } from "../../../text/refusal";
import { withExamples } from "../help";
import { outsideFrom } from "../outside";
import { explained } from "../presets-text";

export function explainCommand(): Command {
  const command = new Command("explain")
    .summary("show one check: its packets, its cadence, its sources")
    .description(
      "Show one check: its packets, its cadence, its sources, and what its kind has done to services.\nfile:haproxy.cfg#app is the check of your own HAProxy, keepalived, Kubernetes or other configuration.",
    )
    .argument("[NAME]", "a preset, a style or file:CONFIGURATION#CHECK")
    .option("--json", "print it as data")
    .action((name: string | undefined, { json = false }: { json?: boolean }) => printExplained(name, json));
  return withExamples(command, [
    "probe-storm explain alibaba-clb",
    "probe-storm explain rst",
    "probe-storm explain haproxy-smtp --json",
  ]);
}

/** @param name undefined: it was not given */
export function printExplained(name: string | undefined, json: boolean): void {
  if (name === undefined) throw refusal("explain", { words: "nothing" }, presetOrStyle.accepts);
  process.stdout.write(`${explained(name, { json }, outsideFrom(process.cwd()))}\n`);
}
