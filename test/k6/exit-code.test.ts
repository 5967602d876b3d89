/** The exit code of a run is decided in one file. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const DECIDES =
  /\b(abandon|endEarly|refuse)\b[^;]*from "k6\/x\/healthcheck\/runtime"|\bexec\.test\.(fail|abort)\b|\bnew Counter\b/;

test("only lib/k6/exit-code.ts imports what decides k6's exit code", () => {
  const files = readdirSync("lib", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const deciding = files.filter((file) => {
    const imports = readFileSync(`lib/${file}`, "utf8").split(/(?<=;)\n/);
    return imports.some((statement) => DECIDES.test(statement));
  });
  expect(deciding.map((file) => file.replace(/\\/g, "/"))).toEqual(["k6/exit-code.ts"]);
});
