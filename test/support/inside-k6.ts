/** The same function in k6's interpreter, which is not Node's: regular expressions, parsers and texts are put to the test. */
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { K6 } from "./k6";

/**
 * @param module exports `outcomeOf`
 * @param inputs arguments of it, a list for each call; they and what comes back travel as JSON
 */
export async function insideK6(module: URL, inputs: readonly (readonly unknown[])[]): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-"));
  try {
    await build({
      entryPoints: [module.pathname],
      outfile: join(folder, "module.js"),
      bundle: true,
      format: "esm",
      target: "es2020",
      platform: "neutral",
      mainFields: ["module", "main"],
      charset: "utf8",
    });
    writeFileSync(join(folder, "inputs.json"), JSON.stringify(inputs));
    writeFileSync(
      join(folder, "script.js"),
      `import { outcomeOf } from "./module.js";
       const inputs = JSON.parse(open("./inputs.json"));
       export const options = { setupTimeout: "10m" };
       export function setup() { return inputs.map((input) => outcomeOf(...input)); }
       export default function () {}
       export function handleSummary({ setup_data }) { return { "outcomes.json": JSON.stringify(setup_data) }; }`,
    );
    execFileSync(K6, ["run", "--quiet", "--address", "", "script.js"], {
      cwd: folder,
      env: { ...process.env, K6_AUTO_EXTENSION_RESOLUTION: "false" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    return JSON.parse(readFileSync(join(folder, "outcomes.json"), "utf8")) as unknown[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
