/** A bundle's packages lose their names inside, and what nobody imports; they work, and our own functions keep their names. */
import { build, type BuildOptions } from "esbuild";
import { expect, test } from "vitest";
import type { Data } from "../../lib/source/data";
import { shortPackages } from "../../lib/node/short-packages";

const OPTIONS = { bundle: true, platform: "neutral", mainFields: ["module", "main"] } satisfies BuildOptions;

async function bundled(short: boolean): Promise<{ text: string; packages: string[] }> {
  const packages: string[] = [];
  const note = ({ inputs }: { inputs: object }) => void packages.push(...Object.keys(inputs));
  const { outputFiles } = await build({
    ...OPTIONS,
    entryPoints: ["lib/source/data-file.ts"],
    write: false,
    format: "iife",
    globalName: "loaded",
    minifyWhitespace: true,
    plugins: short ? [shortPackages(OPTIONS, note)] : [],
  });
  return { text: outputFiles[0]!.text, packages };
}

test("a package in a bundle has short names, our own function has its name, and both work", async () => {
  const [plain, short] = [await bundled(false), await bundled(true)];
  expect(short.text.length).toBeLessThan(0.8 * plain.text.length);
  expect(short.text).toContain("function parseEachDocument(");
  const load = new Function(`${short.text}\nreturn loaded;`) as () => {
    parseEachDocument(file: string, text: string): Data[];
  };
  expect(
    load()
      .parseEachDocument("a.yaml", "a: [ &x 1, *x ]")
      .map(({ text }) => text),
  ).toEqual(["{ a: [ 1, 1 ] }"]);
  expect(short.packages.some((file) => file.includes("node_modules/yaml/"))).toBe(true);
});
