/** `probe-storm run HOST:PORT`: one storm, by scripts/probe-storm.ts. Without anything: the story that it began with. */
import { accessSync, constants, mkdirSync } from "node:fs";
import { presets } from "../../../checkers/products/index";
import { columns } from "../../../report/layout";
import type { ConfigFile } from "../../../settings/config-file";
import { errorLine } from "../../../text/error-line";
import { refusal } from "../../../text/refusal";
import { refusalLine } from "../../../text/refusal-line";
import { tellStory } from "../../demo-story";
import { INTERRUPTED, REFUSED } from "../exit-codes";
import { findStormK6 } from "../find-k6";
import { WIDTH } from "../help";
import { pageWatch } from "../out-folder";
import { SIGNALS } from "../run-k6";
import type { GivenSettings } from "../setting-flags";
import { stormCommand, type Given } from "../storm-command";

export const runCommand = () =>
  stormCommand({
    name: "run",
    script: "probe-storm",
    summary: "storm a service with health checks while clients try to get in",
    description: `Storm a service with health checks while real clients try to get in, and give a verdict.
Without HOST:PORT: rst storms an embedded server with a flaw. Without anything: three storms on it.`,
    shown: ["CHECKER", "CLIENT", "CLIENT_RATE", "STORM", "THRESHOLDS", "OUT", "FAIL_FAST", "CONFIG"],
    // HOST:PORT wants one.
    defaults: { CHECKER: "none" },
    examples: [
      "probe-storm run",
      "probe-storm run 127.0.0.1:4000 --checker haproxy",
      "probe-storm run --checker rst --flaw healthy-greeting",
    ],
    first,
  });

/** Presets of the balancers that most people have, in the order in which they are offered. */
const COMMON = ["haproxy", "aws-nlb", "azure-lb", "gcp", "alibaba-clb", "kubelet", "keepalived", "f5-tcp"];

async function first({ settings, forK6, file, out }: Given): Promise<boolean> {
  if (Object.keys(settings).length === 0 && forK6.length === 0) {
    await story(out);
    return true;
  }
  return !checkerAsked(settings, file);
}

/** Whether it is clear which check is meant; if not, it is said which there are, and the exit code is that of a refusal. */
export function checkerAsked(settings: GivenSettings, file: ConfigFile | undefined): boolean {
  if (settings.CHECKER !== undefined || !asksForChecker(settings, file)) return true;
  process.stderr.write(`${whichChecker()}\n`);
  process.exitCode = REFUSED;
  return false;
}

/** A service of one's own is checked as its balancer does it, and by no default. */
function asksForChecker(given: GivenSettings, file: ConfigFile | undefined): boolean {
  // What is wrong with a file that cannot be read is told by the script.
  if (file === undefined) return given.TARGET !== undefined && given.CONFIG === undefined;
  const hasTarget = given.TARGET !== undefined || file.given.has("TARGET");
  return hasTarget && file.checkers === null && !file.given.has("CHECKER");
}

function whichChecker(): string {
  return [
    refusalLine("--checker", { words: "nothing" }, "the check that your load balancer makes"),
    ...columns(
      [
        ...COMMON.map((name) => [`--checker ${name}`, summaryOf(name)]),
        ["--checker file:haproxy.cfg#app", "the check of your balancer's own configuration"],
        ["--checker rst", "a style, the kind of check that harmed first"],
      ],
      WIDTH,
    ),
    `probe-storm presets lists all ${presets.size}, and probe-storm explain NAME shows one.`,
  ].join("\n");
}

function summaryOf(name: string): string {
  const preset = presets.get(name);
  if (preset === undefined) throw new Error(`${name} is offered as a checker and is no preset`);
  return preset.summary;
}

/**
 * A Ctrl-C ends its three runs as well.
 *
 * @param out where the run that does harm leaves its files; null: nowhere
 */
async function story(out: string | null): Promise<void> {
  if (out !== null) refuseUnwritable(out);
  const pageLine = pageWatch(out);
  const ending = new AbortController();
  const end = () => {
    process.exitCode = INTERRUPTED;
    ending.abort();
  };
  for (const signal of SIGNALS) process.once(signal, end);
  const commands = ["probe-storm run --checker rst", "probe-storm run HOST:PORT --checker alibaba-clb"];
  try {
    await tellStory(commands, { binary: findStormK6(), signal: ending.signal, out });
    const page = pageLine();
    if (page !== "") process.stdout.write(`\n${page}`);
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  }
}

/** k6 would say so in the midst of three runs. */
function refuseUnwritable(out: string): void {
  try {
    mkdirSync(out, { recursive: true });
    accessSync(out, constants.W_OK);
  } catch (error) {
    const why = `${errorLine(error)}; --no-out leaves no files`;
    throw refusal("--out", out, "a folder that can be written", { why });
  }
}
