/** `probe-storm doctor [HOST:PORT]`: what this machine can and cannot do for a run, each with its cure. */
import { Command } from "commander";
import { canRun, machineChecks } from "../../../judge/machine-checks";
import { doctorLines, doctorText } from "../../../report/doctor-text";
import { settings } from "../../../settings/settings";
import { hasColour } from "../colour";
import { examineMachine } from "../examine-machine";
import { INCONCLUSIVE } from "../exit-codes";
import { withExamples } from "../help";
import { outsideFrom } from "../outside";

export function doctorCommand(): Command {
  const command = new Command("doctor")
    .summary("tell what this machine can do for a run, and what is missing")
    .description(
      "Tell what this machine can and cannot do for a run, and the cure of each lack. With HOST:PORT it opens one connection to it. Exit code 110: no storm can be run.",
    )
    .argument("[HOST:PORT]", "the service that you want to test")
    .option("--json", "print it as data")
    .action((target: string | undefined, { json }: { json?: boolean }) => {
      if (target !== undefined) settings.TARGET.syntax.read(target, "HOST:PORT", outsideFrom(process.cwd()));
      const checks = machineChecks(examineMachine(target ?? ""));
      const run = canRun(checks);
      process.stdout.write(
        json
          ? `${JSON.stringify({ schema: "probe-storm-doctor/1", canRun: run, checks: doctorLines(checks) }, null, 2)}\n`
          : doctorText(checks, { colour: hasColour(process.stdout) }),
      );
      process.exitCode = run ? 0 : INCONCLUSIVE;
    });
  return withExamples(command, ["probe-storm doctor", "probe-storm doctor 127.0.0.1:2525"]);
}
