/** `probe-storm explain NAME`: shows one check, packet by packet. */
import { Command } from "commander";
import { presetOrStyle } from "../../../settings/checker-names";
import { settings } from "../../../settings/settings";
import { refusal } from "../../../text/refusal";
import { withExamples } from "../help";
import { outsideFrom } from "../outside";
import { explained } from "../presets-text";

export interface ExplainFlags {
  json?: boolean;
  bytes?: boolean;
  /** A version; left out or empty: what the file's newest keyword tells. */
  haproxy?: string;
}

export function explainCommand(): Command {
  const command = new Command("explain")
    .summary("show one check: its packets, its cadence, its sources")
    .description(
      "Show one check: its packets, its cadence, its sources, and what its kind has done to services.\nfile:haproxy.cfg#app is the check of your own HAProxy, keepalived, Kubernetes or other configuration.",
    )
    .argument("[NAME]", "a preset, a style or file:CONFIGURATION#CHECK")
    .option("--bytes", "with the whole of what it sends; passwords are never shown")
    .option("--json", "print it as data")
    .option("--haproxy <VERSION>", "the version of HAProxy that its configuration is read for")
    .action((name: string | undefined, { haproxy = process.env["HAPROXY"], ...flags }: ExplainFlags) =>
      printExplained(name, { ...flags, ...(haproxy !== undefined && { haproxy }) }),
    );
  return withExamples(command, [
    "probe-storm explain alibaba-clb",
    "probe-storm explain rst",
    "probe-storm explain haproxy-mysql --bytes",
    "probe-storm explain haproxy-smtp --json",
  ]);
}

/** @param name undefined: it was not given */
export function printExplained(name: string | undefined, flags: ExplainFlags): void {
  if (name === undefined) throw refusal("explain", { words: "nothing" }, presetOrStyle.accepts);
  const { json = false, bytes = false, haproxy = "" } = flags;
  const version =
    haproxy === "" ? undefined : settings.HAPROXY.syntax.read(haproxy, "HAPROXY", outsideFrom(process.cwd()));
  process.stdout.write(`${explained(name, { json, bytes }, outsideFrom(process.cwd(), version))}\n`);
}
