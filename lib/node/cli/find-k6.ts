/** Where the k6 binary with the extension is: what PROBE_STORM_K6 names, the npm package of this platform, or bin/k6 of a clone. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Refusal } from "../../text/refusal";
import { refusalLine } from "../../text/refusal-line";
import { ROOT } from "../root";

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

/** @throws Refusal, one line that says what to do */
export function findK6({ given, platform, arch, resolve, root }: Machine = THIS_MACHINE): string {
  if (given !== undefined && given !== "") {
    if (existsSync(given)) return given;
    throw new Refusal(
      refusalLine("PROBE_STORM_K6", given, "the path of a k6 with k6/x/healthcheck", { why: "it is not there" }),
    );
  }
  const file = platform === "win32" ? "k6.exe" : "k6";
  const name = `@probe-storm/k6-${platform}-${arch}`;
  const packaged = pathOf(resolve, `${name}/bin/${file}`);
  if (packaged !== undefined) return packaged;
  const built = join(root, "bin", file);
  if (existsSync(built)) return built;
  throw new Refusal(
    `k6 is not there: install the package ${name}, run npm run setup in a clone, or let PROBE_STORM_K6 name a k6 with k6/x/healthcheck`,
  );
}

function pathOf(resolve: Machine["resolve"], file: string): string | undefined {
  try {
    return resolve(file);
  } catch {
    return undefined;
  }
}
