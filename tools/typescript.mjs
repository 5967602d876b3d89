// TypeScript of this repository for the tools, which run before anything is built.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Bundles a module and loads it. For after the set-up: esbuild is one of the packages that it installs.
 *
 * @param code the module's text, such as `export * from "./matrix"`
 * @param folder where its imports start from
 * @param url what the bundled code takes for its own `import.meta.url`; left out: the bundle's
 */
export async function loadTypeScript(code, folder, url) {
  const { build } = await import("esbuild");
  const scratch = mkdtempSync(join(tmpdir(), "probe-storm-tool-"));
  const outfile = join(scratch, "bundle.mjs");
  try {
    await build({
      stdin: { contents: code, resolveDir: folder },
      ...(url && { define: { "import.meta.url": JSON.stringify(url) } }),
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      // Packages written for `require` call it for Node's own modules; a module has none.
      banner: {
        js: 'import { createRequire as toRequire } from "node:module"; const require = toRequire(import.meta.url);',
      },
      logLevel: "warning",
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
