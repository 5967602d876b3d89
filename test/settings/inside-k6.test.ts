/** The settings come to the same inside k6, whose interpreter is not Node's: regular expressions and parsers are put to the test. */
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { K6 } from "../support/k6";
import { refused } from "./refused-settings";
import { CWD, outcomeOf } from "./resolve";
import { SAMPLE } from "./sample";

const FILES = {
  [`${CWD}/sample.yaml`]: SAMPLE,
  [`${CWD}/steps.json`]: JSON.stringify({ client: { steps: [{ send: "Grüß 🙂\r\n" }, { expect: "any" }] } }),
  [`${CWD}/open.yaml`]: "target: [",
  [`${CWD}/deep.yaml`]: "[".repeat(20_000),
  [`${CWD}/loop.yaml`]: "client: { steps: &a [ *a ] }",
  [`${CWD}/gates.yaml`]: "gates: [ { name: in, phase: storm, measure: accepted, at-least: 99% } ]",
};

const INPUTS: Record<string, string>[] = [
  {},
  ...["sample.yaml", "steps.json", "open.yaml", "deep.yaml", "loop.yaml"].map((CONFIG) => ({ CONFIG })),
  { CONFIG: "sample.yaml", BASELINE: "30s", STORM: "30s", RECOVERY: "30s" },
  { THRESHOLDS: "./gates.yaml", INTERVAL: "1.5ms", CHECKER: "delayed-close,hold", DELAY: "100µs" },
  { TARGET: "[::ffff:10.0.0.5]:25", SOURCES: "10.0.0.0/8" },
  { TARGET: "[fd00::1]:25", SOURCES: "fd00::/64" },
  { CLIENT: "send-expect", CLIENT_SEND: "Grüß\\r\\n\\x00🙂\\\\", CLIENT_EXPECT: "regex:(?m)^250 " },
  ...refused.map(([settings]) => settings),
];

test("the same configurations and the same refusals as under Node", { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-"));
  try {
    await build({
      entryPoints: [new URL("resolve.ts", import.meta.url).pathname],
      outfile: join(folder, "resolve.js"),
      bundle: true,
      format: "esm",
      target: "es2020",
      platform: "neutral",
      mainFields: ["module", "main"],
      charset: "utf8",
    });
    writeFileSync(join(folder, "input.json"), JSON.stringify({ inputs: INPUTS, files: FILES }));
    writeFileSync(
      join(folder, "script.js"),
      `import { outcomeOf } from "./resolve.js";
       const { inputs, files } = JSON.parse(open("./input.json"));
       export function setup() { return inputs.map((input) => outcomeOf(input, files)); }
       export default function () {}
       export function handleSummary({ setup_data }) { return { "output.json": JSON.stringify(setup_data) }; }`,
    );
    execFileSync(K6, ["run", "--quiet", "--address", "", "script.js"], {
      cwd: folder,
      env: { ...process.env, K6_AUTO_EXTENSION_RESOLUTION: "false" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    const inside = JSON.parse(readFileSync(join(folder, "output.json"), "utf8")) as unknown[];
    expect(inside.map((outcome, index) => [INPUTS[index], outcome])).toEqual(
      INPUTS.map((input) => [input, outcomeOf(input, FILES)]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
