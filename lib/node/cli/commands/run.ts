/** `probe-storm run HOST:PORT`: one storm, by scripts/probe-storm.ts. */
import { Command } from "commander";
import { scriptFile } from "../../root";
import { withExamples } from "../help";
import type { GlobalOptions } from "../program";
import { endAs, runScript } from "../run-k6";
import { addSettingFlags, givenSettings } from "../setting-flags";

const SCRIPT = "probe-storm";

export function runCommand(): Command {
  const command = new Command("run")
    .description("storm a service with health checks while clients try to get in, and give a verdict")
    .argument("[HOST:PORT]", "the service under test")
    .action(async (target: string | undefined) => {
      const { forK6 } = command.optsWithGlobals<GlobalOptions>();
      const settings = { ...(target !== undefined && { TARGET: target }), ...givenSettings(command, SCRIPT) };
      endAs(await runScript({ script: scriptFile(SCRIPT), settings, more: forK6 }));
    });
  return withExamples(addSettingFlags(command, SCRIPT), [
    "probe-storm run 127.0.0.1:2525 --checker haproxy --client smtp",
  ]);
}
