/**
 * The packages of npm in a bundle, with short names inside, and of each package only what its importer names. Ours keep their names, because
 * a fault is told by them; those of a parser tell nobody anything, and a third of a bundle's parsers is names.
 */
import { readFileSync } from "node:fs";
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
      context.onResolve({ filter: /^[^./:]+(\/[^:]*)?$/ }, async ({ path, resolveDir, kind, importer, pluginData }) => {
        if (pluginData === ASKED) return undefined;
        const found = await context.resolve(path, { resolveDir, kind, pluginData: ASKED });
        if (found.external || !found.path.includes("/node_modules/")) return undefined;
        return { path: found.path, namespace: "short", pluginData: namesIn(importer, path) };
      });
      context.onLoad({ filter: /.*/, namespace: "short" }, async ({ path, pluginData }) => {
        const { outputFiles, metafile } = await build({
          ...options,
          stdin: { contents: `export ${String(pluginData)} from ${JSON.stringify(path)};`, resolveDir: dirname(path) },
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

/**
 * What a file imports of a package, as the clause of an export. A second importer with other names makes the bundle fail, because only the
 * first one's are there: that is told by the build.
 */
function namesIn(importer: string, name: string): string {
  const text = readFileSync(importer, "utf8");
  const clause =
    new RegExp(`^import (?!type )([^;]*?) from "${name.replace(/[.]/g, "\\.")}";`, "ms").exec(text)?.[1] ?? "";
  if (!clause.includes("{")) return "{ default }";
  const names = clause.replace(/^[^{]*\{|\}[^}]*$/g, "").split(",");
  return `{ ${names
    .map((one) => one.trim())
    .filter((one) => one !== "" && !one.startsWith("type "))
    .join(", ")} }`;
}
