/** `probe-storm check HOST:PORT`, or `ping`: one check right now, by scripts/check.ts. */
import { Command, Option } from "commander";
import type { SettingName } from "../../../settings/settings";
import { refusal } from "../../../text/refusal";
import { RUN_FLAGS } from "../../k6-start";
import { scriptFile } from "../../root";
import { configFileOf } from "../config-file-of";
import { flagsBehind } from "../env-flags";
import type { GlobalOptions } from "../global-options";
import { addParagraph, withExamples, withHelpAll } from "../help";
import { endAs, handedOver, runK6 } from "../run-k6";
import { addSettingFlags, givenSettings } from "../setting-flags";
import { checkerAsked } from "./run";

const SHOWN: readonly SettingName[] = ["CHECKER", "COUNT", "INTERVAL", "TIMEOUT", "CONFIG"];

const BEHIND =
  "Each line has the outcome in the product's own word, what was expected and what came, how the " +
  "connection ended, and what the balancer believes. Exit codes: 0 UP, 99 DOWN, 110 no check.";

export function checkCommand(): Command {
  const command = new Command("check")
    .alias("ping")
    .summary("make one check right now, or a few, and tell what came")
    .description("Make one check right now, or --count of them at the product's own pace, without clients.")
    .usage("[HOST:PORT] [flags] [-- flags for k6]")
    .argument("[HOST:PORT]")
    .action((target: string | undefined) => check(command, target));
  command.addOption(new Option("--json", "one JSON object a line, for programs"));
  addSettingFlags(command, "check", SHOWN, { CHECKER: "none" });
  addParagraph(withHelpAll(command), BEHIND);
  return withExamples(command, [
    "probe-storm check 127.0.0.1:4000 --checker haproxy",
    "probe-storm ping 127.0.0.1:4000 --checker rst --count 10 --interval 100ms",
    "probe-storm check --checker rst --flaw healthy-greeting --json",
  ]);
}

async function check(command: Command, target: string | undefined): Promise<void> {
  const { forK6, json } = command.optsWithGlobals<GlobalOptions & { json?: boolean }>();
  const flags = givenSettings(command, "check");
  if (target !== undefined && flags.TARGET !== undefined) {
    throw refusal("--target", flags.TARGET, "to be left out", { why: "HOST:PORT is given as well" });
  }
  if (json === true && flags.PROGRESS !== undefined) {
    throw refusal("--progress", flags.PROGRESS, "to be left out", { why: "--json is given as well" });
  }
  const behind = flagsBehind(forK6);
  const settings = {
    ...flags,
    ...(target !== undefined && { TARGET: target }),
    ...(json === true && { PROGRESS: "events" }),
    ...behind.given,
  };
  if (!checkerAsked(settings, configFileOf(settings))) return;
  endAs(await runK6(["run", ...RUN_FLAGS, scriptFile("check"), ...behind.others], "messages", handedOver(settings)));
}
