/** A bundle's packages lose their names inside, and work; our own functions keep theirs. */
import { build } from "esbuild";
import { expect, test } from "vitest";
import { shortPackages } from "../../lib/node/short-packages";

const SOURCE = `import { parse } from "yaml";
export function spelledOut(text) { return parse(text); }
`;

async function bundled(short: boolean): Promise<{ text: string; packages: string[] }> {
  const packages: string[] = [];
  const { outputFiles } = await build({
    stdin: { contents: SOURCE, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "loaded",
    mainFields: ["module", "main"],
    minifyWhitespace: true,
    plugins: short
      ? [
          shortPackages({ bundle: true, mainFields: ["module", "main"] }, ({ inputs }) =>
            packages.push(...Object.keys(inputs)),
          ),
        ]
      : [],
  });
  return { text: outputFiles[0]!.text, packages };
}

test("a package in a bundle has short names, our own function has its name, and both work", async () => {
  const [plain, short] = [await bundled(false), await bundled(true)];
  expect(short.text.length).toBeLessThan(0.8 * plain.text.length);
  expect(short.text).toContain("function spelledOut(");
  const load = new Function(`${short.text}\nreturn loaded;`) as () => { spelledOut(text: string): unknown };
  expect(load().spelledOut("a: [ &x 1, *x ]")).toEqual({ a: [1, 1] });
  expect(short.packages.some((file) => file.includes("node_modules/yaml/"))).toBe(true);
});
