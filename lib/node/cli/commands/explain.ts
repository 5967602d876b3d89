/** `probe-storm explain NAME`: shows one check, packet by packet. */
import { Command } from "commander";
import { presetOrStyle } from "../../../settings/checker-names";
import { settings } from "../../../settings/settings";
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
    .option("--haproxy <VERSION>", "the version of HAProxy that its configuration is read for")
    .action((name: string | undefined, { json = false, haproxy }: { json?: boolean; haproxy?: string }) =>
      printExplained(name, json, haproxy ?? process.env["HAPROXY"]),
    );
  return withExamples(command, [
    "probe-storm explain alibaba-clb",
    "probe-storm explain rst",
    "probe-storm explain haproxy-smtp --json",
  ]);
}

/** @param name undefined: it was not given */
export function printExplained(name: string | undefined, json: boolean, haproxy?: string): void {
  if (name === undefined) throw refusal("explain", { words: "nothing" }, presetOrStyle.accepts);
  const version = haproxy && settings.HAPROXY.syntax.read(haproxy, "HAPROXY", outsideFrom(process.cwd()));
  process.stdout.write(`${explained(name, { json }, outsideFrom(process.cwd(), version || undefined))}\n`);
}
