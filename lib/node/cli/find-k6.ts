/**
 * Where the k6 binary with the extension is: what PROBE_STORM_K6 names, the npm package of this platform, or bin/k6 of a clone.
 *
 * The binary is static: where the C library is musl, it is the same one.
 */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { refusal, Refusal } from "../../text/refusal";
import { packageOf, platformOf, PLATFORMS } from "../packages/platforms";
import { ROOT } from "../root";
import { askK6 } from "./ask-k6";
import { ownVersion } from "./own-version";

export interface Machine {
  /** The value of PROBE_STORM_K6. */
  given: string | undefined;
  platform: string;
  arch: string;
  /** The path of a file in another package, as `require.resolve` finds it; throws where it is not there. */
  resolve: (file: string) => string;
  /** The folder of this package, or of the clone. */
  root: string;
}

const THIS_MACHINE: Machine = {
  given: process.env.PROBE_STORM_K6,
  platform: process.platform,
  arch: process.arch,
  resolve: createRequire(import.meta.url).resolve,
  root: ROOT,
};

const EXPECTED = "the path of a k6 with k6/x/healthcheck";

/**
 * For a run. What somebody names is asked for the extension first: another program may end with 0, which reads as held.
 *
 * @throws Refusal, one line
 */
export function findStormK6(machine: Machine = THIS_MACHINE): string {
  const binary = findK6(machine);
  if (machine.given && !hasExtension(binary)) {
    throw refusal("PROBE_STORM_K6", machine.given, EXPECTED, {
      why: "its version command does not name k6/x/healthcheck",
    });
  }
  return binary;
}

function hasExtension(binary: string): boolean {
  // Nothing, where it cannot be started.
  return String(askK6(binary, ["version"]).stdout).includes("k6/x/healthcheck");
}

/** @throws Refusal, one line that says what to do */
export function findK6(machine: Machine = THIS_MACHINE): string {
  const { given, platform, arch, root } = machine;
  if (given !== undefined && given !== "") {
    const trouble = troubleOf(given);
    if (trouble === "") return given;
    throw refusal("PROBE_STORM_K6", given, EXPECTED, { why: trouble });
  }
  const supported = platformOf(platform, arch);
  const packaged = supported && installed(machine, `${packageOf(supported)}/${supported.binary}`);
  const file = packaged ?? join(root, "bin", platform === "win32" ? "k6.exe" : "k6");
  if (!existsSync(file)) throw new Refusal(missing(machine));
  const trouble = troubleOf(file);
  if (trouble !== "") throw new Refusal(`k6 cannot be started: ${file}: ${trouble}`);
  return file;
}

/** Empty: it can be started, as far as one sees without trying. */
function troubleOf(file: string): string {
  if (!existsSync(file)) return "it is not there";
  if (!statSync(file).isFile()) return "it is a folder";
  try {
    accessSync(file, constants.X_OK);
    return "";
  } catch {
    return `it has no execute permission, which chmod +x ${file} gives`;
  }
}

function missing(machine: Machine): string {
  const { platform, arch, root } = machine;
  // Only a clone has the sources of the extension.
  if (existsSync(join(root, "register.go"))) return "k6 is not built yet: run npm run setup";
  const here = `${platform}-${arch}`;
  const supported = platformOf(platform, arch);
  if (supported === undefined) {
    const names = PLATFORMS.map(({ name }) => name).join(", ");
    return `there is no package with k6 for ${here}, only for ${names}: build k6 on this machine, by npm run setup in a clone, and let PROBE_STORM_K6 name it`;
  }
  const others = PLATFORMS.filter((one) => one !== supported);
  const other = others.find((one) => installed(machine, `${packageOf(one)}/package.json`) !== undefined);
  if (other !== undefined) {
    return `node_modules has k6 for ${other.name} and this machine is ${here}: remove node_modules, and install anew on this machine`;
  }
  const name = packageOf(supported);
  return `the package ${name}, which holds k6, is not installed: run npm install --include=optional, or npm install ${name}@${ownVersion()}`;
}

function installed({ resolve }: Machine, file: string): string | undefined {
  try {
    return resolve(file);
  } catch {
    return undefined;
  }
}
