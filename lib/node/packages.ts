/**
 * `npm run packages`: writes packages/*.tgz, what `npm publish` takes: the main package, and one for each platform with k6.
 *
 * `--only linux-x64` makes the main package and those of the named platforms (`,` between them). `--version 0.2.0-rc.1` gives them all
 * another version than package.json has.
 */
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { Refusal, refusal } from "../text/refusal";
import { refusalLine } from "../text/refusal-line";
import { messageOf } from "./child";
import { makePackages } from "./packages/make-packages";
import { PLATFORMS, type Platform } from "./packages/platforms";
import { requireVersion } from "./packages/version";
import { ROOT } from "./root";

const USAGE = "npm run packages [-- [--only PLATFORM,…] [--version VERSION]]";

try {
  const { only, version } = read(process.argv.slice(2));
  for (const { file, bytes } of await makePackages(only, version)) {
    process.stdout.write(`${relative(ROOT, file)}  ${(bytes / 1e6).toFixed(1)} MB\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Refusal ? "" : "probe-storm: "}${messageOf(error)}\n`);
  process.exitCode = 1;
}

function read(args: readonly string[]): { only: readonly Platform[]; version: string | undefined } {
  const { only, version } = values(args);
  if (version !== undefined) requireVersion(version, "--version");
  return { only: only === undefined ? PLATFORMS : only.split(",").map(platformNamed), version };
}

function values(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { only: { type: "string" }, version: { type: "string" } } }).values;
  } catch {
    throw new Refusal(refusalLine("packages", args.join(" "), USAGE));
  }
}

function platformNamed(name: string): Platform {
  const names = PLATFORMS.map((platform) => platform.name);
  const found = PLATFORMS.find((platform) => platform.name === name);
  if (found === undefined) throw refusal("--only", name, `one of ${names.join(", ")}`, { known: names });
  return found;
}
