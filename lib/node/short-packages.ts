/**
 * The packages of npm in a bundle, with short names inside. Ours keep their names, because a fault is told by them; those of a parser tell
 * nobody anything, and a third of a bundle's parsers is names.
 */
import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";
import { dirname } from "node:path";

/** Tells our own question, where a package lies, from the bundle's. */
const ASKED = Symbol("asked");

/**
 * @param options of the bundle around it
 * @param note takes note of what goes in
 */
export function shortPackages(options: BuildOptions, note: (metafile: Metafile) => void): Plugin {
  return {
    name: "short-packages",
    setup(context) {
      context.onResolve({ filter: /^[^./:]+(\/[^:]*)?$/ }, async ({ path, resolveDir, kind, pluginData }) => {
        if (pluginData === ASKED) return undefined;
        const found = await context.resolve(path, { resolveDir, kind, pluginData: ASKED });
        if (found.external || !found.path.includes("/node_modules/")) return undefined;
        return { path: found.path, namespace: "short" };
      });
      context.onLoad({ filter: /.*/, namespace: "short" }, async ({ path }) => {
        const { outputFiles, metafile } = await build({
          ...options,
          entryPoints: [path],
          write: false,
          metafile: true,
          format: "esm",
          minify: true,
        });
        note(metafile);
        return { contents: outputFiles[0]?.text ?? "", loader: "js", resolveDir: dirname(path) };
      });
    },
  };
}
