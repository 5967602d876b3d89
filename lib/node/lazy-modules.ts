/**
 * `import load from "lazy:./file"`: a module of the script that a VU evaluates when it calls `load`, and not before.
 *
 * k6 compiles a script once, and evaluates it in every VU. Each function of it is then an object of half a kilobyte, and each imported name
 * one of a kilobyte, in each of a thousand VUs. A node needs neither what a client does nor what the report says.
 */
import { build, type BuildOptions, type Plugin } from "esbuild";
import { dirname, resolve } from "node:path";
import { firstOf } from "../model/non-empty";

/** Modules whose default export makes each of its functions when it is first asked for (xk6/healthcheck/lazy_exports.go). */
const OF_OURS = /^k6\/x\/healthcheck(\/|$)/;

const IMPORT = /^import (?:(\w+)|\{([^}]*)\}) from "((?:k6|once:|lazy:)[^"]*)";$/gm;
const EXPORT = /^export \{([^}]*)\};\n*$/m;

/** What such a module imports by these, it shares with whatever else is in the script. */
const shared: Plugin = {
  name: "shared",
  setup(context) {
    // What is left out without effects: else an import that nobody needs would stay.
    context.onResolve({ filter: /^k6(\/|$)/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
    context.onResolve({ filter: /^(once|lazy):/ }, ({ importer, path }) => {
      const [, scheme = "", file = ""] = /^(\w+:)(.*)$/.exec(path) ?? [];
      return { path: `${scheme}${resolve(dirname(importer), file)}`, external: true, sideEffects: false };
    });
  },
};

/** @param options of the bundle around it */
export function lazyModules(root: string, options: BuildOptions): Plugin {
  return {
    name: "lazy",
    setup(context) {
      context.onResolve({ filter: /^lazy:/ }, ({ importer, path }) => ({
        path: resolve(dirname(importer), path.slice("lazy:".length)),
        namespace: "lazy",
      }));
      context.onLoad({ filter: /.*/, namespace: "lazy" }, async ({ path }) => {
        const { outputFiles, metafile } = await build({
          ...options,
          entryPoints: [`${path}.ts`],
          write: false,
          metafile: true,
          format: "esm",
          sourcemap: "inline",
          sourcesContent: false,
          outdir: resolve(root, "dist"),
          plugins: [shared],
        });
        return {
          contents: asFunction(firstOf(outputFiles, "the files of a bundle").text),
          loader: "js",
          resolveDir: dirname(path),
          watchFiles: Object.keys(metafile.inputs).map((file) => resolve(root, file)),
        };
      });
      // One name of k6 is imported once, however many modules use it.
      context.onResolve({ filter: /^k6-name:/ }, ({ path }) => ({ path, namespace: "k6-name" }));
      context.onLoad({ filter: /.*/, namespace: "k6-name" }, ({ path }) => {
        const [module, name] = path.slice("k6-name:".length).split("#");
        return { contents: `export { ${name} as default } from "${module}";`, loader: "js" };
      });
    },
  };
}

/**
 * A bundled module as a function that makes it at its first call. Lines stay where they are: the source map at its end holds on.
 *
 * @param module as esbuild writes it when it does not minify: each import and each export begins a line
 */
export function asFunction(module: string): string {
  const head: string[] = [];
  const imported = (from: string, name: string) => {
    const local = `k6_${head.length}`;
    head.push(`import ${local} from "${from.startsWith("k6") ? `k6-name:${from}#${name}` : from}";`);
    return local;
  };
  const body = module
    .replace(IMPORT, (statement: string, whole: string | undefined, names: string | undefined, from: string) => {
      // esbuild leaves the names that nobody uses.
      const used = pairs(names ?? `default as ${whole}`).filter(([, local]) => occursTwice(module, local));
      const ofOurs = used.filter(([name]) => OF_OURS.test(from) && name !== "default");
      const others = used.filter((pair) => !ofOurs.includes(pair));
      const constants = others.map(([name, local]) => `const ${local} = ${imported(from, name)};`);
      if (ofOurs.length > 0) {
        const renamed = ofOurs.map(([name, local]) => `${name}: ${local}`);
        constants.push(`const { ${renamed.join(", ")} } = ${imported(from, "default")};`);
      }
      return constants.join(" ") + "\n".repeat(statement.split("\n").length - 1);
    })
    .replace(EXPORT, (_, names: string) => {
      const returned = pairs(names).map(([local, name]) => `${name}: ${local}`);
      return `return { ${returned.join(", ")} }; }\nlet made;\nexport default () => (made ??= make());\n`;
    });
  if (/^import |^export (?!default \(\))/m.test(body)) throw new Error("a module that cannot be a function");
  return `${head.join(" ")} function make() { ${body}`;
}

function occursTwice(text: string, name: string): boolean {
  return [...text.matchAll(new RegExp(`(?<![\\w$])${name.replace(/\$/g, "\\$")}(?![\\w$])`, "g"))].length > 1;
}

/** `a, b as c` → [a, a], [b, c]. */
function pairs(names: string): [string, string][] {
  return names
    .split(",")
    .map((name) => name.trim().split(/\s+as\s+/))
    .filter(([name]) => name !== "")
    .map(([name = "", local = name]) => [name, local]);
}
