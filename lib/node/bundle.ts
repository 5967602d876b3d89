/**
 * Bundles scripts/*.ts into dist/*.js for k6: ES2020 modules for Sobek, k6's own modules left out, minified, source maps
 * beside them. A Kubernetes ConfigMap holds a megabyte: a bundle that does not fit is refused.
 *
 * The command line becomes dist/cli.js for Node. dist/bundled-packages.json names the npm packages whose code is in any of them.
 */
import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";
import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { deflateRawSync } from "node:zlib";
import { firstOf } from "../model/non-empty";
import { lazyModules } from "./lazy-modules";
import { ROOT } from "./root";
import { shortPackages } from "./short-packages";

const LARGEST = 1_000_000;

const FOR_K6 = {
  absWorkingDir: resolve(ROOT),
  bundle: true,
  target: "es2020",
  platform: "neutral",
  mainFields: ["module", "main"],
  external: ["k6", "k6/*"],
  charset: "utf8",
  logLevel: "warning",
} satisfies BuildOptions;

const bundledPackages = new Set<string>();
const short = shortPackages(FOR_K6, notePackages);

/**
 * `import source from "once:./file"`: the bundled file as packed text, to be evaluated once per process
 * (xk6/healthcheck/programs.go unpacks it). k6 evaluates every module in every VU; parsers and reports are too big for that (a YAML parser
 * costs 0.6 MB per VU).
 */
const once: Plugin = {
  name: "once",
  setup(context) {
    context.onResolve({ filter: /^once:/ }, (args) => ({
      path: resolve(dirname(args.importer), args.path.slice("once:".length)),
      namespace: "once",
    }));
    context.onLoad({ filter: /.*/, namespace: "once" }, async (args) => {
      const { outputFiles, metafile } = await build({
        ...FOR_K6,
        entryPoints: [`${args.path}.ts`],
        write: false,
        metafile: true,
        format: "iife",
        globalName: "loaded",
        // The names of functions stay: a fault in there is told by them.
        minifySyntax: true,
        minifyWhitespace: true,
        plugins: [short, once],
      });
      notePackages(metafile);
      return {
        contents: packed(`${firstOf(outputFiles, "the files of a bundle").text}\nreturn loaded;`),
        loader: "text",
        watchFiles: Object.keys(metafile.inputs).map((file) => resolve(ROOT, file)),
      };
    });
  },
};

function packed(text: string): string {
  return deflateRawSync(text, { level: 9 }).toString("base64");
}

const lazy = lazyModules(ROOT, FOR_K6);

const { metafile } = await build({
  ...FOR_K6,
  entryPoints: readdirSync(resolve(ROOT, "scripts"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `scripts/${file}`),
  outdir: "dist",
  format: "esm",
  sourcemap: "linked",
  sourcesContent: false,
  minify: true,
  plugins: [lazy, once],
  metafile: true,
});

const cli = await build({
  absWorkingDir: resolve(ROOT),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  entryPoints: ["lib/node/cli/main.ts"],
  outfile: "dist/cli.js",
  charset: "utf8",
  // Packages in CommonJS ask for Node's own modules by `require`, which a module does not have.
  banner: {
    js: `#!/usr/bin/env node
import { createRequire as requireFrom } from "node:module";
const require = requireFrom(import.meta.url);`,
  },
  legalComments: "eof",
  metafile: true,
  logLevel: "warning",
});
chmodSync(resolve(ROOT, "dist/cli.js"), 0o755);
notePackages(metafile);
notePackages(cli.metafile);
writeFileSync(resolve(ROOT, "dist/bundled-packages.json"), `${JSON.stringify([...bundledPackages].sort(), null, 2)}\n`);

for (const complaint of [...inEveryVu(Object.keys(metafile.inputs)), ...tooLarge(metafile.outputs)]) {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = 1;
}

function notePackages({ inputs }: Metafile): void {
  for (const file of Object.keys(inputs)) {
    const [, name] = /(?:^|:|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
    if (name !== undefined) bundledPackages.add(name);
  }
}

/** A library that came in by a plain import costs each of a thousand VUs its tables and its compiled expressions. */
function inEveryVu(inputs: readonly string[]): string[] {
  const foreign = inputs.filter((file) => file.startsWith("node_modules/"));
  if (foreign.length === 0) return [];
  return [`every VU would evaluate ${foreign.join(", ")}: import what needs it by once:`];
}

function tooLarge(outputs: Readonly<Record<string, { bytes: number }>>): string[] {
  return Object.entries(outputs)
    .filter(([file, { bytes }]) => !file.endsWith(".map") && bytes >= LARGEST)
    .map(([file, { bytes }]) => `${file} has ${bytes} bytes, and a Kubernetes ConfigMap holds no more than ${LARGEST}`);
}
