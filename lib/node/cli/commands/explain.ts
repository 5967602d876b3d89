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
    .option("--bytes", "with the whole of what it sends; passwords are never shown")
    .option("--json", "print it as data")
    .action((name: string | undefined, { json = false, bytes = false }: { json?: boolean; bytes?: boolean }) =>
      printExplained(name, json, bytes),
    );
  return withExamples(command, [
    "probe-storm explain alibaba-clb",
    "probe-storm explain rst",
    "probe-storm explain haproxy-mysql --bytes",
    "probe-storm explain haproxy-smtp --json",
  ]);
}

/** @param name undefined: it was not given */
export function printExplained(name: string | undefined, json: boolean, bytes = false): void {
  if (name === undefined) throw refusal("explain", { words: "nothing" }, presetOrStyle.accepts);
  process.stdout.write(`${explained(name, { json, bytes }, outsideFrom(process.cwd()))}\n`);
}
